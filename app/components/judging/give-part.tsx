import { Button, ButtonGroup } from '#app/components/button.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type GivePartProps = {
  part: 'first' | 'second'
  /** Who has it now; empty: nobody. */
  holder: string
  reviewers: { personId: string; name: string; plans: number; answers: number }[]
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
}

/** Gives one part to somebody, instead of whoever has it, or to nobody. */
export function GivePart({ part, holder, reviewers, typed, errors }: GivePartProps) {
  const t = useWords()
  const field = `${part}Id`
  return (
    <form method="post" noValidate>
      <h2 className="govuk-heading-m">{t(`review.part.${part}`)}</h2>
      <p>{t(`review.part.${part}.about`)}</p>
      <input type="hidden" name="move" value={part === 'first' ? 'giveFirst' : 'giveSecond'} />
      <input type="hidden" name="was" value={holder} />
      <SelectField
        name={field}
        label={t(`review.give.${part}`)}
        value={typed?.[field] ?? holder}
        error={errors?.[field]}
        options={[
          { value: '', label: t('review.give.nobody') },
          ...reviewers.map(({ personId, name, plans, answers }) => ({
            value: personId,
            label: t('review.load.option', { name, plans, answers }),
          })),
        ]}
      />
      <ButtonGroup>
        <Button secondary>
          {t('review.give.do')} <span className="govuk-visually-hidden">{t(`review.part.${part}`)}</span>
        </Button>
      </ButtonGroup>
    </form>
  )
}
