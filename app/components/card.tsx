import type { ReactNode } from 'react'

/** Holds one thing; cards are never put inside cards. */
export function Card({
  title,
  quiet = false,
  children,
}: {
  title?: ReactNode
  quiet?: boolean
  children: ReactNode
}) {
  return (
    <div className={`am-card${quiet ? ' am-card--quiet' : ''}`}>
      {title && <h2 className="govuk-heading-m">{title}</h2>}
      {children}
    </div>
  )
}

/** What would be here, and what makes it appear. */
export function Empty({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="am-empty">
      <p>
        <b>{title}</b>
      </p>
      <p>{children}</p>
    </div>
  )
}

/** The form grid: a text column and a quiet side column from 960 px on. */
export function Columns({ children, side, label }: { children: ReactNode; side: ReactNode; label: string }) {
  return (
    <div className="am-cols">
      <div>{children}</div>
      <aside aria-label={label}>{side}</aside>
    </div>
  )
}
