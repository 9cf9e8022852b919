import type { MetaFunction } from '@remix-run/node'
import type { SiteData } from '#app/components/site.ts'
import { wordsFor, type Key, type Values, type Words } from '#content/words.ts'
import type { Principle } from '#content/vocabulary.ts'

type Args = { matches: readonly { id: string; data?: unknown }[] }

/** The title of a page in the language of the site around it: it names the page, never a person or a record. */
export function titled(key: Key): MetaFunction {
  return (args) => titleOf(args, key)
}

/** The same, where the title depends on what was loaded. */
export function titleOf({ matches }: Args, key: Key, values?: Values | ((t: Words) => Values)) {
  const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
  const t = wordsFor(site?.locale ?? 'en')
  return [{ title: `${t(key, typeof values === 'function' ? values(t) : values)} – Amana` }]
}

/** A page that judges one principle says which, so that four open windows can be told apart. */
export function titleOfPrinciple(args: Args & { data: { principle: Principle } | undefined }) {
  const { data } = args
  if (!data) return titleOf(args, 'judging.principle.pageTitle')
  return titleOf(args, 'judging.principle.pageTitleOf', (t) => ({
    principle: t(`content.principle.${data.principle}`),
  }))
}
