import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

export function SpokenLink({ doorId }: { doorId: string }) {
  const t = useWords()
  return (
    <p className="am-measure">
      <Link className="govuk-link" to={`/app/doors/${doorId}/spoken`}>
        {t('spoken.title')}
      </Link>
      {`. ${t('spoken.task')}.`}
    </p>
  )
}
