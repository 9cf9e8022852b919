import type { Agreement } from '#app/server/ledger/held-note.server.ts'
import { describeRow, type RowProblem } from '#app/server/ledger/row-problems.server.ts'

export type Problem =
  | {
      at: 'entry'
      position: number
      wrong: 'missing' | 'changed' | 'notAnEntry' | 'erasedWithoutEntry' | 'erasedInPart' | 'notErased'
    }
  | { at: 'checkpoint'; size: number; wrong: 'beyondTheLog' | 'root' | 'signature' | 'note' }
  | { at: 'head'; size: number; wrong: 'size' | 'edge' }
  | { at: 'day'; day: string; position: number; wrong: 'missing' | 'again' }
  | { at: 'caseLine'; position: number }
  | { at: 'caseDay'; day: string }
  | RowProblem

/** One line each, by position, for the person who runs the check. */
export function describeProblem(problem: Problem): string {
  switch (problem.at) {
    case 'entry':
      return `entry ${problem.position}: ${entrySentences[problem.wrong]}`
    case 'checkpoint':
      return `checkpoint of ${problem.size}: ${checkpointSentences[problem.wrong]}`
    case 'head':
      return `head of ${problem.size}: ${headSentences[problem.wrong]}`
    case 'day':
      return `entry ${problem.position}: ${daySentences[problem.wrong]} (${problem.day})`
    case 'caseLine':
      return `case log, line ${problem.position}: was changed: what it says does not give its leaf`
    case 'caseDay':
      return `case log up to ${problem.day}: its lines do not give what was committed to`
    case 'row':
      return describeRow(problem)
  }
}

const entrySentences = {
  missing: 'is missing',
  changed: 'was changed: what it says does not give its leaf',
  notAnEntry: 'was changed: it holds what the ledger never takes',
  erasedWithoutEntry: 'was erased and no entry says so',
  erasedInPart: 'was erased and still says something',
  notErased: 'an entry says that it was erased, and it was not',
}
const checkpointSentences = {
  beyondTheLog: 'the log is shorter than this signed checkpoint',
  root: 'the entries before it do not give its root',
  signature: 'its note is not signed by the key of this ledger',
  note: 'its signed note states another size or root',
}
const headSentences = {
  size: 'the head counts another number of entries',
  edge: 'the head does not follow from the entries',
}
const daySentences = {
  missing: 'the commitments to the case log leave out the day before this one',
  again: 'the case log was committed to before for this day or a later one',
}

/** A checkpoint that somebody gave, of `size` entries, against a log of `here`. */
export function describeAgreement(found: Agreement, size: number, here: number): string {
  return agreementSentences[found](size, here)
}

const agreementSentences: Record<Agreement, (size: number, here: number) => string> = {
  same: (size) => `The checkpoint you gave is of this very ledger: ${size} entries and the same root.`,
  older: (size, here) =>
    `The checkpoint you gave agrees: its ${size} entries are the first ${size} of the ${here} here, unchanged.`,
  lost: (size) =>
    `The checkpoint you gave, of ${size} entries, speaks of entries that were lost in a restore; the ledger records that restore.`,
  beyond: (size, here) =>
    `NOT CONSISTENT: the checkpoint you gave speaks of ${size} entries, and there are ${here} here. Entries were taken away.`,
  different: (size) =>
    `NOT CONSISTENT: the first ${size} entries here do not give the root of the checkpoint you gave. The ledger was rewritten.`,
}
