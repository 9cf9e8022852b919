import type { Key } from '#content/words.ts'

/** A form whose rows are counted, as it was typed: one text for each name. */
export type Typed = Record<string, string>
export type Report = (
  field: string,
  message: Key,
  /** What the words of the message name. */
  params?: { values: Record<string, string | number> },
) => void

export const longestWords = 5_000

export function wordsIn(fields: Typed, name: string, report: Report): string {
  const words = typeof fields[name] === 'string' ? fields[name].trim() : ''
  if (words.length > longestWords)
    report(name, 'judging.error.reasonTooLong', { values: { maximum: longestWords } })
  return words
}
