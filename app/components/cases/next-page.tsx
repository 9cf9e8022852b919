import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

/** Onwards only: back is the browser's, and a page that is not kept cannot become wrong. */
export function NextPage({ to }: { to: string | null }) {
  const t = useWords()
  if (!to) return null
  return (
    <p>
      <Link className="govuk-link" to={to} rel="next">
        {t('cases.nextPage')}
      </Link>
    </p>
  )
}
