import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { Fieldset, SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

const held = ['nothing', 'award', 'fieldwork', 'close_out'] as const

type Props = { number: 1 | 2 | 3; typed: Record<string, string> | undefined; errors: FieldErrors | undefined }

/** What is owed, by whom, by when, how it will be shown, what waits for it, and what pays for it. */
export function ConditionFields({ number, typed, errors }: Props) {
  const t = useWords()
  const field = (name: string) => ({
    name: `${name}${number}`,
    value: typed?.[`${name}${number}`] ?? '',
    error: errors?.[`${name}${number}`],
  })
  const fields = (
    <Fieldset legend={t('judging.condition.legend', { number })}>
      <TextArea
        {...field('sentence')}
        label={t('judging.condition.sentence')}
        hint={t('judging.condition.sentenceHint')}
        rows={2}
      />
      <TextField {...field('owner')} label={t('judging.condition.owner')} />
      <TextField {...field('evidenceAsked')} label={t('judging.condition.evidence')} />
      <DateField
        name={`dueOn${number}`}
        label={t('judging.condition.dueOn')}
        typed={typed}
        error={errors?.[`dueOn${number}`]}
      />
      <SelectField
        {...field('holdsBack')}
        label={t('judging.condition.holdsBack')}
        options={held.map((gate) => ({ value: gate, label: t(`judging.condition.holds.${gate}`) }))}
      />
      <TextField
        {...field('moneyFor')}
        label={t('judging.condition.moneyFor')}
        hint={t('judging.condition.moneyHint')}
      />
      <TextField {...field('whyNoMoney')} label={t('judging.condition.whyNoMoney')} />
    </Fieldset>
  )
  if (number === 1) return fields
  return (
    <details className="govuk-details" open={Boolean(typed?.[`sentence${number}`])}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('judging.condition.another', { number })}</span>
      </summary>
      <div className="govuk-details__text">{fields}</div>
    </details>
  )
}
