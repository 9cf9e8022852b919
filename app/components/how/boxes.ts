import {
  disc,
  head,
  lineHeight,
  nameSize,
  noteHeight,
  noteSize,
  path,
  type DrawnBox,
  type LaneBox,
  type Point,
} from '#app/components/how/drawing.ts'
import { wrapped } from '#app/components/how/wrapped.ts'

const edge = 11
const discs = 2 * disc + 3
const innerEdge = 8
const innerGap = 6
/** Between two states within one, where an arrow leads from the first to the second. */
const innerArrow = 26

interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export function heightOf(box: LaneBox, width: number): number {
  const { height, stays } = contentOf(box, width)
  const inner = box.inner.reduce(
    (sum, one, index) => sum + heightOf(one, width - 2 * innerEdge) + (index === 0 ? 8 : gapAbove(one)),
    0,
  )
  return 2 * edge + height + stays * discs + (stays > 0 ? 5 : 0) + inner
}

/** The box, and after it those within. */
export function drawnBox(box: LaneBox, frame: Frame, look?: 'inner'): DrawnBox[] {
  const { left, top, width, height } = frame
  const { name, notes, height: text, perLine } = contentOf(box, width)
  const middle = left + width / 2
  const spare = box.inner.length === 0 ? (height - heightOf(box, width)) / 2 : 0
  const first = top + edge + spare + lineHeight - 5
  const afterText = top + edge + spare + text
  const drawn: DrawnBox = {
    id: box.id,
    x: left,
    y: top,
    width,
    height,
    look: look ?? (box.branch ? 'branch' : 'main'),
    here: box.here,
    passed: box.passed,
    name: { x: middle, y: first, lines: name },
    notes: { x: middle, y: first + name.length * lineHeight - 2, lines: notes },
    stays: staysAt(box.stays, perLine, middle, afterText + 5 + disc),
    fromAbove: arrowAbove(box.reachedFromAbove, middle, top),
  }
  let y = afterText + (box.stays.length > 0 ? 5 + Math.ceil(box.stays.length / perLine) * discs : 0)
  const inner = box.inner.flatMap((one, index) => {
    y += index === 0 ? 8 : gapAbove(one)
    const inside = { left: left + innerEdge, top: y, width: width - 2 * innerEdge }
    const own = heightOf(one, inside.width)
    y += own
    return drawnBox(one, { ...inside, height: own }, 'inner')
  })
  return [drawn, ...inner]
}

function gapAbove(one: LaneBox): number {
  return one.reachedFromAbove === null ? innerGap : innerArrow
}

function contentOf(box: LaneBox, width: number) {
  const inside = width - 12
  const name = wrapped(box.name, inside, nameSize)
  const notes = box.notes.flatMap((note) => wrapped(note, inside, noteSize))
  const perLine = Math.max(1, Math.floor((inside - 20) / discs))
  return {
    name,
    notes,
    perLine,
    stays: Math.ceil(box.stays.length / perLine),
    height: name.length * lineHeight + notes.length * noteHeight,
  }
}

function arrowAbove(number: number | null, x: number, bottom: number): DrawnBox['fromAbove'] {
  if (number === null) return null
  const line: Point[] = [
    [x, bottom - innerArrow],
    [x, bottom],
  ]
  return {
    line: path(line),
    head: head(line),
    number: { x: x + disc + 8, y: bottom - innerArrow / 2, number },
  }
}

/** A small loop, and behind it the numbers of what leads nowhere else. */
function staysAt(numbers: readonly number[], perLine: number, middle: number, y: number): DrawnBox['stays'] {
  if (numbers.length === 0) return null
  const inLine = Math.min(perLine, numbers.length)
  const left = middle - (inLine * discs + 18) / 2
  return {
    x: left + 7,
    y,
    numbers: numbers.map((number, index) => ({
      number,
      x: left + 18 + disc + (index % perLine) * discs,
      y: y + Math.floor(index / perLine) * discs,
    })),
  }
}
