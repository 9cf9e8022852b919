import type { Actor } from '#app/policies/actor.ts'
import { sampledFor } from '#app/server/demonstration/rows.server.ts'
import type { WholePlan } from '#app/server/demonstration/whole-plan.server.ts'
import type { Point } from '#app/server/repositories/judgements.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import type { Principle } from '#content/index.ts'

/** For answers of which the plan has nothing particular to say. */
const readBeside = 'Read beside the two answers next to it. They fit together.'
const notYet = 'Not answered yet and not needed at this gate. It is asked again before the first night.'

/** Accepts one principle: with its exceptions, and with a reason for each answer that was drawn. */
export async function judgeWhole(
  { judgements = {} }: WholePlan,
  principle: Principle,
  reviewer: Actor,
  id: string,
  at: Date,
): Promise<void> {
  const { reason, exceptions, why } = judgements[principle]!
  const named = Object.entries(exceptions).map(([requirementId, reason]): Point => ({
    requirementId,
    kind: 'exception',
    reason,
  }))
  const drawn = (await sampledFor(id, principle, reviewer.id))
    .filter(({ id }) => !(id in exceptions))
    .map(({ id, answered }): Point => ({
      requirementId: id,
      kind: 'sampled',
      reason: why[id] ?? (answered ? readBeside : notYet),
    }))
  const points = [...named, ...drawn]
  const intent: AssessmentIntent = { type: 'acceptPrinciple', principle, reason, points }
  await advanceAssessment(reviewer, id, intent, 'newest', at)
}
