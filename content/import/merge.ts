import type { Framework, FrameworkSource, FrameworkWords, RequirementWords } from '#content/schema.ts'
import { locales, type Locale } from '#content/locale.ts'
import { audiences, type Audience } from '#content/vocabulary.ts'

/** The words of one language as they were brought in. What is not said is taken from the framework underneath. */
export type OwnWords = {
  framework: { title: string; version: string; follows?: string | undefined }
  requirements: Record<string, Worded>
  mappings: Names
}
export type OwnLanguages = { [language in Locale]?: OwnWords | undefined }
type Worded = { [field in keyof RequirementWords]: RequirementWords[field] }
type Names = FrameworkWords['mappings']

export type Base = { structure: Framework; words: Record<Locale, FrameworkWords> }

export type Whole = {
  source: FrameworkSource
  words: Record<Locale, FrameworkWords>
  /** In which language what was brought in is written, for readers of each. */
  wordsIn: Record<Locale, Locale>
}

/**
 * A framework that was brought in, whole: the requirements underneath come first and none of them is left out, then its
 * own. A language that it does not speak is filled from the one it does.
 */
export function wholeOf(
  own: FrameworkSource,
  words: OwnLanguages,
  base: Base | null,
  names: Record<Locale, Names>,
): Whole {
  const spoken = locales.filter((locale) => words[locale])
  const wordsIn = Object.fromEntries(
    locales.map((locale) => [locale, words[locale] ? locale : (spoken[0] ?? locale)]),
  ) as Record<Locale, Locale>
  const source = base ? onTop(own, base.structure) : own
  const used = new Set(source.requirements.flatMap(({ mappings }) => mappings))
  const inLocale = (locale: Locale): FrameworkWords => {
    const said = words[wordsIn[locale]]
    if (!said) throw new Error(`${own.id} has words in no language`)
    const under = base?.words[locale]
    const known = { ...names[locale], ...under?.mappings, ...said.mappings }
    return {
      framework: { ...said.framework, follows: said.framework.follows ?? under?.framework.follows ?? '' },
      requirements: { ...under?.requirements, ...said.requirements },
      mappings: Object.fromEntries(Object.entries(known).filter(([code]) => used.has(code))),
    }
  }
  return { source, words: { en: inLocale('en'), fr: inLocale('fr') }, wordsIn }
}

function onTop(own: FrameworkSource, base: Framework): FrameworkSource {
  return {
    ...own,
    hours: sumOf(base.hours, own.hours),
    ...(base.neededToSend ? { neededToSend: base.neededToSend } : {}),
    tiered: base.tiered,
    requirements: [...base.requirements, ...own.requirements],
  }
}

type Hours = FrameworkSource['hours']

function sumOf(one: Hours, other: Hours): Hours {
  const sum: Hours = {}
  for (const audience of audiences satisfies readonly Audience[]) {
    const both = [one[audience], other[audience]].filter((each) => each !== undefined)
    if (both.length > 0)
      sum[audience] = {
        from: both.reduce((total, { from }) => total + from, 0),
        to: both.reduce((total, { to }) => total + to, 0),
      }
  }
  return sum
}
