import type { MetaFunction } from '@remix-run/node'
import type { SiteData } from '#app/components/site.ts'
import { wordsFor, type Key } from '#content/words.ts'

/** The title of a page, in the language of the site around it. */
export function titled(key: Key): MetaFunction {
  return ({ matches }) => {
    const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
    return [{ title: `${wordsFor(site?.locale ?? 'en')(key)} – Amana` }]
  }
}
