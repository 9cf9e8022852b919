import { Button } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea, TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = {
  /** Then nobody has to bring it. */
  rootKeyIsHere: boolean
  errors: FieldErrors | undefined
  typed: Record<string, string> | undefined
}

/** Keys and passwords are never shown again: what was wrong is brought once more. */
export function Rotate({ rootKeyIsHere, errors, typed }: Props) {
  const t = useWords()
  return (
    <form method="post" className="am-measure" noValidate>
      <h2 className="govuk-heading-m">{t('keys.rotate.title')}</h2>
      <p>{t('keys.rotate.lead')}</p>
      {rootKeyIsHere ? (
        <p>{t('keys.rotate.here')}</p>
      ) : (
        <>
          <TextArea
            name="lockedKeyPassword"
            label={t('keys.rotate.key')}
            hint={t('keys.rotate.keyHint')}
            rows={4}
            error={errors?.lockedKeyPassword}
          />
          <TextField
            name="passwordOfKey"
            type="password"
            autoComplete="off"
            label={t('keys.rotate.password')}
            error={errors?.passwordOfKey}
          />
        </>
      )}
      <Checkboxes
        name="withdraw"
        legend={t('keys.rotate.why')}
        hint={t('keys.rotate.withdrawHint')}
        values={typed?.withdraw ? ['yes'] : []}
        choices={[{ value: 'yes', label: t('keys.rotate.withdraw') }]}
      />
      <Checkboxes
        name="sure"
        legend={t('keys.rotate.confirm')}
        error={errors?.sure}
        values={typed?.sure ? ['yes'] : []}
        choices={[{ value: 'yes', label: t('keys.rotate.sure') }]}
      />
      <Button>{t('keys.rotate.do')}</Button>
    </form>
  )
}
