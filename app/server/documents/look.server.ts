import type { Style } from '#app/server/documents/typeset.server.ts'

/** The print mock-ups' values: one colour on white, and no ground that is needed to understand. */
export const colour = {
  ink: '#14191b',
  quiet: '#39454a',
  vat: '#0d4a57',
  rule: '#8b9599',
  faintRule: '#c7cdcf',
  tint: '#eef3f3',
  paper: '#ffffff',
} as const

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4

export const page = {
  width: mm(210),
  height: mm(297),
  left: mm(20),
  right: mm(210 - 18),
  headerTop: mm(15),
  headerRule: mm(24),
  top: mm(33),
  bottom: mm(297 - 25),
  footerRule: mm(297 - 20),
} as const
export const contentWidth = page.right - page.left

/** Beside a margin column that holds numbers and short labels. */
export const column = { margin: mm(19), left: page.left + mm(23), width: contentWidth - mm(23) } as const

export const shoulder = mm(6)

function style(face: Style['face'], size: number, lead: number, ink: string = colour.ink): Style {
  return { face, size, leading: size * lead, colour: ink }
}

export const type = {
  coverTitle: style('bold', 25, 1.2),
  coverTitleLong: style('bold', 19, 1.22),
  coverLead: style('regular', 12, 1.5),
  kicker: style('bold', 10, 1.3, colour.vat),
  decision: style('bold', 17, 1.25),
  chapter: style('bold', 19, 1.25),
  heading: style('bold', 11.5, 1.3),
  question: style('bold', 9.75, 1.32),
  term: style('bold', 11, 1.3),
  lead: style('regular', 10, 1.45),
  leadBold: style('bold', 10, 1.45),
  body: style('regular', 9.25, 1.45),
  bold: style('bold', 9.25, 1.45),
  quiet: style('regular', 9.25, 1.45, colour.quiet),
  small: style('regular', 8.25, 1.45, colour.quiet),
  smallBold: style('bold', 8.25, 1.45),
  smallInk: style('regular', 8.25, 1.4),
  tableHead: style('regular', 7.75, 1.3, colour.quiet),
  tiny: style('regular', 6.75, 1.2, colour.quiet),
  id: style('bold', 9.25, 1.3, colour.vat),
  phase: style('bold', 10.5, 1.3, colour.vat),
  number: style('bold', 17, 1.2, colour.vat),
  code: style('mono', 8, 1.55),
  codeSmall: style('mono', 6.75, 1.55),
  brand: style('bold', 12, 1.3, colour.vat),
  furniture: style('regular', 8, 1.3, colour.quiet),
  note: style('regular', 7.75, 1.45, colour.quiet),
} as const
