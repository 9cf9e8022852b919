import { useDates, useWords } from '#app/components/words.tsx'
import type { JudgedPoint } from '#app/forms/judge.form.ts'

type PointsSaidProps = { points: readonly JudgedPoint[]; reason: string; by: string; at: Date | null }

/** A judgement in words: what was named, each with its reason, and by whom. */
export function PointsSaid({ points, reason, by, at }: PointsSaidProps) {
  const t = useWords()
  const { date } = useDates()
  return (
    <div className="am-said">
      {at && <p className="am-quiet">{t('review.said.by', { name: by, date: date(at, 'moment') })}</p>}
      {reason !== '' && (
        <p className="am-pre am-measure" dir="auto">
          {reason}
        </p>
      )}
      {points.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {points.map(({ requirementId, kind, reason: why }) => (
            <li key={requirementId}>
              <b>{t(`review.said.${kind}`, { id: requirementId.replace(/^list:/, '') })}</b>{' '}
              <span className="am-pre" dir="auto">
                {why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
