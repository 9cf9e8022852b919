import { firstOf, quoted, type Fault, type Spot } from '#content/import/fault.ts'
import { mappingFaults, readLanguage, type Language } from '#content/import/languages.ts'
import type { Base, OwnLanguages } from '#content/import/merge.ts'
import { Head, mostRequirements, OwnRequirement } from '#content/import/own-format.ts'
import { readYaml } from '#content/import/read-yaml.ts'
import {
  faultAt,
  hoursFaults,
  idsOf,
  requirementFaults,
  tierHints,
  type Entry,
  type Ids,
} from '#content/import/rules.ts'
import { checked, within, type Part } from '#content/import/shape.ts'
import { countLines, excerptOf, placed } from '#content/import/text.ts'
import type { FrameworkSource } from '#content/schema.ts'
import { locales, type Locale } from '#content/locale.ts'

/** What a file may refer to: the frameworks that came with the program. */
export type Known = {
  base(id: string, version: number): Base | null
  /** Readable names of the areas that requirements may be matched to. */
  mappings: Readonly<Record<string, unknown>>
  /** First parts of names that are not for others. */
  marks: readonly string[]
  /** A last look at the whole, as it would be loaded. */
  faultsOf(own: OwnFramework): string[]
}

export type OwnFramework = { source: Omit<FrameworkSource, 'status' | 'publishedOn'>; words: OwnLanguages }

export type ShownFault = Fault & { excerpt: string }

/** Plain data, so that it may come from a thread of its own. */
export type FrameworkRead = {
  /** Null when something has to be put right first. */
  own: OwnFramework | null
  faults: ShownFault[]
  /** How many more there are than are shown. */
  more: number
  /** Where the file says its name and version, for what only the caller knows to be wrong with them. */
  places: Record<'id' | 'version', { line: number; column: number; excerpt: string }>
}

/** Reads a file of somebody’s own requirements: what it means, or everything wrong with it, each at its line. */
export function readFramework(text: string, known: Known): FrameworkRead {
  const lines = countLines(text)
  const { value, place, faults } = readYaml(text)
  const own = value === undefined ? null : meaning({ value, place, path: '' }, faults, known)
  if (own && !faults.some(refuses))
    for (const reason of known.faultsOf(own))
      faults.push({ at: 0, path: '', rule: 'other', values: { reason: quoted(reason) } })
  const shown = firstOf(faults).map((spot) => placed(spot, lines))
  const placeOf = (field: 'id' | 'version') => {
    const found = lines.placeOf(place.fields?.get(field)?.at ?? 0)
    return { ...found, excerpt: excerptOf(lines, found) }
  }
  return {
    own: faults.some(refuses) ? null : own,
    faults: shown.map((fault) => ({ ...fault, excerpt: excerptOf(lines, fault) })),
    more: faults.length - shown.length,
    places: { id: placeOf('id'), version: placeOf('version') },
  }
}

function refuses({ hint }: Pick<Fault, 'hint'>): boolean {
  return !hint
}

function meaning(top: Part, faults: Spot[], known: Known): OwnFramework | null {
  const head = checked(Head, top, faults)
  const fault = faultAt(faults, { part: top })
  const list = within(top, 'requirements')
  if (!Array.isArray(list.value) || list.value.length > mostRequirements) return null
  const entries = list.value.map((_, index): Entry => entryOf(within(list, index), faults))
  const ids = idsOf(entries)

  const id = within(top, 'id').value
  const mark = typeof id === 'string' && /^[a-z][a-z0-9]{1,7}-/.test(id) ? (id.split('-')[0] ?? null) : null
  if (mark && known.marks.includes(mark)) fault(['id'], 'ownMark', { mark })
  const base = head?.builtOn ? known.base(head.builtOn.id, head.builtOn.version) : null
  if (head?.builtOn && !base)
    fault(['builtOn'], 'baseUnknown', { id: quoted(head.builtOn.id), version: head.builtOn.version })
  for (const field of ['tiered', 'neededToSend'] as const)
    if (head?.builtOn && head[field] !== undefined) fault([field], 'fromBase', { field })

  // What is underneath decides whether a reference is sound: without it, nothing is said about references.
  if (!head?.builtOn || base)
    faults.push(...requirementFaults(entries, ids, mark?.toUpperCase() ?? null, base?.structure ?? null))
  if (head) faults.push(...hoursFaults(top, head.hours, entries))
  if (head && !(base ? base.structure.tiered : head.tiered)) faults.push(...tierHints(entries))

  const languages = readLanguages(top, head?.version ?? 1, ids, faults)
  faults.push(...mappingFaults(entries, languages, known.mappings))
  if (head && !head.builtOn)
    for (const { words, part } of languages)
      if (words && !words.framework.follows) faultAt(faults, { part })(['follows'], 'followsMissing')
  if (!head || faults.some(refuses)) return null
  const { requirements: _raw, words: _words, builtOn, tiered, neededToSend, ...rest } = head
  return {
    source: {
      ...rest,
      ...(builtOn ? { builtOn } : {}),
      ...(tiered === undefined ? {} : { tiered }),
      ...(neededToSend ? { neededToSend } : {}),
      requirements: entries.flatMap(({ asked }) => asked ?? []),
    },
    words: Object.fromEntries(languages.map(({ locale, words }) => [locale, words])),
  }
}

function entryOf(part: Part, faults: Spot[]): Entry {
  const id = within(part, 'id').value
  const asked = checked(OwnRequirement, part, faults)
  return { part, id: typeof id === 'string' ? id : null, at: part.place.at, asked }
}

function readLanguages(top: Part, version: number, ids: Ids, faults: Spot[]): Language[] {
  const all = within(top, 'words')
  const given = locales.filter((locale) => all.place.fields?.has(locale))
  if (given.length === 0 && all.place.fields) faultAt(faults, { part: top })(['words'], 'noLanguage')
  for (const locale of missingOf(given))
    faultAt(faults, { part: top }, true)(['words'], 'languageMissing', { locale })
  return given.map((locale) => readLanguage(locale, within(all, locale), version, ids, faults))
}

function missingOf(given: readonly Locale[]): Locale[] {
  return given.length === 0 ? [] : locales.filter((locale) => !given.includes(locale))
}
