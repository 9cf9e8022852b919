import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Part } from '#app/components/judging/others-who-judge.tsx'

type InviteProps = {
  missing: Part[]
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
}

/** A funder does not mark its own homework: a paid partner, and somebody from outside, look at its answers. */
export function InviteFromOutside({ missing, typed, errors }: InviteProps) {
  const t = useWords()
  return (
    <form method="post" noValidate>
      <h2 className="govuk-heading-m">{t('review.invite.title')}</h2>
      <p>{t('review.invite.lead')}</p>
      {missing.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {missing.map((part) => (
            <li key={part}>
              {t('shell.pair', { what: t(`review.part.${part}`), words: t('review.others.missing') })}
            </li>
          ))}
        </ul>
      )}
      <input type="hidden" name="move" value="invite" />
      <Radios
        name="outsidePart"
        legend={t('review.invite.part')}
        value={typed?.outsidePart}
        error={errors?.outsidePart}
        choices={(['partner', 'outside'] as const).map((value) => ({
          value,
          label: t(`review.part.${value}`),
          hint: t(`review.part.${value}.about`),
        }))}
      />
      <TextField
        name="name"
        label={t('review.invite.name')}
        hint={t('review.invite.name.hint')}
        value={typed?.name}
        error={errors?.name}
        autoComplete="off"
        spellCheck={false}
      />
      <ButtonGroup>
        <Button secondary>{t('review.invite.do')}</Button>
      </ButtonGroup>
    </form>
  )
}
