import { data } from '@remix-run/node'

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
