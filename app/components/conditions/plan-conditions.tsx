import { Link } from '@remix-run/react'
import type { ConditionLine } from '#app/components/conditions/condition-data.ts'
import { ConditionList } from '#app/components/conditions/condition-list.tsx'
import { useWords } from '#app/components/words.tsx'

/** On the page of a plan, for either side: its conditions as they stand, and the way to all about them. */
export function PlanConditions({ lines, assessmentId }: { lines: ConditionLine[]; assessmentId: string }) {
  const t = useWords()
  if (lines.length === 0) return null
  const late = lines.filter(({ clock }) => clock.lateBy > 0).length
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions" className="am-group">
        {t('line.conditions.title', { count: lines.length })}
      </h2>
      {late > 0 && <p>{t('conditions.late.notice', { count: late })}</p>}
      <ConditionList lines={lines} />
      <p>
        <Link className="govuk-link" to={`/app/assessments/${assessmentId}/conditions`}>
          {t('conditions.plan.link')}
        </Link>
      </p>
    </section>
  )
}
