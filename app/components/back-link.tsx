import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'

/** On every page below the first level; names where it leads. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link className="govuk-back-link" to={to}>
      {children}
    </Link>
  )
}
