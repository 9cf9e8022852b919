import type { FieldErrors } from '#app/components/error-summary.tsx'
import { Fieldset, TextArea } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Typed } from '#app/forms/typed-words.ts'
import { principles, type Principle } from '#content/vocabulary.ts'

type Props = {
  owed: readonly Principle[]
  typed: Typed | undefined
  errors: FieldErrors | undefined
  /** Where one form is about several plans. */
  suffix?: string
}

/** A no says why under each principle; a yes where the reviewer left something open. */
export function PrincipleReasons({ owed, typed, errors, suffix = '' }: Props) {
  const t = useWords()
  return (
    <Fieldset legend={t('decision.reasons.legend')}>
      <p className="govuk-hint">{t('decision.reasons.hint')}</p>
      {principles.map((principle) => {
        const name = `reason_${principle}${suffix}`
        return (
          <TextArea
            key={principle}
            name={name}
            label={t(`content.principle.${principle}`)}
            hint={owed.includes(principle) ? t('decision.reasons.owed') : undefined}
            rows={2}
            value={typed?.[name] ?? ''}
            error={errors?.[name]}
          />
        )
      })}
    </Fieldset>
  )
}
