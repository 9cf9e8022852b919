import { TextField } from '#app/components/field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'

export function NewPassword({ errors }: { errors?: FieldErrors | undefined }) {
  const t = useWords()
  return (
    <>
      <TextField
        name="password"
        type="password"
        label={t('auth.password.new')}
        hint={t('auth.password.hint')}
        autoComplete="new-password"
        error={errors?.password}
      />
      <TextField
        name="passwordAgain"
        type="password"
        label={t('auth.password.again')}
        autoComplete="new-password"
        error={errors?.passwordAgain}
      />
    </>
  )
}
