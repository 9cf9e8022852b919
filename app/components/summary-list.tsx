import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'

export type SummaryRow = {
  label: ReactNode
  value: ReactNode
  /** `about` completes the link for those who hear it alone: "Change your answer". */
  change?: { to: string; label: ReactNode; about: string }
}

export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  return (
    <dl className="govuk-summary-list">
      {rows.map(({ label, value, change }, index) => (
        <div
          className={`govuk-summary-list__row${change ? '' : ' govuk-summary-list__row--no-actions'}`}
          key={index}
        >
          <dt className="govuk-summary-list__key">{label}</dt>
          <dd className="govuk-summary-list__value">{value}</dd>
          {change && (
            <dd className="govuk-summary-list__actions">
              <Link className="govuk-link" to={change.to}>
                {change.label}
                <span className="govuk-visually-hidden"> {change.about}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** Facts in a side column or a card. */
export function Facts({ rows }: { rows: { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="am-dl">
      {rows.map(({ label, value }, index) => (
        <div key={index}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
