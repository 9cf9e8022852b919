import type { Actor } from '#app/policies/actor.ts'
import { sampledFor } from '#app/server/demonstration/rows.server.ts'
import type { WholePlan } from '#app/server/demonstration/whole-plan.server.ts'
import type { Point } from '#app/server/repositories/judgements.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { principles } from '#content/index.ts'

/** For answers of which the plan has nothing particular to say. */
const readBeside = 'Read beside the two answers next to it. They fit together.'

/** Accepts what was found so far: with its exceptions, and with a reason for each answer that was drawn. */
export async function judgeWhole(
  { judgements = {} }: WholePlan,
  reviewer: Actor,
  id: string,
  at: Date,
): Promise<void> {
  for (const [index, principle] of principles.filter((one) => judgements[one]).entries()) {
    const { reason, exceptions, why } = judgements[principle]!
    const named = Object.entries(exceptions).map(([requirementId, reason]): Point => ({
      requirementId,
      kind: 'exception',
      reason,
    }))
    const drawn = (await sampledFor(id, principle, reviewer.id))
      .filter((requirementId) => !(requirementId in exceptions))
      .map((requirementId): Point => ({
        requirementId,
        kind: 'sampled',
        reason: why[requirementId] ?? readBeside,
      }))
    const then = new Date(at.getTime() + index * 11 * 60_000)
    const points = [...named, ...drawn]
    await advanceAssessment(
      reviewer,
      id,
      { type: 'acceptPrinciple', principle, reason, points },
      'newest',
      then,
    )
  }
}
