import type { Actor } from '#app/policies/actor.ts'
import { replaceClock } from '#app/server/clock.server.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'
import type { Given, Plan } from '#app/server/demonstration/plan-model.server.ts'
import type { Diary } from '#app/server/demonstration/timeline.server.ts'
import type { AssessmentIntent } from '#app/server/workflows/assessment.server.ts'

export type AnyPlan = Omit<Plan, 'place' | 'partner'> & Partial<Pick<Plan, 'place' | 'partner'>>

/** One plan on its way, for those who tell a part of it. */
export interface Journeying {
  plan: AnyPlan
  now: Date
  actors: Record<PersonKey, Actor>
  diary: Diary
  id: () => string
  /** Somebody moves it, as it stands. */
  move: (who: PersonKey, intent: AssessmentIntent) => (at: Date) => Promise<unknown>
  /** The author answers once more, and sends it again. */
  resend: (on: number, answers: Record<string, Given>) => void
  /** In the language of the plan, with the spaces of its typography. */
  words: (text: string) => string
}

/** What is made meanwhile carries this time. Nothing else may read the clock. */
export async function asOf<Result>(at: Date, run: () => Promise<Result>): Promise<Result> {
  const back = replaceClock(() => at)
  try {
    return await run()
  } finally {
    back()
  }
}

/** Deciding and signing ask for a fresh proof of who is there. */
export function provedAt(actor: Actor, at: Date): Actor {
  return { ...actor, steppedUpAt: at }
}
