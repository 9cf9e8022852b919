import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

export type Gap = { reason: string | null; rowId: string | null }

type GapListProps = {
  plan: string
  title: string
  lead: string
  gaps: (Gap & { id: string; name: string })[]
  register: 'riskGaps' | 'moneyGaps'
  parent: 'risks' | 'money'
  field: 'group' | 'line'
  mayEdit: boolean
}

/** What is not there, and why: an empty place without a reason is an open question. */
export function GapList({ plan, title, lead, gaps, register, parent, field, mayEdit }: GapListProps) {
  const t = useWords()
  if (gaps.length === 0) return null
  const lists = `/app/assessments/${plan}/lists`
  return (
    <section aria-labelledby={register}>
      <h2 id={register} className="govuk-heading-m">
        {title}
      </h2>
      <p className="am-measure">{lead}</p>
      <ul className="am-gaps">
        {gaps.map(({ id, name, reason, rowId }) => (
          <li key={id}>
            <b>{name}</b>
            {reason && (
              <span className="am-pre" dir="auto">
                {reason}
              </span>
            )}
            {mayEdit && (
              <span className="am-gaps__do">
                <Link className="govuk-link" to={`${lists}/${parent}/new?${field}=${id}`}>
                  {t(`registers.${register}.addRow`)}
                  <span className="govuk-visually-hidden"> {name}</span>
                </Link>{' '}
                <Link
                  className="govuk-link"
                  to={rowId ? `${lists}/${register}/${rowId}` : `${lists}/${register}/new?${field}=${id}`}
                >
                  {t(rowId ? 'registers.gap.changeReason' : 'registers.gap.giveReason')}
                  <span className="govuk-visually-hidden"> {name}</span>
                </Link>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
