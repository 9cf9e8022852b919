import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { now } from '#app/server/clock.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { timed } from '#tests/bench/statistics.ts'
import { aReviewedPlanFor, type World } from '#tests/bench/world.ts'

export interface AdvanceTimes {
  advance: number[]
  bare: number[]
}

/** The same step forward and back again and again, beside the least that a change of state could be. */
export async function timeAdvance({ cast, callId }: World, times: number): Promise<AdvanceTimes> {
  const [moved, bare] = [await aReviewedPlanFor(cast, callId), await aReviewedPlanFor(cast, callId)]
  const back: AssessmentIntent = { type: 'returnToReview', reason: 'Look once more.' }
  const forward: AssessmentIntent = { type: 'completeReview' }
  const result: AdvanceTimes = { advance: [], bare: [] }
  const pair = async () => {
    const advance = [
      await timed(() => advanceAssessment(cast.approver, moved, back, 'newest', now())),
      await timed(() => advanceAssessment(cast.reviewer, moved, forward, 'newest', now())),
    ]
    const least = [
      await timed(() => lockUpdateCommit(cast.approver, bare)),
      await timed(() => lockUpdateCommit(cast.reviewer, bare)),
    ]
    return { advance, least }
  }
  for (let warm = 0; warm < 5; warm += 1) await pair()
  for (let round = 0; round < times; round += 1) {
    const { advance, least } = await pair()
    result.advance.push(...advance)
    result.bare.push(...least)
  }
  return result
}

function lockUpdateCommit(actor: Actor, id: string): Promise<unknown> {
  return withScope(actor.id, async (tx) => {
    await tx.$queryRaw`select 1 as held from assessment where id = ${id}::uuid for update`
    await tx.assessment.updateMany({ where: { id }, data: { revision: { increment: 1 } } })
  })
}
