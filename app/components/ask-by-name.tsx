import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'

type AskByNameProps = {
  title: string
  button: string
  answer: { errors: FieldErrors; name: string } | undefined
  children: ReactNode
}

/** One field: the name somebody signs in with. */
export function AskByName({ title, button, answer, children }: AskByNameProps) {
  const t = useWords()
  return (
    <div className="am-measure">
      <ErrorSummary errors={answer?.errors} />
      <PageTitle>{title}</PageTitle>
      {children}
      <form method="post">
        <TextField
          name="name"
          label={t('auth.field.account')}
          autoComplete="username"
          spellCheck={false}
          value={answer?.name}
          error={answer?.errors.name}
        />
        <Button>{button}</Button>
      </form>
    </div>
  )
}
