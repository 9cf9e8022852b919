import type { MetaFunction } from '@remix-run/node'
import type { SiteData } from '#app/components/site.ts'
import { wordsFor, type Key, type Values } from '#content/words.ts'

type Args = { matches: readonly { id: string; data?: unknown }[] }

/** The title of a page in the language of the site around it: it names the page, never a person or a record. */
export function titled(key: Key): MetaFunction {
  return (args) => titleOf(args, key)
}

/** The same, where the title depends on what was loaded. */
export function titleOf({ matches }: Args, key: Key, values?: Values) {
  const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
  return [{ title: `${wordsFor(site?.locale ?? 'en')(key, values)} – Amana` }]
}
