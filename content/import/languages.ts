import { mendTypography } from '#content/checks/typography.ts'
import type { Spot } from '#content/import/fault.ts'
import { quoted } from '#content/import/fault.ts'
import type { OwnWords } from '#content/import/merge.ts'
import { LanguageHead, OwnRequirementWords } from '#content/import/own-format.ts'
import { faultAt, type Entry, type Ids } from '#content/import/rules.ts'
import { checked, within, type Part } from '#content/import/shape.ts'
import { labelsOf } from '#content/schema.ts'
import type { Locale } from '#content/locale.ts'

export type Language = { locale: Locale; part: Part; words: OwnWords | null }

/** The words of one language: their own fields, and whether they are those of the requirements, no more and no fewer. */
export function readLanguage(
  locale: Locale,
  part: Part,
  version: number,
  ids: Ids,
  faults: Spot[],
): Language {
  const head = checked(LanguageHead, part, faults)
  const all = within(part, 'requirements')
  const given = isGroup(all.value) ? all.value : {}
  const say = faultAt(faults, { part: all })
  const requirements: OwnWords['requirements'] = {}
  const before = faults.length
  for (const id of Object.keys(given)) {
    if (!ids.has(id)) say([id], 'wordsUnknown', { id: quoted(id) })
    const words = checked(OwnRequirementWords, within(all, id), faults)
    if (!words) continue
    const { spoken, labels, ...always } = words
    requirements[id] = { ...always, ...(spoken ? { spoken } : {}), ...(labels ? { labels } : {}) }
  }
  if (head || isGroup(all.value))
    for (const id of ids.keys())
      if (!Object.hasOwn(given, id))
        faultAt(faults, { part })(['requirements'], 'wordsMissing', { id: quoted(id), locale })
  for (const [id, { entry }] of ids)
    if (entry.asked && requirements[id])
      labelFaults(entry.asked, requirements[id], within(all, id), locale, faults)
  if (locale === 'fr') frenchHints(part, faults)
  if (!head || faults.slice(before).some(({ hint }) => !hint)) return { locale, part, words: null }
  const { title, follows, mappings } = head
  return {
    locale,
    part,
    words: {
      framework: { title, version: head.version ?? `Version ${version}`, ...(follows ? { follows } : {}) },
      requirements,
      mappings,
    },
  }
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function labelFaults(
  asked: NonNullable<Entry['asked']>,
  words: OwnRequirementWords,
  part: Part,
  locale: Locale,
  faults: Spot[],
): void {
  const fault = faultAt(faults, { part })
  const labels = words.labels ?? {}
  const needed = new Set(labelsOf(asked))
  for (const label of needed)
    if (!Object.hasOwn(labels, label))
      fault(words.labels ? ['labels'] : [], 'labelMissing', { label, id: asked.id, locale })
  for (const label of Object.keys(labels))
    if (!needed.has(label)) fault(['labels', label], 'labelUnknown', { label, id: asked.id })
  if (asked.interview !== undefined && !words.spoken) fault([], 'interviewSpoken', { id: asked.id, locale })
}

/** Sentences of which the French spaces or apostrophes could be mended: said, never insisted on. */
function frenchHints(part: Part, faults: Spot[]): void {
  const walk = (inner: Part) => {
    if (typeof inner.value === 'string') {
      if (mendTypography(inner.value, 'fr') !== inner.value)
        faultAt(faults, { part: inner }, true)([], 'frenchSpaces')
    } else if (isGroup(inner.value)) for (const name of Object.keys(inner.value)) walk(within(inner, name))
  }
  walk(part)
}

/** Codes that nobody has named, names that nobody uses, and names that are taken. */
export function mappingFaults(
  entries: readonly Entry[],
  languages: readonly Language[],
  known: Readonly<Record<string, unknown>>,
): Spot[] {
  const faults: Spot[] = []
  const named = languages.map(({ part }) => {
    const { value } = within(part, 'mappings')
    return isGroup(value) ? value : {}
  })
  const used = new Set<string>()
  for (const entry of entries)
    for (const [index, code] of (entry.asked?.mappings ?? []).entries()) {
      used.add(code)
      if (Object.hasOwn(known, code) || named.some((names) => Object.hasOwn(names, code))) continue
      faultAt(faults, entry)(['mappings', index], 'mappingUnknown', { code })
    }
  for (const [index, { part, locale }] of languages.entries()) {
    const fault = faultAt(faults, { part })
    for (const code of Object.keys(named[index]!)) {
      if (Object.hasOwn(known, code)) fault(['mappings', code], 'mappingKnown', { code: quoted(code) })
      else if (!used.has(code) && entries.every(({ asked }) => asked))
        fault(['mappings', code], 'mappingUnused', { code: quoted(code) })
    }
    const elsewhere = new Set(named.flatMap((names) => Object.keys(names)))
    for (const code of elsewhere)
      if (used.has(code) && !Object.hasOwn(known, code) && !Object.hasOwn(named[index]!, code))
        fault(['mappings'], 'labelMissing', { label: quoted(code), id: 'mappings', locale })
  }
  return faults
}
