import { disc, head, path, wordsHeight, type Drawing, type Point } from '#app/components/how/drawing.ts'
import { limitIn, wordsBeside, type Ground } from '#app/components/how/layout.ts'
import type { Placed, Run } from '#app/components/how/rows.ts'

type Drawn = Pick<Drawing, 'lines' | 'heads' | 'numbers' | 'words'>

/** Every arrow with its number; no two numbers cover each other. */
export function drawnRuns(runs: readonly Run[], tracks: ReadonlyMap<Run, number>, ground: Ground): Drawn {
  const drawn: Drawn = { lines: [], heads: [], numbers: [], words: [] }
  const ports = portsOf(runs, tracks, ground)
  const straight = Map.groupBy(
    runs.filter(({ way }) => way === 'straight'),
    ({ to }) => to,
  )
  for (const [to, together] of straight)
    drawStraight(drawn, ground, to, together, limitIn(to.row - 1, runs, ground))
  for (const run of runs) {
    if (run.way === 'straight') continue
    const lines = linesOf(run, tracks.get(run) ?? 0, ground, ports)
    for (const line of lines) drawn.lines.push(path(line))
    drawn.heads.push(head(lines[0]!))
    const [x, y] = freeSpot(spotsOn(run, lines), drawn.numbers)
    drawn.numbers.push({ x, y, number: run.number })
  }
  return drawn
}

/** One arrow down; beside it, one under the other, what leads along it. */
function drawStraight(
  drawn: Drawn,
  { main, boxes }: Ground,
  to: Placed,
  together: readonly Run[],
  limit: number,
): void {
  const x = main.left + main.width / 2
  const above = boxes.get(together[0]!.from[0]!)!
  const line: Point[] = [
    [x, above.top + above.height],
    [x, boxes.get(to)!.top],
  ]
  drawn.lines.push(path(line))
  drawn.heads.push(head(line))
  const all = together.map(({ number, words }) => ({ number, lines: wordsBeside(words, main, limit) }))
  const heights = all.map(({ lines }) => Math.max(lines.length * wordsHeight + 6, 2 * disc + 4))
  const total = heights.reduce((sum, height) => sum + height, 0)
  let y = (line[0]![1] + line[1]![1] - 8 - total) / 2
  all.forEach(({ number, lines }, index) => {
    const middle = y + heights[index]! / 2
    drawn.numbers.push({ x, y: middle, number })
    drawn.words.push({ x: x + disc + 6, y: middle - ((lines.length - 1) * wordsHeight) / 2 + 4.5, lines })
    y += heights[index]!
  })
}

type Ports = (run: Run, box: Placed) => number

/** Where on the side of a box each arrow begins or ends: arranged so that arrows on one side do not cross. */
function portsOf(runs: readonly Run[], tracks: ReadonlyMap<Run, number>, { boxes }: Ground): Ports {
  const places = new Map<Placed, Map<Run, number>>()
  for (const [box, { top, height }] of boxes) {
    const own = new Map<Run, number>()
    for (const { ways, step } of sidesOf(box)) {
      const here = runs.filter((run) => ways.includes(run.way) && (run.to === box || run.from.includes(box)))
      const sorted = here.sort((one, other) => orderOn(one, box, tracks) - orderOn(other, box, tracks))
      sorted.forEach((run, index) =>
        own.set(run, top + height / 2 + (index - (sorted.length - 1) / 2) * step),
      )
    }
    places.set(box, own)
  }
  return (run, box) => places.get(box)!.get(run)!
}

/** Which arrows meet a box on the same side, and how far apart. */
export function sidesOf({ box }: Placed): { ways: Run['way'][]; step: number }[] {
  const across = { ways: ['across', box.branch ? 'left' : 'corner'] satisfies Run['way'][], step: 20 }
  return [across, { ways: [box.branch ? 'right' : 'left'], step: 13 }]
}

/** From the top: what leads up, nearest first; what leads across; what leads down, nearest last. */
function orderOn(run: Run, box: Placed, tracks: ReadonlyMap<Run, number>): number {
  const others = run.to === box ? run.from : [run.to]
  const direction = Math.sign(others[0]!.row - box.row)
  const track = tracks.get(run) ?? 0
  const ahead = run.to === box ? 0.5 : 0
  return direction < 0 ? track - 1000 : direction > 0 ? 1000 - track : ahead
}

/** The first line ends with the tip; the others join it. */
function linesOf(run: Run, track: number, ground: Ground, ports: Ports): Point[][] {
  const { main, beside, boxes } = ground
  const { to } = run
  const mainRight = main.left + main.width
  const edgeOf = (one: Placed) => (one.box.branch ? beside.left : mainRight)
  switch (run.way) {
    case 'left': {
      const x = ground.leftRail(track)
      const startOf = (one: Placed) => (one.box.branch ? beside.left : main.left)
      return farthestFirst(run).map((from, index) => {
        const start: Point[] = [
          [startOf(from), ports(run, from)],
          [x, ports(run, from)],
        ]
        return index === 0 ? [...start, [x, ports(run, to)], [startOf(to), ports(run, to)]] : start
      })
    }
    case 'across': {
      const y = ports(run, run.from[0]!.box.branch ? to : run.from[0]!)
      return [
        [
          [edgeOf(run.from[0]!), y],
          [edgeOf(to), y],
        ],
      ]
    }
    case 'corner': {
      const x = beside.left + beside.width / 2 + (run.number % 2 === 0 ? 14 : 0)
      const branch = to.box.branch ? to : run.from[0]!
      const area = boxes.get(branch)!
      return farthestFirst(run).map((from, index) => {
        const one = to.box.branch ? from : to
        const edge = one.row > branch.row ? area.top + area.height : area.top
        const y = ports(run, one)
        const line: Point[] = [
          [mainRight, y],
          [x, y],
        ]
        if (index === 0) line.push([x, edge])
        return to.box.branch ? line : line.reverse()
      })
    }
    default: {
      const x = ground.rightRail(track)
      const right = beside.left + beside.width
      const joins = (one: Placed): Point[] => {
        if (one.box.branch)
          return [
            [right, ports(run, one)],
            [x, ports(run, one)],
          ]
        const { top, height } = boxes.get(one)!
        const row = ground.rows[one.row]!
        const below = row.top + row.height + 8
        return [
          [mainRight - 14, top + height],
          [mainRight - 14, below],
          [x, below],
        ]
      }
      return farthestFirst(run).map((from, index) =>
        index === 0 ? [...joins(from), ...joins(to).reverse()] : joins(from),
      )
    }
  }
}

/** The one whose line is the longest carries the others. */
function farthestFirst({ from, to }: Run): Placed[] {
  return [...from].sort((one, other) => Math.abs(other.row - to.row) - Math.abs(one.row - to.row))
}

/** Where a number may stand on its arrow, the best place first. */
function spotsOn(run: Run, lines: readonly Point[][]): Point[] {
  const [first] = lines
  const pairs = first!.slice(1).map((point, index) => [first![index]!, point] as const)
  if (run.way === 'across') {
    const [[x, y], [endX]] = pairs[0]!
    return [[x + Math.sign(endX - x) * (disc + 4), y]]
  }
  if (run.way === 'corner') {
    const [[x, y]] = pairs[0]!
    return run.to.box.branch ? [[x + disc + 5, y]] : [[first!.at(-1)![0] + disc + 12, first!.at(-1)![1]]]
  }
  const [[x, from], [, to]] = pairs.reduce((best, pair) => (upright(pair) > upright(best) ? pair : best))
  const middle = (from + to) / 2
  const spots: Point[] = []
  for (let away = 0; away < Math.abs(to - from) / 2 - disc; away += 6)
    spots.push([x, middle + away], [x, middle - away])
  return spots.length > 0 ? spots : [[x, middle]]
}

function upright([[, y], [, toY]]: readonly [Point, Point]): number {
  return Math.abs(toY - y)
}

function freeSpot(spots: readonly Point[], taken: Drawing['numbers']): Point {
  const free = spots.find(([x, y]) => taken.every((one) => Math.hypot(one.x - x, one.y - y) >= 2 * disc + 2))
  return free ?? spots[0]!
}
