import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

/** Under every question: what it asks may not exist where somebody works. */
export function NonsenseLink({
  assessmentId,
  requirementId,
}: {
  assessmentId: string
  requirementId: string
}) {
  const t = useWords()
  return (
    <p>
      <Link className="govuk-link" to={`/app/assessments/${assessmentId}/notes/${requirementId}`}>
        {t('together.note.link')}
      </Link>
    </p>
  )
}
