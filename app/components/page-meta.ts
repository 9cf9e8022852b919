import type { SiteData } from '#app/components/site.ts'
import { wordsFor, type Key, type Values } from '#content/words.ts'

type Args = { matches: readonly { id: string; data?: unknown }[] }

/** The title of a page in the language it is shown in; names the page, never a person or a record. */
export function pageTitle({ matches }: Args, key: Key, values?: Values) {
  const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
  return [{ title: `${wordsFor(site?.locale ?? 'en')(key, values)} – Amana` }]
}
