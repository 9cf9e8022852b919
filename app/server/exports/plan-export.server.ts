import type { Locale } from '#content/words.ts'

export interface TableExport {
  columns: string[]
  rows: string[][]
}

const mostColumns = 7

/** Rows too wide for a page, each as what it says, line by line; null for a table that fits across. */
export function rowByRow({ columns, rows }: TableExport): { label: string; value: string }[][] | null {
  if (columns.length <= mostColumns) return null
  return rows.map((row) =>
    columns.flatMap((label, index) => {
      const value = row[index] ?? ''
      return value === '' ? [] : [{ label, value }]
    }),
  )
}

export interface AnswerExport {
  choice: string | null
  /** Everything that is said, a thought a line; without what stands in the table. */
  words: string
  table: TableExport | null
  dueOn: string | null
}

export interface RequirementExport {
  id: string
  question: string
  help: string
  why: string
  typicalEvidence: string
  gate: string | null
  because: string | null
  /** The four answers it offers, or none. */
  choices: string[]
  /** The columns of the table in which it is answered. */
  columns: string[]
  options: string[]
  answer: AnswerExport | null
  evidence: string[]
}

export interface ListExport {
  id: string
  title: string
  table: TableExport
  /** Stable, one for each row. */
  rowIds: string[]
  /** How many rows are locked for somebody's safety: said, never shown. */
  sealed: number
}

export interface EvidenceExport {
  title: string
  kind: string
  date: string
  usedFor: string[]
  link: string
  file: EvidenceFileExport | null
}

export interface EvidenceFileExport {
  id: string
  name: string
  mediaType: string
  size: number
  sha256: string
  scan: string
}

/** One plan as it leaves: every renderer prints this and nothing else. Comments are not part of it. */
export interface PlanExport {
  id: string
  locale: Locale
  /** In which the answers are written. */
  answersLocale: Locale
  title: string
  organisation: string
  /** "Draft, not signed", or where the signed document is. */
  standing: string
  signed: boolean
  madeAt: string
  facts: { label: string; value: string }[]
  tier: { name: string; reasons: string[] } | null
  principles: { name: string; requirements: RequirementExport[] }[]
  lists: ListExport[]
  evidence: EvidenceExport[]
}
