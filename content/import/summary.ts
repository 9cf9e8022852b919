import { canonicalJson } from '#content/canonical.ts'
import type { OwnFramework } from '#content/import/framework-file.ts'
import type { OwnWords } from '#content/import/merge.ts'
import { locales, type Locale } from '#content/locale.ts'
import type { FrameworkSource } from '#content/schema.ts'
import { answerTypes, audiences, gates, principles, tiers } from '#content/vocabulary.ts'

type Asked = FrameworkSource['requirements'][number]

/** How many requirements there are of each kind; kinds of which there are none are left out. */
export function countsOf(requirements: readonly Asked[]) {
  return {
    principle: count(principles, requirements, ({ principle }) => principle),
    audience: count(audiences, requirements, ({ audience }) => audience),
    tier: count(tiers.map(String), requirements, ({ fromTier }) => String(fromTier ?? 0)),
    gate: count([...gates, 'none'], requirements, ({ gate }) => gate ?? 'none'),
    answer: count(answerTypes, requirements, ({ answer }) => answer),
  }
}
export type Counts = ReturnType<typeof countsOf>

function count<Kind extends string>(
  kinds: readonly Kind[],
  items: readonly Asked[],
  kindOf: (item: Asked) => NoInfer<Kind>,
): { kind: Kind; count: number }[] {
  const found = new Map<Kind, number>()
  for (const item of items) found.set(kindOf(item), (found.get(kindOf(item)) ?? 0) + 1)
  return kinds.flatMap((kind) => (found.has(kind) ? { kind, count: found.get(kind)! } : []))
}

/** What a text of a requirement said before, and what it says now. Null where it said nothing. */
export type Rewording = {
  id: string
  locale: Locale
  field: string
  before: string | null
  after: string | null
}
export type Change = { id: string; field: string; before: string; after: string }
export type OwnDifference = {
  added: string[]
  removed: string[]
  reworded: Rewording[]
  changed: Change[]
  base: { before: string; after: string } | null
}

/** One version of somebody’s own requirements against the one before. */
export function ownDifference(before: OwnFramework, after: OwnFramework): OwnDifference {
  const was = new Map(before.source.requirements.map((asked) => [asked.id, asked]))
  const is = new Set(after.source.requirements.map(({ id }) => id))
  const kept = after.source.requirements.filter(({ id }) => was.has(id))
  const [oldBase, newBase] = [before, after].map(({ source }) =>
    source.builtOn ? `${source.builtOn.id} ${source.builtOn.version}` : '',
  )
  return {
    added: after.source.requirements.filter(({ id }) => !was.has(id)).map(({ id }) => id),
    removed: before.source.requirements.filter(({ id }) => !is.has(id)).map(({ id }) => id),
    reworded: kept.flatMap(({ id }) =>
      locales.flatMap((locale) => rewordings(id, locale, before.words[locale], after.words[locale])),
    ),
    changed: kept.flatMap((asked) => changes(was.get(asked.id)!, asked)),
    base: oldBase === newBase ? null : { before: oldBase ?? '', after: newBase ?? '' },
  }
}

function changes(before: Asked, after: Asked): Change[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Asked>
  return [...fields].flatMap((field) => {
    const [was, is] = [canonicalJson(before[field] ?? null), canonicalJson(after[field] ?? null)]
    return was === is ? [] : { id: after.id, field, before: plain(was), after: plain(is) }
  })
}

/** As a reader writes it: without the quotation marks around a single word. */
function plain(json: string): string {
  return json === 'null' ? '' : json.replace(/^"(.*)"$/, '$1')
}

function rewordings(
  id: string,
  locale: Locale,
  before: OwnWords | undefined,
  after: OwnWords | undefined,
): Rewording[] {
  const was = textsOf(before?.requirements[id])
  const is = textsOf(after?.requirements[id])
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((field) => {
    const [old, now] = [was[field] ?? null, is[field] ?? null]
    return old === now ? [] : { id, locale, field, before: old, after: now }
  })
}

function textsOf(words: OwnWords['requirements'][string] | undefined): Record<string, string> {
  if (!words) return {}
  const { labels, ...texts } = words
  const named = Object.entries(labels ?? {}).map(([label, text]) => [`labels.${label}`, text])
  return Object.fromEntries([...Object.entries(texts), ...named].filter(([, text]) => text)) as Record<
    string,
    string
  >
}
