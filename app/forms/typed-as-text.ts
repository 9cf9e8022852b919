import { rowsIn, withRows, type Typed } from '#app/forms/answer-table.ts'

const notWords = new Set(['seenRevision', 'then', 'choice', 'notApplies', 'paid'])

/** Everything that somebody wrote in a form whose question is gone, to be copied: a field a line, a row of a table a line. */
export function typedAsText(typed: Typed): string {
  const words = Object.entries(withRows(typed, []))
    .filter(([name]) => !notWords.has(name))
    .map(([, text]) => text)
  const rows = rowsIn(typed).map((row) =>
    Object.values(row)
      .filter((text) => text.trim() !== '')
      .join('; '),
  )
  return [...words, ...rows].filter((text) => text.trim() !== '').join('\n')
}
