import { withInner, type Say } from '#app/components/how/say.ts'
import type { ToldLane, ToldMove } from '#app/server/queries/told-process.server.ts'

/** What is said of a move word for word in a row above, with the name of that row; short things are said again. */
export function toldBefore({ states }: Pick<ToldLane, 'states'>, say: Say): Map<ToldMove, string> {
  const first = new Map<string, string>()
  const found = new Map<ToldMove, string>()
  for (const state of withInner(states))
    for (const move of state.moves) {
      const said = [...say.conditions(move.condition), ...say.actions(move.actions)]
      if (said.length < 3) continue
      const whole = [move.event, move.target, ...said].join('|')
      const name = first.get(whole)
      if (name === undefined) first.set(whole, say.name(state.label))
      else found.set(move, name)
    }
  return found
}
