import type { LaneArrow, LaneBox } from '#app/components/how/drawing.ts'

/** A box with its row. The main line is one column, what lies beside it another. */
export interface Placed {
  box: LaneBox
  row: number
}

/**
 * How an arrow runs: straight down the main line, along a rail on the left, across to the box beside, round one corner, or
 * along a rail on the right.
 */
export type Way = 'straight' | 'left' | 'across' | 'corner' | 'right'

/** Arrows that say the same and end in the same box share one rail. */
export interface Run {
  way: Way
  number: number
  words: string
  from: Placed[]
  to: Placed
}

/** One row for each state of the main line; a branch stands beside the last state before it, or below what is taken. */
export function inRows(boxes: readonly LaneBox[]): Placed[] {
  const sets: Placed[] = []
  let mainRow = -1
  const taken = new Set<number>()
  for (const box of boxes.filter(({ branch }) => !branch)) sets.push({ box, row: (mainRow += 1) })
  let before = -1
  for (const box of boxes) {
    if (!box.branch) {
      before += 1
      continue
    }
    let row = Math.max(0, before)
    while (taken.has(row)) row += 1
    taken.add(row)
    sets.push({ box, row })
  }
  return sets.sort((one, other) => one.row - other.row)
}

export function inRuns(sets: readonly Placed[], arrows: readonly LaneArrow[]): Run[] {
  const runs: Run[] = []
  for (const { from, to, number, words } of arrows) {
    const source = sets.find(({ box }) => box.id === from)
    const target = sets.find(({ box }) => box.id === to)
    if (!source || !target) continue
    const way = wayOf(sets, source, target)
    const shared = runs.find((run) => run.way === way && run.to === target && run.number === number)
    if (shared && way !== 'straight' && way !== 'across') shared.from.push(source)
    else if (!runs.some((run) => run.to === target && run.number === number && run.from.includes(source)))
      runs.push({ way, number, words, from: [source], to: target })
  }
  return runs.map((run) => ({ ...run, from: [...new Set(run.from)] }))
}

function wayOf(sets: readonly Placed[], from: Placed, to: Placed): Way {
  const mainAt = (row: number) => sets.some((set) => set.row === row && !set.box.branch)
  const besideAt = (row: number) => sets.some((set) => set.row === row && set.box.branch)
  if (!from.box.branch && !to.box.branch) return to.row === from.row + 1 ? 'straight' : 'left'
  if (from.box.branch && to.box.branch) return 'right'
  const [main, branch] = from.box.branch ? [to, from] : [from, to]
  if (main.row === branch.row) return 'across'
  if (!mainAt(branch.row)) return 'left'
  const step = Math.sign(branch.row - main.row)
  for (let row = main.row; row !== branch.row; row += step) if (besideAt(row)) return 'right'
  return 'corner'
}

/** Which track each rail takes, counted from the boxes outwards: the shortest is nearest, and none covers another. */
export function tracksOf(runs: readonly Run[]): Map<Run, number> {
  const span = (run: Run) => {
    const rows = [run.to.row, ...run.from.map(({ row }) => row)]
    return [Math.min(...rows), Math.max(...rows)] as const
  }
  const length = (run: Run) => span(run)[1] - span(run)[0]
  const tracks = new Map<Run, number>()
  for (const run of [...runs].sort((one, other) => length(one) - length(other))) {
    const [top, bottom] = span(run)
    const hit = (track: number) =>
      [...tracks].some(([other, at]) => at === track && span(other)[0] <= bottom && span(other)[1] >= top)
    let track = 0
    while (hit(track)) track += 1
    tracks.set(run, track)
  }
  return tracks
}
