/** Everything that a file may have wrong. Each has a sentence under `frameworks.fault`. */
export const faultRules = [
  // how it is written
  'empty',
  'notUtf8',
  'character',
  'tab',
  'indent',
  'missingMark',
  'unexpected',
  'escape',
  'anchor',
  'tag',
  'mergeKey',
  'directive',
  'documents',
  'deep',
  'long',
  'keyNotText',
  'duplicateKey',
  'syntax',
  // what each field is
  'missing',
  'unknownField',
  'unknownFieldNear',
  'wrongType',
  'quote',
  'oneOf',
  'least',
  'most',
  'notWhole',
  'emptyText',
  'longText',
  'shortList',
  'longList',
  'emptyGroup',
  'frameworkId',
  'requirementId',
  'slug',
  'code',
  'url',
  'day',
  'rangeOrder',
  'other',
  // how the parts fit
  'ownMark',
  'takenMark',
  'idMark',
  'idAudience',
  'firstParty',
  'idTwice',
  'versionNext',
  'baseUnknown',
  'fromBase',
  'followsMissing',
  'showIfUnknown',
  'showIfEarlier',
  'showIfItself',
  'showIfAudience',
  'showIfChoice',
  'pairUnknown',
  'pairItself',
  'pairNotMutual',
  'pairSamePart',
  'tableColumns',
  'choiceOptions',
  'numberUnit',
  'recordFigure',
  'columnOptions',
  'twiceInList',
  'interviewTwice',
  'interviewSpoken',
  'mappingUnknown',
  'mappingKnown',
  'mappingUnused',
  'hoursMissing',
  'hoursUnused',
  'noLanguage',
  'wordsMissing',
  'wordsUnknown',
  'labelMissing',
  'labelUnknown',
  // worth a look, and no reason to refuse
  'frenchSpaces',
  'tierUnused',
  'languageMissing',
] as const
export type FaultRule = (typeof faultRules)[number]

export type Values = Record<string, string | number>

/** Something wrong at one place of a text. Lines and columns count from one, columns in characters. */
export type Fault = {
  line: number
  column: number
  /** The way to it from the top: `requirements[3].gate`. */
  path: string
  rule: FaultRule
  values: Values
  /** Said, but nothing is refused for it. */
  hint?: true
}

/** A place in a text by its offset, before it is counted in lines. `otherAt` is said as `otherLine`. */
export type Spot = Omit<Fault, 'line' | 'column'> & { at: number; otherAt?: number }

const mostShown = 200

/** In the order of the text; of very many, the first, and what refuses the file before what is only said. */
export function firstOf(spots: readonly Spot[], most = mostShown): Spot[] {
  const sorted = spots.toSorted((a, b) => a.at - b.at)
  if (sorted.length <= most) return sorted
  const refusing = sorted.filter(({ hint }) => !hint).slice(0, most)
  const hints = sorted.filter(({ hint }) => hint).slice(0, most - refusing.length)
  return [...refusing, ...hints].toSorted((a, b) => a.at - b.at)
}

const longestValue = 80

/** Words from the file, short enough to stand in a sentence. */
export function quoted(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim()
  return oneLine.length > longestValue ? `${[...oneLine].slice(0, longestValue - 1).join('')}…` : oneLine
}
