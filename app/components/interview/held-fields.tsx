import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type Values = Record<string, string | number>
type Props = {
  held: { id: string; revision: number; values: Values } | null
  typed: Record<string, string> | null
  errors: FieldErrors
  /** What the form may save over, after somebody else's words were shown. */
  revision: number
  /** For the example of a day. */
  year: number
}

/** About the conversation: when, in which language, who spoke as what. Nobody is named. */
export function HeldFields({ held, typed, errors, revision, year }: Props) {
  const t = useWords()
  const value = (name: string) => (typed ? (typed[name] ?? '') : String(held?.values[name] ?? ''))
  const yesNo = (['yes', 'no'] as const).map((each) => ({
    value: each,
    label: t(`content.choice.${each}.short`),
  }))
  return (
    <section aria-labelledby="held">
      <h2 className="govuk-heading-m" id="held">
        {t('interview.held.title')}
      </h2>
      <input type="hidden" name="heldId" value={held?.id ?? ''} />
      <input type="hidden" name="heldRevision" value={revision} />
      <DateField
        name="heldOn"
        label={t('interview.held.heldOn')}
        hint={t('content.answer.dueOn.hint', { day: '27', month: '3', year: String(year) })}
        value={held ? String(held.values.heldOn ?? '') : null}
        typed={typed ?? undefined}
        error={errors.heldOn}
      />
      <TextField
        name="language"
        label={t('interview.held.language')}
        value={value('language')}
        error={errors.language}
        width={20}
      />
      <TextField
        name="spoke"
        label={t('interview.held.spoke')}
        hint={t('interview.held.spoke.hint')}
        value={value('spoke')}
        error={errors.spoke}
      />
      <TextField
        name="focalPoint"
        label={t('interview.held.focalPoint')}
        hint={t('interview.held.focalPoint.hint')}
        value={value('focalPoint')}
        error={errors.focalPoint}
      />
      <TextField
        name="minutes"
        label={t('interview.held.minutes')}
        value={value('minutes')}
        error={errors.minutes}
        width={4}
        inputMode="numeric"
      />
      <Radios
        name="readBack"
        legend={t('interview.held.readBack')}
        choices={yesNo}
        value={value('readBack')}
        error={errors.readBack}
        inline
      />
      <Radios
        name="photographed"
        legend={t('interview.held.photographed')}
        hint={t('interview.held.photographed.hint')}
        choices={yesNo}
        value={value('photographed')}
        error={errors.photographed}
        inline
      />
    </section>
  )
}
