import type { MoveGiven } from '#app/forms/condition-moves.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { needsStepUp } from '#app/policies/condition.policy.ts'
import { advanceCondition, type ConditionIntent } from '#app/server/workflows/condition.server.ts'
import { dateOf } from '#content/working-days.ts'

export function asksStepUp(move: MoveGiven['move']): boolean {
  return needsStepUp(move)
}

/** Takes the step that a form describes. */
export function moveCondition(actor: Actor, id: string, given: MoveGiven, now: Date) {
  return advanceCondition(actor, id, intentOf(given), given.seenRevision, now)
}

function intentOf({ move, note, day }: MoveGiven): ConditionIntent {
  switch (move) {
    case 'sendMoney':
    case 'moneyArrived':
      return { type: move, on: dateOf(day!), note }
    case 'askForTime':
    case 'giveTime':
      return { type: move, until: dateOf(day!), note }
    default:
      return { type: move, note }
  }
}
