import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

export function LinkHome() {
  const t = useWords()
  return (
    <p>
      <Link className="govuk-link" to="/app">
        {t('shell.problem.home')}
      </Link>
    </p>
  )
}
