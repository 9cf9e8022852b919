import { useRouteLoaderData } from '@remix-run/react'
import type { Key, Locale } from '#content/words.ts'

export type NavItem = { to: string; key: Key; count?: number; current: boolean }

/** What every page knows. The browser receives names and answers, not roles to reason about. */
export type SiteData = {
  locale: Locale
  path: string
  demonstration: boolean
  actor: {
    name: string
    job: { role: Key; organisation: string } | null
    severalJobs: boolean
    /** Notices not read yet; a hundred stands for any number above. */
    unread: number
  } | null
  nav: NavItem[]
  /** Open reporting pages, for the foot of a signed-in page. */
  doors: { to: string; place: Partial<Record<Locale, string>> }[]
}

/** Undefined only when the site's own data could not be had, as while the database is away. */
export function useSite(): SiteData | undefined {
  return useRouteLoaderData<SiteData>('root')
}
