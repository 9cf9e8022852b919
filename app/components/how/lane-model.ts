import type { LaneArrow, LaneBox } from '#app/components/how/drawing.ts'
import { movesWithin, type Say } from '#app/components/how/say.ts'
import type { ToldLane, ToldMove, ToldState } from '#app/server/queries/told-process.server.ts'

/** What the picture of a lane shows: its outer states, and how one leads to another, wherever within them it is written. */
export function modelOf(
  { states }: Pick<ToldLane, 'states'>,
  say: Pick<Say, 'name' | 'event'>,
  notesOf: (state: ToldState) => string[],
): { boxes: LaneBox[]; arrows: LaneArrow[] } {
  const outer = (place: string) =>
    states.find((state) => place === state.place || place.startsWith(`${state.place}.`))?.place ?? null

  const boxOf = (state: ToldState, reachedFromAbove: number | null): LaneBox => ({
    id: state.place,
    name: say.name(state.label),
    branch: state.branch,
    notes: notesOf(state),
    here: state.here.length > 0,
    passed: state.passed,
    stays: numbersOf([...state.moves.filter(({ target }) => target === null), ...backWithin(state)]),
    reachedFromAbove,
    inner: state.inner.map((one, index) => boxOf(one, leadsTo(state.inner[index - 1], one))),
  })

  const arrows = states.flatMap((state) =>
    movesWithin(state).flatMap(({ target, event, number }) => {
      const to = target === null ? null : outer(target)
      return to === null || to === state.place
        ? []
        : [{ from: state.place, to, number, words: say.event(event) }]
    }),
  )
  return { boxes: states.map((state) => boxOf(state, null)), arrows: withoutRepeats(arrows) }
}

function numbersOf(moves: readonly ToldMove[]): number[] {
  return [...new Set(moves.map(({ number }) => number))]
}

/** From one state within it to another, other than straight down: nothing has left it. */
function backWithin(state: ToldState): ToldMove[] {
  return state.inner.flatMap((one, index) =>
    one.moves.filter(
      ({ target }) =>
        target !== state.inner[index + 1]?.place &&
        state.inner.some(({ place }) => place === target && place !== one.place),
    ),
  )
}

function leadsTo(above: ToldState | undefined, state: ToldState): number | null {
  return above?.moves.find(({ target }) => target === state.place)?.number ?? null
}

function withoutRepeats(arrows: readonly LaneArrow[]): LaneArrow[] {
  return [...new Map(arrows.map((arrow) => [`${arrow.from} ${arrow.to} ${arrow.number}`, arrow])).values()]
}

export interface LaneEvent {
  event: string
  number: number
  /** Once for each capacity in which it may be done. */
  by: ToldMove['by'][]
}

/** Every event of a lane once, by its number. */
export function eventsIn(moves: readonly ToldMove[]): LaneEvent[] {
  const events = new Map<number, LaneEvent>()
  for (const { event, number, by } of moves) {
    const known = events.get(number)
    if (!known) events.set(number, { event, number, by: [by] })
    else if (!known.by.some((one) => JSON.stringify(one) === JSON.stringify(by))) known.by.push(by)
  }
  return [...events.values()].sort((one, other) => one.number - other.number)
}
