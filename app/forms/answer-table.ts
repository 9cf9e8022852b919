import { readDate } from '#app/forms/date-parts.ts'
import { readDecimal } from '#app/forms/decimal.ts'
import { readMoney } from '#app/forms/money.ts'
import { oneLine } from '#app/forms/one-line.ts'
import { cleanText } from '#app/forms/clean-text.ts'
import type { Cell, Row } from '#content/answer-value.ts'
import type { Locale } from '#content/locale.ts'
import type { RequirementShown } from '#content/shown.ts'
import type { Key } from '#content/words.ts'

export const mostRows = 200
export const longestLine = 300
export const longestCell = 5000
/** More than anybody can read at once; the rest come when these are mended. */
const mostFaults = 30

export type Table = NonNullable<RequirementShown['table']>
export type Column = Table['columns'][number]
/** One row as it was typed: what stands after `r3-` in each name, with its text. */
export type TypedRow = Record<string, string>
export type Typed = Record<string, string>
export type Fault = { field: string; key: Key; values: Record<string, string | number> }

type How = {
  locale: Locale
  today: string
  labels: Record<string, string>
  /** Names that stood in the first column before anybody wrote. */
  presets: readonly string[]
}

/** The control of one cell, or of one part of it: `r3-amount-currency`. */
export function cellName(row: number, part: string): string {
  return `r${row}-${part}`
}

/** Rows in the order of their numbers, closed up: a gap in the numbers is no row. */
export function rowsIn(given: Record<string, unknown>): TypedRow[] {
  const rows = new Map<number, TypedRow>()
  for (const [name, text] of Object.entries(given)) {
    const found = rowPart(name)
    if (!found || typeof text !== 'string') continue
    // Without a prototype, so that a column called `constructor` is as empty as any other.
    const row = rows.get(found.row) ?? (Object.create(null) as TypedRow)
    row[found.part] = text
    rows.set(found.row, row)
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row)
}

function rowPart(name: string): { row: number; part: string } | null {
  const [, row, part] = /^r(\d{1,6})-([a-z][\w.-]{0,80})$/.exec(name) ?? []
  return part === undefined ? null : { row: Number(row), part }
}

export function withRows(typed: Typed, rows: readonly TypedRow[]): Typed {
  const others = Object.entries(typed).filter(([name]) => !rowPart(name))
  const cells = rows.flatMap((row, index) =>
    Object.entries(row).map(([part, text]): [string, string] => [cellName(index, part), text]),
  )
  return Object.fromEntries([...others, ...cells])
}

/** What the buttons of a table ask for; null for the buttons that save. `at` is the row that is looked at next. */
export function editedRows(typed: Typed, table: Table): { typed: Typed; at: number; full: boolean } | null {
  const rows = rowsIn(typed)
  if (typed.then === 'addRow') {
    const full = rows.length >= mostRows
    const next = full ? rows : [...rows, { [table.columns[0]!.id]: '' }]
    return { typed: withRows(typed, next), at: next.length - 1, full }
  }
  const removed = /^removeRow:(\d{1,6})$/.exec(typed.then ?? '')?.[1]
  if (removed === undefined) return null
  const next = rows.filter((_, index) => index !== Number(removed))
  return { typed: withRows(typed, next), at: Math.min(Number(removed), next.length - 1), full: false }
}

/** A form that nobody could scroll keeps its first rows; the others are given back as lines of text. */
export function withoutOverflow(typed: Typed): { typed: Typed; overflow: string | null } {
  const rows = rowsIn(typed)
  if (rows.length <= mostRows) return { typed, overflow: null }
  const lines = rows.slice(mostRows).map((row) => Object.values(row).join('\t'))
  return { typed: withRows(typed, rows.slice(0, mostRows)), overflow: lines.join('\n') }
}

/** Reads typed rows. Empty ones are left out; those that hold nothing but the name they were given are kept and not counted. */
export function readTable(
  given: Record<string, unknown>,
  table: Table,
  how: How,
): { rows: Row[]; faults: Fault[] } {
  const typed = rowsIn(given)
  if (typed.length > mostRows) {
    const values = { rows: typed.length, maximum: mostRows }
    return { rows: [], faults: [{ field: '', key: 'answers.error.tooManyRows', values }] }
  }
  const rows: Row[] = []
  const faults: Fault[] = []
  const lastCurrency = new Map<string, string>()
  let counted = 0
  for (const [index, texts] of typed.entries()) {
    if (isEmpty(texts, table)) continue
    const bare = isBare(texts, table, how.presets)
    const row: Row = {}
    for (const column of table.columns) {
      const read = readCell(texts, column, how, lastCurrency)
      if (read.cell !== undefined) row[column.id] = read.cell
      const missing = column.required && !bare && read.cell === undefined
      const key = read.problem ?? (missing ? 'cellMissing' : null)
      if (key && faults.length < mostFaults)
        faults.push({
          field: cellName(index, read.part ?? firstPart(column)),
          key: `answers.error.${key}`,
          values: { ...read.values, row: index + 1, column: how.labels[column.id] ?? column.id },
        })
    }
    rows.push(row)
    if (!bare) counted += 1
  }
  if (counted < table.least && faults.length === 0)
    faults.push({ field: 'addRow', key: 'answers.error.tooFewRows', values: { least: table.least } })
  return { rows, faults }
}

type Problem =
  | 'cellMissing'
  | 'cellTooLong'
  | 'cellNotNumber'
  | 'cellNotDate'
  | 'cellUnknown'
  | 'moneyUnread'
  | 'moneyNegative'
  | 'currencyMissing'
  | 'currencyUnknown'
type CellRead = { cell?: Cell; problem?: Problem; part?: string; values?: Record<string, string | number> }

function readCell(
  texts: TypedRow,
  column: Column,
  { locale, today }: How,
  lastCurrency: Map<string, string>,
): CellRead {
  const { id, kind } = column
  if (kind === 'money') {
    const amount = (texts[`${id}-amount`] ?? '').trim()
    const currency = (texts[`${id}-currency`] ?? '').trim() || (lastCurrency.get(id) ?? '')
    if (currency !== '') lastCurrency.set(id, currency)
    if (amount === '') return {}
    const read = readMoney({ amount, currency }, locale)
    return read.ok ? { cell: read.money } : { problem: read.problem, part: `${id}-${read.part}` }
  }
  const typed = cleanText(texts[id] ?? '')
  if (typed === '') return {}
  switch (kind) {
    case 'line':
      return lengthOf(oneLine(typed), longestLine)
    case 'text':
      return lengthOf(typed, longestCell)
    case 'number': {
      const decimal = readDecimal(typed, locale)
      return decimal === null ? { problem: 'cellNotNumber' } : { cell: decimal }
    }
    case 'yes-no':
      return typed === 'yes' || typed === 'no' ? { cell: typed === 'yes' } : { problem: 'cellUnknown' }
    case 'choice':
      return column.options?.includes(typed) ? { cell: typed } : { problem: 'cellUnknown' }
    case 'date': {
      const [year = '', month = '', ...day] = typed.split('-')
      const read = readDate({ year, month, day: day.join('-') })
      // A string: as a number it would be written "2,027".
      return read.ok ? { cell: read.date } : { problem: 'cellNotDate', values: { year: today.slice(0, 4) } }
    }
  }
}

function lengthOf(text: string, maximum: number): CellRead {
  const length = [...text].length
  return length > maximum ? { problem: 'cellTooLong', values: { length, maximum } } : { cell: text }
}

function firstPart({ id, kind }: Column): string {
  return kind === 'money' ? `${id}-amount` : id
}

/** A currency without an amount is nothing said. */
function isEmpty(texts: TypedRow, { columns }: Table): boolean {
  return columns.every((column) => cleanText(texts[firstPart(column)] ?? '') === '')
}

function isBare(texts: TypedRow, table: Table, presets: readonly string[]): boolean {
  const [first, ...others] = table.columns
  return presets.includes(cleanText(texts[first!.id] ?? '')) && isEmpty(texts, { ...table, columns: others })
}
