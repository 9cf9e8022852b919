import { wordsFor, type Locale } from '#content/words.ts'

export const letterOutcomes = ['approved', 'approved_with_conditions', 'declined'] as const
export type LetterOutcome = (typeof letterOutcomes)[number]

const always = [
  'title',
  'organisation',
  'reviewingBody',
  'call',
  'decision',
  'decidedOn',
  'reason',
  'reasons',
] as const
const all = [...always, 'conditions', 'appealUntil'] as const
export type Placeholder = (typeof all)[number]

/** What a letter may say: nobody appeals against a plain yes, and only one kind of yes has conditions. */
export function placeholdersFor(outcome: LetterOutcome): Placeholder[] {
  return all.filter((name) => {
    if (name === 'conditions') return outcome === 'approved_with_conditions'
    return name !== 'appealUntil' || outcome !== 'approved'
  })
}

/** What stands in braces and is none of them. */
export function unknownIn(body: string, outcome: LetterOutcome): string[] {
  const known: readonly string[] = placeholdersFor(outcome)
  const found = [...body.matchAll(/\{([^{}\n]{0,60})\}/g)].map(([, name]) => name!)
  return found.filter((name) => !known.includes(name))
}

/** The letter that is used until a funder writes its own, with the placeholders in it. */
export function usualLetter(locale: Locale, outcome: LetterOutcome): string {
  const words = wordsFor(locale)
  return words(`letters.usual.${outcome}`, Object.fromEntries(all.map((name) => [name, `{${name}}`])))
}

/** Filled in. A line on which nothing but an empty placeholder stood goes, with the gap it would leave. */
export function fillIn(body: string, values: Partial<Record<Placeholder, string>>): string {
  const lines = body.split('\n').flatMap((line) => {
    const filled = line.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name as Placeholder] ?? '') : whole,
    )
    return filled.trim() === '' && line.trim() !== '' ? [] : [filled]
  })
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
