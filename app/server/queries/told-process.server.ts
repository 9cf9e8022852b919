import { notFound } from '#app/server/errors.server.ts'
import { whoMay, type ByWhom } from '#app/server/queries/who-may-act.server.ts'
import {
  describeProcess,
  flatten,
  toldIds,
  viewpoints,
  type DescribedLane,
  type DescribedMove,
  type DescribedState,
  type ToldId,
} from '#machines/processes.ts'

export type { ByWhom, Side } from '#app/server/queries/who-may-act.server.ts'

export type ToldMove = DescribedMove & {
  /** The number beside the arrow: one for each event of a process. */
  number: number
  by: ByWhom
}
export type ToldState = Omit<DescribedState, 'moves' | 'inner'> & {
  moves: ToldMove[]
  inner: ToldState[]
  /** Of the lanes drawn as one, those that stand here; empty when none does, or when no record is looked at. */
  here: string[]
  passed: boolean
}
export interface ToldLane {
  id: string
  alike: string[]
  states: ToldState[]
  /** At every step of the lane, without leading anywhere else. */
  anywhere: ToldMove[]
}
export interface ToldProcess {
  process: ToldId
  viewpoint: string
  lanes: ToldLane[]
}

/** Where a record stands, and what of the main line lies behind it. */
export interface Standing {
  places: readonly string[]
  passed: readonly string[]
}

/** Every process that is told, in the order in which they are written down. */
export function processList() {
  return { processes: toldIds.map((id) => ({ id, steps: describeProcess(id)[0]!.states.length })) }
}

/** One process for whoever looks. An unknown name is a page that does not exist; an unknown viewpoint is everybody’s. */
export function processPage(name: string | undefined, asked: string | null) {
  if (!isProcess(name)) throw notFound()
  const known: readonly string[] = viewpoints[name]
  const usual = known.includes('public') ? 'public' : known[0]!
  const viewpoint = asked !== null && known.includes(asked) ? asked : usual
  return { viewpoints: [...known], ...toldProcess(name, viewpoint) }
}

function isProcess(name: string | undefined): name is ToldId {
  return (toldIds as readonly (string | undefined)[]).includes(name)
}

export function toldProcess(
  process: ToldId,
  viewpoint: string,
  standing: Standing = { places: [], passed: [] },
): ToldProcess {
  const lanes = describeProcess(process)
  const numbers = numbersOf(lanes)
  const toldMove = (move: DescribedMove): ToldMove => ({
    ...move,
    number: numbers.get(move.event)!,
    by: whoMay(process, move),
  })
  const told = (lane: DescribedLane, state: DescribedState): ToldState => ({
    ...state,
    moves: state.moves.map(toldMove),
    inner: state.inner.map((one) => told(lane, one)),
    here: lane.alike.filter((id) => standing.places.includes(id + state.place.slice(lane.id.length))),
    passed: standing.passed.includes(state.place),
  })
  return {
    process,
    viewpoint,
    lanes: lanes.map((lane) => ({
      ...lane,
      states: lane.states.map((state) => told(lane, state)),
      anywhere: lane.anywhere.map(toldMove),
    })),
  }
}

/** In the order in which they come up along the lanes. */
function numbersOf(lanes: readonly DescribedLane[]): Map<string, number> {
  const events = lanes.flatMap(({ states, anywhere }) =>
    [...flatten(states).flatMap(({ moves }) => moves), ...anywhere].map(({ event }) => event),
  )
  return new Map([...new Set(events)].map((event, index) => [event, index + 1]))
}
