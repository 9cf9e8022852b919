import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'

type ButtonProps = {
  children: ReactNode
  secondary?: boolean
  id?: string
  name?: string
  value?: string
  form?: string
}

export function Button({ children, secondary = false, ...rest }: ButtonProps) {
  return (
    <button className={`govuk-button${secondary ? ' govuk-button--secondary' : ''}`} {...rest}>
      {children}
    </button>
  )
}

export function ButtonLink({
  to,
  children,
  secondary = false,
}: {
  to: string
  children: ReactNode
  secondary?: boolean
}) {
  return (
    <Link className={`govuk-button${secondary ? ' govuk-button--secondary' : ''}`} to={to}>
      {children}
    </Link>
  )
}

export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="govuk-button-group">{children}</div>
}
