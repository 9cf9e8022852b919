import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { Fieldset, SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'
import { holds, payers } from '#app/forms/condition.form.ts'
import type { Typed } from '#app/forms/typed-words.ts'

type Props = {
  number: number
  typed: Typed | undefined
  errors: FieldErrors | undefined
  /** Just added: the page opens here. */
  lookAt: boolean
}

/** What is owed, by whom, by when, how it will be shown and checked, what waits for it, and who pays. */
export function ConditionFields({ number, typed, errors, lookAt }: Props) {
  const t = useWords()
  const field = (name: string) => ({
    name: `${name}${number}`,
    value: typed?.[`${name}${number}`] ?? '',
    error: errors?.[`${name}${number}`],
  })
  return (
    <div className="am-rows__row" {...(lookAt ? { tabIndex: -1, autoFocus: true } : {})}>
      <Fieldset legend={t('judging.condition.legend', { number })}>
        <TextArea
          {...field('sentence')}
          label={t('judging.condition.sentence')}
          hint={t('judging.condition.sentenceHint')}
          rows={2}
        />
        <TextField {...field('owner')} label={t('judging.condition.owner')} />
        <TextField {...field('evidenceAsked')} label={t('judging.condition.evidence')} />
        <TextField
          {...field('howChecked')}
          label={t('judging.condition.howChecked')}
          hint={t('judging.condition.howCheckedHint')}
        />
        <Radios
          {...field('pays')}
          legend={t('judging.condition.pays')}
          hint={t('judging.condition.moneyHint')}
          choices={payers.map((payer) => ({ value: payer, label: t(`judging.condition.pays.${payer}`) }))}
        />
        <TextField {...field('moneyFor')} label={t('judging.condition.moneyFor')} />
        <TextField {...field('whyNoMoney')} label={t('judging.condition.whyNoMoney')} />
        <Radios
          {...field('starts')}
          value={typed?.[`starts${number}`] ?? 'day'}
          legend={t('judging.condition.starts')}
          choices={[
            {
              value: 'day',
              label: t('judging.condition.starts.day'),
              conditional: (
                <DateField
                  name={`dueOn${number}`}
                  label={t('judging.condition.dueOn')}
                  typed={typed}
                  error={errors?.[`dueOn${number}`]}
                />
              ),
            },
            {
              value: 'funds',
              label: t('judging.condition.starts.funds'),
              hint: t('judging.condition.starts.fundsHint'),
              conditional: (
                <>
                  <DateField
                    name={`fundsExpectedOn${number}`}
                    label={t('judging.condition.fundsExpectedOn')}
                    typed={typed}
                    error={errors?.[`fundsExpectedOn${number}`]}
                  />
                  <TextField
                    {...field('daysAfterFunds')}
                    label={t('judging.condition.daysAfterFunds')}
                    inputMode="numeric"
                    width={3}
                  />
                </>
              ),
            },
          ]}
        />
        <SelectField
          {...field('holdsBack')}
          label={t('judging.condition.holdsBack')}
          options={holds.map((gate) => ({ value: gate, label: t(`judging.condition.holds.${gate}`) }))}
        />
      </Fieldset>
    </div>
  )
}
