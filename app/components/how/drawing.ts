/** A lane before it is drawn. Boxes come in the order of their machine. */
export interface LaneBox {
  id: string
  name: string
  branch: boolean
  /** Small lines under the name: where it starts, where a record stands. */
  notes: string[]
  here: boolean
  passed: boolean
  /** Numbers of what may happen here without going anywhere. */
  stays: number[]
  /** Of a state within another: the number that leads here from the one above it. */
  reachedFromAbove: number | null
  inner: LaneBox[]
}

/** `words` are written beside arrows that run straight down the main line; elsewhere the number stands alone. */
export interface LaneArrow {
  from: string
  to: string
  number: number
  words: string
}

export interface DrawnText {
  x: number
  y: number
  lines: string[]
}

export interface DrawnNumber {
  x: number
  y: number
  number: number
}

export interface DrawnBox {
  id: string
  x: number
  y: number
  width: number
  height: number
  look: 'main' | 'branch' | 'inner'
  here: boolean
  passed: boolean
  name: DrawnText
  notes: DrawnText
  stays: { x: number; y: number; numbers: DrawnNumber[] } | null
  /** Of a state within another: the arrow from the one above it. */
  fromAbove: { line: string; head: string; number: DrawnNumber } | null
}

export interface Drawing {
  width: number
  height: number
  boxes: DrawnBox[]
  lines: string[]
  heads: string[]
  numbers: DrawnNumber[]
  words: DrawnText[]
}

export type Point = readonly [x: number, y: number]

export const lineHeight = 19
export const noteHeight = 16
export const wordsHeight = 16
export const nameSize = { size: 15, bold: true } as const
export const noteSize = { size: 13 } as const
/** Half of the disc that holds a number. */
export const disc = 9

export function path(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

/** The tip of an arrow that arrives at the last of these points. */
export function head(points: readonly Point[]): string {
  const [x, y] = points.at(-1)!
  const [fromX, fromY] = points.at(-2)!
  const [dx, dy] = [Math.sign(x - fromX), Math.sign(y - fromY)]
  return `M${round(x)} ${round(y)}l${-8 * dx + 4.5 * dy} ${-8 * dy + 4.5 * dx}l${-9 * dy} ${-9 * dx}z`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
