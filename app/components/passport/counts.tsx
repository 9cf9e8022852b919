import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

type PassportCountsProps = {
  assessmentId: string
  counts: { asked: number; held: number; usable: number }
}

/** One line for the pages of a plan: how much of it the passport answers already, and the way there. */
export function PassportCounts({ assessmentId, counts }: PassportCountsProps) {
  const t = useWords()
  const { asked, held, usable } = counts
  if (asked === 0) return null
  return (
    <p className="am-measure">
      <Link className="govuk-link" to={`/app/assessments/${assessmentId}/passport`}>
        {t('passport.slot.title')}
      </Link>
      {'. '}
      {t('passport.slot.held', { asked, held })} {usable > 0 && t('passport.slot.usable', { usable })}
    </p>
  )
}
