import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { facts, valueOf } from '#app/server/documents/parts.server.ts'
import { spanColumns } from '#app/server/documents/pdfkit-innards.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import {
  heightOf,
  type Block,
  type Line,
  type Span,
  type Style,
} from '#app/server/documents/typeset.server.ts'

export type Cell = string | Span[]
export type Column = {
  label: string
  numeric?: boolean
  /** Kept as wide as this, in points. */
  width?: number
}
export type TableRow = {
  cells: Cell[]
  /** Said under the row, over its whole width. */
  more?: Span[]
}
export type TableOptions = { x?: number; width?: number; style?: Style; headStyle?: Style }

const gap = mm(3)
const pad = mm(1)
/** A day or an amount of money: not broken over lines where there is room. */
const shortest = 20
const mostAtOnce = page.bottom - page.top

/** Columns as wide as what is in them. Long cells go on over the page, under the same head; what cannot stand side by side stands one under the other. */
export function drawTable(
  sheet: Sheet,
  parent: Tag,
  columns: Column[],
  rows: TableRow[],
  options: TableOptions = {},
): void {
  const { x = page.left, width = contentWidth, style = type.smallInk, headStyle = type.tableHead } = options
  const widths = widthsOf(sheet, columns, rows, width, style, headStyle)
  if (!widths) return drawCards(sheet, parent, columns, rows, x)
  const xs = widths.map((_, index) => x + widths.slice(0, index).reduce((sum, each) => sum + each + gap, 0))
  const places = widths.map((each, index) => ({ x: xs[index]!, width: each }))
  const head = columns.map(({ label, numeric }, index) =>
    towards(sheet.set(label, headStyle, widths[index]), numeric),
  )
  const headHeight = Math.max(...head.map(({ height }) => height)) + pad
  const table = sheet.tag(parent, 'Table')
  const blocksOf = ({ cells }: TableRow) =>
    columns.map(({ numeric }, index) => {
      const bold = index === 0 ? { ...style, face: 'bold' as const } : style
      return towards(set(sheet, cells[index] ?? '', bold, widths[index]!), numeric)
    })

  // Under the words, where the first column holds no more than a number.
  const moreX = columns[0]!.width !== undefined && xs[1] !== undefined ? xs[1] : x
  const first = rows[0] ? Math.max(...blocksOf(rows[0]).map(({ height }) => height)) : 0
  sheet.need(headHeight + Math.min(first, mm(30)) + mm(4))
  const headRow = sheet.tag(table, 'TR')
  head.forEach((block, index) => {
    const cell = sheet.tag(headRow, 'TH', { scope: 'Column' })
    sheet.into(cell, () => placeHead(block, index))
  })
  underHead()

  for (const row of rows) {
    const blocks = blocksOf(row)
    const more = row.more ? sheet.setSpans(row.more, x + width - moreX) : null
    const height = Math.max(...blocks.map((block) => block.height), type.small.leading)
    const whole = height + (more ? more.height + pad : 0) + 2 * pad
    if (whole > sheet.room() && whole < mostAtOnce / 2) turn()
    drawRow(blocks)
    if (more) drawMore(more)
    sheet.y += pad
    sheet.artifact(() => drawRule(sheet.doc, x, sheet.y, width, colour.faintRule, mm(0.2)))
  }
  sheet.y += mm(1.5)

  function placeHead(block: Block, index: number): void {
    const at = { x: xs[index]!, y: sheet.y + headHeight - pad - block.height }
    sheet.drawLines(block.lines, at, block.width)
  }

  function underHead(): void {
    sheet.y += headHeight
    sheet.artifact(() => drawRule(sheet.doc, x, sheet.y, width, colour.rule, mm(0.25)))
  }

  function turn(): void {
    sheet.newPage()
    sheet.artifact(() => head.forEach(placeHead), 'Pagination')
    underHead()
  }

  function drawRow(blocks: Block[]): void {
    const row = sheet.tag(table, 'TR')
    const cells = blocks.map((_, index) =>
      index === 0 ? sheet.tag(row, 'TH', { scope: 'Row' }) : sheet.tag(row, 'TD'),
    )
    sheet.y += pad
    let rest = blocks.map(({ lines }) => [...lines])
    for (;;) {
      const now = rest.map((lines) => thatFit(lines, sheet.room() - pad))
      const height = Math.max(0, ...now.map(heightOf))
      now.forEach((lines, index) => {
        if (lines.length === 0 && rest[index]!.length > 0) return
        const { x: left, width: wide } = places[index]!
        sheet.into(cells[index]!, () => sheet.drawLines(lines, { x: left, y: sheet.y }, wide))
      })
      sheet.y += height
      rest = rest.map((lines, index) => lines.slice(now[index]!.length))
      if (rest.every((lines) => lines.length === 0)) return
      turn()
      sheet.y += pad
    }
  }

  function drawMore(block: Block): void {
    const row = sheet.tag(table, 'TR')
    sheet.y += pad * 0.6
    const cell = sheet.flow(row, 'TD', block, moreX)
    spanColumns(cell, columns.length)
  }
}

/** A label and its value, one after the other, for the line under a row. */
export function labelled(pairs: readonly { label: string; value: string }[]): Span[] {
  return pairs.flatMap(({ label, value }, index) => [
    { text: `${index > 0 ? ' · ' : ''}${label}: `, style: type.tableHead },
    { text: value.replace(/\s*\n\s*/g, ' '), style: type.smallInk },
  ])
}

function set(sheet: Sheet, cell: Cell, style: Style, width: number): Block {
  return typeof cell === 'string' ? sheet.set(cell, style, width) : sheet.setSpans(cell, width)
}

function thatFit(lines: readonly Line[], room: number): Line[] {
  let used = 0
  const until = lines.findIndex(({ leading }) => (used += leading) > room + 0.01)
  return until < 0 ? [...lines] : lines.slice(0, until)
}

/** Figures end under each other: every line moves to the far edge of its cell. */
function towards(block: Block, numeric: boolean | undefined): Block {
  return numeric ? { ...block, lines: block.lines.map((line) => ({ ...line, rtl: true })) } : block
}

/** Null when the longest words of a row do not stand side by side. */
function widthsOf(
  sheet: Sheet,
  columns: Column[],
  rows: TableRow[],
  width: number,
  style: Style,
  headStyle: Style,
): number[] | null {
  const total = width - gap * (columns.length - 1)
  const wanted = columns.map(({ label, width: fixed }, index) => {
    if (fixed !== undefined) return { least: fixed, most: fixed, short: fixed }
    const bold = index === 0 ? { ...style, face: 'bold' as const } : style
    const texts = rows.map(({ cells }) => wordsOf(cells[index] ?? ''))
    return extentOf(sheet, texts, bold, label, headStyle, total)
  })
  const whole = wanted.map(({ short, least, most }) => ({
    least: Math.max(least, short),
    most: Math.max(most, short),
  }))
  const roomy = whole.reduce((sum, each) => sum + each.least, 0) <= total
  return shareOut(columns, roomy ? whole : wanted, total)
}

/** Each as wide as its longest word, and what is left over by how much each would like. */
function shareOut(
  columns: Column[],
  wanted: readonly { least: number; most: number }[],
  total: number,
): number[] | null {
  const least = wanted.reduce((sum, each) => sum + each.least, 0)
  if (least > total) return null
  const most = wanted.reduce((sum, each) => sum + each.most, 0)
  if (most <= total) {
    const growing = columns.map(({ numeric, width: fixed }) => !numeric && fixed === undefined)
    const share = (total - most) / Math.max(1, growing.filter(Boolean).length)
    return wanted.map((each, index) => each.most + (growing[index] ? share : 0))
  }
  const part = (total - least) / (most - least)
  return wanted.map((each) => each.least + (each.most - each.least) * part)
}

/** Between the longest word and all words on one line. A very long one may be cut, and a paragraph counts as wide as it may be. */
function extentOf(
  sheet: Sheet,
  texts: string[],
  style: Style,
  label: string,
  headStyle: Style,
  total: number,
): { least: number; most: number; short: number } {
  const wide = (text: string, by: Style) => sheet.measure(text, by.face, by.size)
  const longest = total * 0.24
  const headWords = Math.max(0, ...label.split(' ').map((word) => wide(word, headStyle)))
  let [least, most, short] = [headWords, headWords, 0]
  for (const text of texts.slice(0, 400)) {
    for (const word of text.slice(0, 300).split(/[\s\u00a0]+|(?<=[-/])/))
      least = Math.max(least, wide(word, style))
    if (text.length <= shortest) short = Math.max(short, wide(text, style))
    most = Math.max(most, text.length > 160 ? total : wide(text.replaceAll('\n', ' '), style))
  }
  least = Math.min(least, longest)
  return { least, most: Math.max(least, Math.min(most, total * 0.6)), short }
}

function wordsOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.map(({ text }) => text).join('')
}

function drawCards(sheet: Sheet, parent: Tag, columns: Column[], rows: TableRow[], x: number): void {
  const labelWidth = mm(38)
  for (const { cells, more } of rows) {
    sheet.need(mm(16))
    const pairs = columns.flatMap(({ label }, index) => {
      const words = wordsOf(cells[index] ?? '')
      return words === ''
        ? []
        : [
            {
              label,
              value: valueOf(sheet, words, x, labelWidth, index === 0 ? type.smallBold : type.smallInk),
            },
          ]
    })
    facts(sheet, parent, pairs, x, labelWidth)
    if (more) sheet.flow(parent, 'P', sheet.setSpans(more, page.right - x), x)
    sheet.y += mm(3)
  }
}
