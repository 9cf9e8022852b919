import { directionOf, type Direction } from '#app/server/documents/bidi.server.ts'
import type { Face, Fonts } from '#app/server/documents/fonts.server.ts'
import { faceRuns, printable } from '#app/server/documents/printable.server.ts'

export type Style = Readonly<{ face: Face; size: number; leading: number; colour: string }>
export type Span = Readonly<{ text: string; style: Style }>
export type Piece = { text: string; face: Face; style: Style; size: number; width: number }
export type Line = { pieces: Piece[]; width: number; leading: number; rtl: boolean }
/** Text set to a width, ready to be placed. */
export type Block = { lines: Line[]; height: number; width: number }

export type Measure = (text: string, face: Face, size: number) => number

export type Typesetter = {
  set(spans: Span[], width: number): Block
  /** A heading: the same number of lines, of nearly the same length. */
  setBalanced(spans: Span[], width: number): Block
  /** False once a character had to be replaced because no font has it. */
  complete(): boolean
}

/** Amiri is drawn small for its size: this brings its letters to the height of the Latin beside them. */
const arabicScale = 1.16

export function createTypesetter(fonts: Fonts, measure: Measure): Typesetter {
  let complete = true

  function set(spans: Span[], width: number): Block {
    const lines: Line[] = []
    for (const paragraph of paragraphsOf(spans)) {
      const set = setParagraph(paragraph, width)
      if (set.length > 0 && lines.length > 0) lines.push(air(paragraph))
      lines.push(...set)
    }
    return { lines, height: heightOf(lines), width }
  }

  function setBalanced(spans: Span[], width: number): Block {
    const widest = set(spans, width)
    if (widest.lines.length < 2 || widest.lines.length > 6) return widest
    let [low, high, best] = [width / 2, width, widest]
    for (let step = 0; step < 7; step++) {
      const middle = (low + high) / 2
      const tried = set(spans, middle)
      if (tried.lines.length === widest.lines.length && fits(tried, middle)) [high, best] = [middle, tried]
      else low = middle
    }
    return { ...best, width }
  }

  function paragraphsOf(spans: Span[]): Span[][] {
    const paragraphs: Span[][] = [[]]
    for (const { text, style } of spans) {
      const shown = printable(text, fonts)
      if (!shown.complete) complete = false
      shown.text.split('\n').forEach((part, index) => {
        if (index > 0) paragraphs.push([])
        paragraphs.at(-1)!.push({ text: part, style })
      })
    }
    return paragraphs
  }

  function setParagraph(spans: Span[], width: number): Line[] {
    const text = spans.map((span) => span.text).join('')
    if (text.trim() === '') return []
    const tallest = tallestOf(spans)
    const direction = directionOf(text)
    return breaks(text, width, (start, end) => widthOf(spans, text, start, end)).map(([start, end]) => {
      const pieces = piecesOf(spans, text, start, end, direction)
      const lineWidth = pieces.reduce((sum, piece) => sum + piece.width, 0)
      return { pieces, width: lineWidth, leading: tallest, rtl: direction?.rtl ?? false }
    })
  }

  function widthOf(spans: Span[], text: string, start: number, end: number): number {
    return styleRuns(spans, start, end).reduce(
      (sum, run) =>
        sum +
        faceRuns(text, run.start, run.end, run.style.face, fonts).reduce(
          (inner, part) =>
            inner + measure(text.slice(part.start, part.end), part.face, sizeIn(part.face, run.style)),
          0,
        ),
      0,
    )
  }

  function piecesOf(
    spans: Span[],
    text: string,
    start: number,
    end: number,
    direction: Direction | null,
  ): Piece[] {
    const stretches = direction?.stretches(start, end) ?? [
      { start, end, text: text.slice(start, end), rtl: false },
    ]
    return stretches.flatMap((stretch) => {
      const runs = styleRuns(spans, stretch.start, stretch.end)
      if (stretch.rtl) return [pieceOf(stretch.text, runs[0]!.style)]
      return runs.flatMap((run) =>
        faceRuns(text, run.start, run.end, run.style.face, fonts).map((part) =>
          piece(text.slice(part.start, part.end), part.face, run.style),
        ),
      )
    })
  }

  function pieceOf(text: string, style: Style): Piece {
    return piece(text, faceRuns(text, 0, text.length, style.face, fonts)[0]?.face ?? style.face, style)
  }

  function piece(text: string, face: Face, style: Style): Piece {
    const size = sizeIn(face, style)
    return { text, face, style, size, width: measure(text, face, size) }
  }

  return { set, setBalanced, complete: () => complete }
}

function tallestOf(spans: Span[]): number {
  return Math.max(...spans.map(({ style }) => style.leading))
}

/** Between two paragraphs. Any number of empty lines comes to the same. */
function air(spans: Span[]): Line {
  return { pieces: [], width: 0, leading: tallestOf(spans) * 0.45, rtl: false }
}

/** From the top of a line to the baseline: DejaVu's ascender and descender, so that every face sits on one line. */
export function baselineIn({ size, leading }: Pick<Style, 'size' | 'leading'>): number {
  return (leading - size * 1.164) / 2 + size * 0.928
}

function sizeIn(face: Face, style: Style): number {
  return face === 'arabic' || face === 'arabicBold' ? style.size * arabicScale : style.size
}

function styleRuns(
  spans: Span[],
  start: number,
  end: number,
): { start: number; end: number; style: Style }[] {
  const runs = []
  let at = 0
  for (const { text, style } of spans) {
    const from = Math.max(start, at)
    const to = Math.min(end, at + text.length)
    if (from < to) runs.push({ start: from, end: to, style })
    at += text.length
  }
  return runs
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.leading, 0)
}

function fits(block: Block, width: number): boolean {
  return block.lines.every((line) => line.width <= width + 0.01)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Greedy lines as [start, end) without the spaces at their ends. A word wider than the line is cut between letters. */
function breaks(
  text: string,
  width: number,
  widthOf: (start: number, end: number) => number,
): [number, number][] {
  const lines: [number, number][] = []
  let [start, end, used] = [-1, 0, 0]
  const finish = () => {
    if (start >= 0) lines.push([start, end])
    ;[start, used] = [-1, 0]
  }
  // A break comes after spaces, or after a hyphen, dash or slash well inside a word.
  for (const { index, 0: token } of text.matchAll(
    /[^ ]{4,}?[-/\u2010\u2013\u2014](?=\p{L}{4})|[^ ]+|[ ]+/gu,
  )) {
    const tokenEnd = index + token.length
    if (token.startsWith(' ')) {
      if (start >= 0) used += widthOf(index, tokenEnd)
      continue
    }
    const tokenWidth = widthOf(index, tokenEnd)
    if (start >= 0 && used + tokenWidth > width) finish()
    if (tokenWidth <= width) {
      if (start < 0) start = index
      ;[end, used] = [tokenEnd, used + tokenWidth]
      continue
    }
    for (const { segment, index: offset } of graphemes.segment(token)) {
      const from = index + offset
      const letterWidth = widthOf(from, from + segment.length)
      if (start >= 0 && used + letterWidth > width) finish()
      if (start < 0) start = from
      ;[end, used] = [from + segment.length, used + letterWidth]
    }
  }
  finish()
  return lines
}
