import { canonicalJson } from '#content/canonical.ts'
import { amanaUkcdrV0 } from '#content/frameworks/amana-ukcdr/v0.ts'
import amanaUkcdrV0En from '#content/frameworks/amana-ukcdr/words/v0/en.json' with { type: 'json' }
import amanaUkcdrV0Fr from '#content/frameworks/amana-ukcdr/words/v0/fr.json' with { type: 'json' }
import { locales, type Locale } from '#content/locale.ts'
import { FrameworkSchema, FrameworkWords, type Framework, type Requirement } from '#content/schema.ts'
import { shownRequirement, type RequirementShown } from '#content/shown.ts'
import { principles, type Audience, type Principle } from '#content/vocabulary.ts'

export { canonicalJson } from '#content/canonical.ts'
export { RequirementShown } from '#content/shown.ts'
export type { Framework, Requirement } from '#content/schema.ts'
export { answerTypes, audiences, choices, gates, phases, principles, verbs } from '#content/vocabulary.ts'
export type { AnswerType, Audience, Choice, Gate, Phase, Principle, Verb } from '#content/vocabulary.ts'

type Loaded = { source: unknown; structure: Framework; words: Record<Locale, FrameworkWords> }

/** Parsed while the program starts, so that broken content stops it before anybody reads a page. */
const loaded: readonly Loaded[] = [load(amanaUkcdrV0, { en: amanaUkcdrV0En, fr: amanaUkcdrV0Fr })]

function load(source: unknown, words: Record<Locale, unknown>): Loaded {
  const structure = FrameworkSchema.parse(source)
  const parsed = { en: FrameworkWords.parse(words.en), fr: FrameworkWords.parse(words.fr) }
  for (const locale of locales) {
    const faults = wordFaults(structure, parsed[locale])
    if (faults.length > 0)
      throw new Error(`${structure.id} v${structure.version} ${locale}: ${faults.join('; ')}`)
  }
  return { source, structure, words: parsed }
}

/** Words without a requirement are as wrong as a requirement without words. */
export function wordFaults(structure: Framework, words: FrameworkWords): string[] {
  return [
    ...differences(
      'requirement',
      structure.requirements.map(({ id }) => id),
      Object.keys(words.requirements),
    ),
    ...differences(
      'mapping',
      structure.requirements.flatMap(({ mappings }) => mappings),
      Object.keys(words.mappings),
    ),
  ]
}

function differences(what: string, needed: readonly string[], given: readonly string[]): string[] {
  const missing = [...new Set(needed)]
    .filter((id) => !given.includes(id))
    .map((id) => `${what} ${id} has no words`)
  const extra = given.filter((id) => !needed.includes(id)).map((id) => `words for an unknown ${what} ${id}`)
  return [...missing, ...extra]
}

function find(id: string, version: number): Loaded {
  const found = loaded.find(({ structure }) => structure.id === id && structure.version === version)
  if (!found) throw new Error(`there is no framework ${id} version ${version}`)
  return found
}

export const frameworks: readonly Framework[] = loaded.map(({ structure }) => structure)

/** What a new call asks for. */
export const currentFramework: Framework = frameworks[frameworks.length - 1]!

export function framework(id: string, version: number): Framework {
  return find(id, version).structure
}

export function requirementsFor(of: Framework, audience: Audience): Requirement[] {
  return of.requirements.filter((requirement) => requirement.audience === audience)
}

export type FrameworkShown = {
  framework: {
    id: string
    version: number
    title: string
    versionName: string
    follows: string
    hours: Hours | null
  }
  source: Framework['source']
  audience: Audience
  locale: Locale
  requirements: RequirementShown[]
}
type Hours = { from: number; to: number }

/** The questions as a reader of this language sees them, whole in themselves: this is stored with a submission. */
export function asShown(id: string, version: number, audience: Audience, locale: Locale): FrameworkShown {
  const { structure, words } = find(id, version)
  const { title, version: versionName, follows } = words[locale].framework
  return {
    framework: { id, version, title, versionName, follows, hours: structure.hours[audience] ?? null },
    source: structure.source,
    audience,
    locale,
    requirements: requirementsFor(structure, audience).map((asked) =>
      shownRequirement(asked, words[locale], locale),
    ),
  }
}

export function byPrinciple<Item extends { principle: Principle }>(
  items: readonly Item[],
): [Principle, Item[]][] {
  return principles
    .map((principle): [Principle, Item[]] => [
      principle,
      items.filter((item) => item.principle === principle),
    ])
    .filter(([, found]) => found.length > 0)
}

/** What the hashes in published.json are taken over: the structure as written, and the words of each language apart. */
export function frozenTexts({ id, version }: Framework): Record<'structure' | Locale, string> {
  const { source, words } = find(id, version)
  return { structure: canonicalJson(source), en: canonicalJson(words.en), fr: canonicalJson(words.fr) }
}
