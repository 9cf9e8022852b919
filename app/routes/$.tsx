import { data } from '@remix-run/node'
import { useLocation } from '@remix-run/react'
import { ReporterError } from '#app/components/reporter/error.tsx'
import { isReporterPath } from '#app/components/reporter/shell.tsx'
import { RouteError } from '#app/components/route-error.tsx'

export function loader() {
  throw data({ code: 'notFound' }, { status: 404 })
}

/** A form sent to an address that does not exist gets the same answer. */
export function action() {
  throw data({ code: 'notFound' }, { status: 404 })
}

export default function NotFound() {
  return null
}

export function ErrorBoundary() {
  return isReporterPath(useLocation().pathname) ? <ReporterError /> : <RouteError />
}
