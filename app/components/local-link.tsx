import type { ReactNode } from 'react'
import { Link, useLocation } from '@remix-run/react'
import { isLocale } from '#content/locale.ts'

/** Public pages set no cookie, so a language chosen in the address travels in it. */
export function useLocalPath(): (path: string) => string {
  const lang = new URLSearchParams(useLocation().search).get('lang')
  return (path) => (isLocale(lang) ? withQuery(path, 'lang', lang) : path)
}

/** A link between public pages that keeps the language. */
export function LocalLink({
  to,
  className,
  children,
}: {
  to: string
  className?: string
  children: ReactNode
}) {
  const local = useLocalPath()
  return (
    <Link to={local(to)} className={className}>
      {children}
    </Link>
  )
}

export function withQuery(path: string, name: string, value: string): string {
  const [rest = '', fragment] = path.split('#')
  const [pathname = '', search = ''] = rest.split('?')
  const query = new URLSearchParams(search)
  query.set(name, value)
  return `${pathname}?${query.toString()}${fragment === undefined ? '' : `#${fragment}`}`
}
