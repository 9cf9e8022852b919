import {
  disc,
  nameSize,
  noteSize,
  wordsHeight,
  type Drawing,
  type LaneArrow,
  type LaneBox,
} from '#app/components/how/drawing.ts'
import { drawnBox, heightOf } from '#app/components/how/boxes.ts'
import { inRows, inRuns, tracksOf, type Placed, type Run } from '#app/components/how/rows.ts'
import { drawnRuns, sidesOf } from '#app/components/how/runs.ts'
import { widthOf, wrapped } from '#app/components/how/wrapped.ts'

/** Units of the drawing: little more than a small telephone is wide, so that it is never shrunk much. */
const usualWidth = 340
const track = 12
const corridor = 38
const narrowestBeside = 92
const widestBox = 184

export interface Column {
  left: number
  width: number
}

type Columns = Pick<Ground, 'width' | 'main' | 'beside'>

/** Everything that arrows need to know about where boxes stand. */
export interface Ground {
  width: number
  main: Column
  beside: Column
  /** Top and height of each row, and where the next one begins. */
  rows: { top: number; height: number }[]
  boxes: Map<Placed, { top: number; height: number }>
  leftRail(track: number): number
  rightRail(track: number): number
}

/** A lane from top to bottom: the main line, what lies beside it, and an arrow for every way from one to another. */
export function laidOut(boxes: readonly LaneBox[], arrows: readonly LaneArrow[]): Drawing {
  const placed = inRows(boxes)
  const runs = inRuns(placed, arrows)
  const of = (way: Run['way']) => runs.filter((run) => run.way === way)
  const tracks = new Map([...tracksOf(of('left')), ...tracksOf(of('right'))])
  const count = (way: Run['way']) => Math.max(0, ...of(way).map((run) => tracks.get(run)! + 1))
  const leftSide = count('left') === 0 ? 2 : 14 + track * count('left')
  const rightSide = count('right') === 0 ? 2 : 12 + track * count('right')
  const branches = boxes.filter(({ branch }) => branch)
  const besideWidth = Math.max(narrowestBeside, ...branches.map(({ name }) => longestWord(name) + 16))
  const besides = leftSide + rightSide + (branches.length > 0 ? corridor + besideWidth : 0)
  const width = Math.max(usualWidth, besides + Math.max(...boxes.map(narrowest)))
  const room = width - besides
  const main: Column = { left: leftSide, width: branches.length > 0 ? room : Math.min(room, widestBox) }
  const beside: Column = { left: main.left + main.width + corridor, width: besideWidth }
  const columnOf = ({ box }: Placed) => (box.branch ? beside : main)

  const rows: Ground['rows'] = []
  const at: Ground['boxes'] = new Map()
  let y = 2
  const last = Math.max(...placed.map(({ row }) => row))
  for (let row = 0; row <= last; row += 1) {
    const here = placed.filter((one) => one.row === row)
    const heights = here.map((one) =>
      Math.max(heightOf(one.box, columnOf(one).width), sideOf(one, runs) + 14),
    )
    const height = Math.max(...heights)
    rows.push({ top: y, height })
    here.forEach((one, index) =>
      at.set(one, { top: y + (height - heights[index]!) / 2, height: heights[index]! }),
    )
    y += height + (row === last ? 0 : gapBelow(row, runs, { width, main, beside }))
  }
  const ground: Ground = {
    width,
    main,
    beside,
    rows,
    boxes: at,
    leftRail: (number) => main.left - 10 - track * number,
    rightRail: (number) => width - rightSide + 10 + track * number,
  }
  return {
    width,
    height: Math.ceil(y + (turnsBelow(last, runs) ? 10 : 2)),
    boxes: placed.flatMap((one) => drawnBox(one.box, { ...columnOf(one), ...at.get(one)! })),
    ...drawnRuns(runs, tracks, ground),
  }
}

/** The side of a box on which most arrows begin or end decides how high it must be. */
function sideOf(one: Placed, runs: readonly Run[]): number {
  const heights = sidesOf(one).map(({ ways, step }) => {
    const touching = runs.filter(
      (run) => ways.includes(run.way) && (run.to === one || run.from.includes(one)),
    )
    return touching.length * step
  })
  return Math.max(...heights)
}

/** Room for the longest word of its name and of the names within. */
function narrowest({ name, branch, inner }: LaneBox): number {
  return branch ? 0 : Math.max(longestWord(name) + 14, ...inner.map((one) => longestWord(one.name) + 30))
}

function longestWord(name: string): number {
  return Math.max(...name.split(' ').map((word) => widthOf(word, nameSize)))
}

/** Whether a rail on the right comes from below the last state of the main line. */
function turnsBelow(last: number, runs: readonly Run[]): boolean {
  return runs.some(
    ({ way, from, to }) =>
      way === 'right' && [...from, to].some(({ box, row }) => !box.branch && row === last),
  )
}

function gapBelow(row: number, runs: readonly Run[], columns: Columns): number {
  const straight = runs.filter((run) => run.way === 'straight' && run.to.row === row + 1)
  const words = straight.map(
    ({ words }) => wordsBeside(words, columns.main, limitIn(row, runs, columns)).length * wordsHeight + 6,
  )
  const rails = runs.filter((run) => run.way === 'right').length > 0 ? 8 : 0
  return Math.max(26, words.reduce((sum, height) => sum + Math.max(height, 2 * disc + 4), 0) + 16) + rails
}

/** The words of a straight arrow, to the right of its number. */
export function wordsBeside(words: string, main: Column, limit: number): string[] {
  return wrapped(words, limit - (main.left + main.width / 2 + disc + 6), noteSize)
}

/** Words end before an arrow that turns up or down beside them. */
export function limitIn(row: number, runs: readonly Run[], { width, beside }: Columns): number {
  const passes = runs.some((run) => {
    if (run.way !== 'corner') return false
    const rows = [run.to.row, ...run.from.map((one) => one.row)]
    return Math.min(...rows) <= row && Math.max(...rows) > row
  })
  const rail = runs.some(({ way }) => way === 'right')
  if (passes) return beside.left + beside.width / 2 - 8
  return width - (rail ? 22 : 4)
}
