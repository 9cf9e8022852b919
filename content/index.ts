import { canonicalJson } from '#content/canonical.ts'
import { amanaUkcdrV0 } from '#content/frameworks/amana-ukcdr/v0.ts'
import { amanaUkcdrV1 } from '#content/frameworks/amana-ukcdr/v1.ts'
import amanaUkcdrV1En from '#content/frameworks/amana-ukcdr/words/v1/en.json' with { type: 'json' }
import amanaUkcdrV1Fr from '#content/frameworks/amana-ukcdr/words/v1/fr.json' with { type: 'json' }
import amanaUkcdrV0En from '#content/frameworks/amana-ukcdr/words/v0/en.json' with { type: 'json' }
import amanaUkcdrV0Fr from '#content/frameworks/amana-ukcdr/words/v0/fr.json' with { type: 'json' }
import { locales, type Locale } from '#content/locale.ts'
import type { Known, OwnFramework } from '#content/import/framework-file.ts'
import { wholeOf, type OwnLanguages } from '#content/import/merge.ts'
import {
  FrameworkSchema,
  FrameworkWords,
  labelsOf,
  type Framework,
  type FrameworkSource,
  type Requirement,
} from '#content/schema.ts'
import { shownRequirement, type RequirementShown } from '#content/shown.ts'
import { askedOf, type Asked, type PlanTerms } from '#content/tier.ts'
import { principles, type Audience, type Principle } from '#content/vocabulary.ts'

export { canonicalJson } from '#content/canonical.ts'
export { isOwn, RequirementShown } from '#content/shown.ts'
export type { Framework, Requirement } from '#content/schema.ts'
export { answerTypes, audiences, choices, gates, phases, principles, verbs } from '#content/vocabulary.ts'
export type { AnswerType, Audience, Choice, Gate, Phase, Principle, Verb } from '#content/vocabulary.ts'

export { askedOf, tierOf } from '#content/tier.ts'
export type { Asked, Because, Circumstances, PlanTerms, TierReason } from '#content/tier.ts'

type Loaded = {
  source: unknown
  structure: Framework
  words: Record<Locale, FrameworkWords>
  /** In which language its own requirements are read, where they were not written in each. */
  wordsIn: Record<Locale, Locale>
  /** A version never changes, so each of its questions is put into words once in each way that it is asked. */
  shown: Map<string, RequirementShown>
}

const inEach: Record<Locale, Locale> = { en: 'en', fr: 'fr' }

/** Parsed while the program starts, so that broken content stops it before anybody reads a page. */
const loaded: Loaded[] = [
  load(amanaUkcdrV0, { en: amanaUkcdrV0En, fr: amanaUkcdrV0Fr }),
  load(amanaUkcdrV1, { en: amanaUkcdrV1En, fr: amanaUkcdrV1Fr }),
]

function load(source: unknown, words: Record<Locale, unknown>, wordsIn = inEach): Loaded {
  const structure = FrameworkSchema.parse(source)
  const parsed = { en: FrameworkWords.parse(words.en), fr: FrameworkWords.parse(words.fr) }
  for (const locale of locales) {
    const faults = wordFaults(structure, parsed[locale])
    if (faults.length > 0)
      throw new Error(`${structure.id} v${structure.version} ${locale}: ${faults.join('; ')}`)
  }
  return { source, structure, words: parsed, wordsIn, shown: new Map() }
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
    ...structure.requirements.flatMap((asked) =>
      differences('label', labelsOf(asked), Object.keys(words.requirements[asked.id]?.labels ?? {})).map(
        (fault) => `${asked.id}: ${fault}`,
      ),
    ),
  ]
}

function differences(what: string, needed: readonly string[], given: readonly string[]): string[] {
  const [all, worded] = [new Set(needed), new Set(given)]
  const missing = [...all].filter((id) => !worded.has(id)).map((id) => `${what} ${id} has no words`)
  const extra = given.filter((id) => !all.has(id)).map((id) => `words for an unknown ${what} ${id}`)
  return [...missing, ...extra]
}

/** Versions that were brought in while the program runs: published once and never changed, so they may be kept. */
const broughtIn = new Map<string, Loaded>()

export function isKnown(id: string, version: number): boolean {
  return look(id, version) !== undefined
}

/** Takes in a version from outside; throws what is wrong with it. What came with the program is never replaced. */
export function bringIn(source: unknown, words: OwnLanguages): Framework {
  const found = loadOwn(source as FrameworkSource, words)
  const { id, version } = found.structure
  if (loaded.some(({ structure }) => structure.id === id && structure.version === version))
    throw new Error(`${id} version ${version} came with the program`)
  broughtIn.set(`${id}/${version}`, found)
  return found.structure
}

/** As in a process that has just started. */
export function forgetBroughtIn(): void {
  broughtIn.clear()
}

function loadOwn(source: FrameworkSource, words: OwnLanguages): Loaded {
  const base = source.builtOn ? find(source.builtOn.id, source.builtOn.version) : null
  const whole = wholeOf(source, words, base, mappingNames)
  return load(whole.source, whole.words, whole.wordsIn)
}

/** What each area is called to which a requirement was matched, as the newest framework says it. */
const mappingNames = {
  en: Object.assign({}, ...loaded.map(({ words }) => words.en.mappings)) as FrameworkWords['mappings'],
  fr: Object.assign({}, ...loaded.map(({ words }) => words.fr.mappings)) as FrameworkWords['mappings'],
}

/** What a file of somebody’s own requirements may refer to. */
export const knownToFiles: Known = {
  base: (id, version) =>
    loaded.find(({ structure: of }) => of.id === id && of.version === version && of.status === 'published') ??
    null,
  mappings: mappingNames.en,
  marks: [...new Set(loaded.map(({ structure }) => structure.id.split('-')[0]!))],
  faultsOf({ source, words }: OwnFramework) {
    try {
      loadOwn({ ...source, status: 'draft', publishedOn: null }, words)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  },
}

function look(id: string, version: number): Loaded | undefined {
  return (
    loaded.find(({ structure }) => structure.id === id && structure.version === version) ??
    broughtIn.get(`${id}/${version}`)
  )
}

function find(id: string, version: number): Loaded {
  const found = look(id, version)
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
    /** Only where its name and its own requirements are not in the reader’s language. */
    wordsIn?: Locale
  }
  source: Framework['source']
  audience: Audience
  locale: Locale
  requirements: RequirementShown[]
}
type Hours = { from: number; to: number }

/**
 * The questions as a reader of this language sees them, whole in themselves: this is stored with a submission.
 * `terms`: see askedOf.
 */
export function asShown(
  id: string,
  version: number,
  audience: Audience,
  locale: Locale,
  terms?: PlanTerms | null,
): FrameworkShown {
  const known = find(id, version)
  const { structure, words, wordsIn } = known
  const { title, version: versionName, follows } = words[locale].framework
  const hours = structure.hours[audience] ?? null
  return {
    framework: { id, version, title, versionName, follows, hours, ...otherLanguage(wordsIn, locale) },
    source: structure.source,
    audience,
    locale,
    requirements: askedOf(structure, audience, terms).map((asked) =>
      inWords(known, asked, locale, structure.tiered && terms ? terms : null),
    ),
  }
}

function inWords(
  { words, wordsIn, shown }: Loaded,
  asked: Asked,
  locale: Locale,
  terms: PlanTerms | null,
): RequirementShown {
  const { requirement, because, gate, needed } = asked
  const key = JSON.stringify([locale, requirement.id, because, gate, needed, terms !== null])
  const before = shown.get(key)
  if (before) return before
  const made = Object.freeze(shownRequirement(asked, words[locale], locale, terms, wordsIn[locale]))
  shown.set(key, made)
  return made
}

function otherLanguage(wordsIn: Record<Locale, Locale>, locale: Locale): { wordsIn?: Locale } {
  return wordsIn[locale] === locale ? {} : { wordsIn: wordsIn[locale] }
}

/** One requirement with everything that decides when it is asked, for those who read a framework and answer nothing. */
export type RequirementRead = RequirementShown &
  Pick<Requirement, 'fromTier' | 'appliesIf' | 'gateFromTier' | 'showIf' | 'claimAndCheck' | 'aside'> & {
    audience: Audience
  }

export function asRead(id: string, version: number, locale: Locale): RequirementRead[] {
  const { structure, words, wordsIn } = find(id, version)
  return structure.requirements.map((requirement) => {
    const { gate, audience, fromTier, appliesIf, gateFromTier, showIf, claimAndCheck, aside } = requirement
    const asked = { requirement, because: 'everyone' as const, gate, needed: false }
    const shown = shownRequirement(asked, words[locale], locale, null, wordsIn[locale])
    return { ...shown, audience, fromTier, appliesIf, gateFromTier, showIf, claimAndCheck, aside }
  })
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
