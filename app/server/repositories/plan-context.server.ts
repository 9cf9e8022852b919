import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother } from '#app/server/errors.server.ts'
import type { PlanTerms } from '#content/index.ts'
import type { Tier } from '#content/vocabulary.ts'

/** Who described the work and when; null until somebody did. */
export async function findPlanContext(tx: Transaction, assessmentId: string) {
  return tx.planContext.findUnique({
    where: { assessmentId },
    select: { circumstances: true, audiences: true, revision: true, updatedAt: true, updatedById: true },
  })
}

/** False when somebody else described the work since `seenRevision` was read (0: nothing was there). */
export async function writePlanContext(
  tx: Transaction,
  assessmentId: string,
  { circumstances, tier, audiences }: PlanTerms,
  seenRevision: number,
  personId: string,
  now: Date,
): Promise<boolean> {
  const written = { circumstances, tier, audiences: [...audiences], updatedById: personId, updatedAt: now }
  if (seenRevision > 0) {
    const { count } = await tx.planContext.updateMany({
      where: { assessmentId, revision: seenRevision },
      data: { ...written, revision: { increment: 1 } },
    })
    return count === 1
  }
  const { count } = await tx.planContext.createMany({
    data: [{ assessmentId, ...written, revision: 1 }],
    skipDuplicates: true,
  })
  return count === 1
}

/** The lightest tier that the call of a plan allows. */
export async function leastTierOf(tx: Transaction, { call }: { call: { id: string } | null }): Promise<Tier> {
  if (!call) return 0
  const found = await tx.call.findUnique({ where: { id: call.id }, select: { leastTier: true } })
  return (found?.leastTier ?? 0) as Tier
}

/** Writes only if nobody has moved the assessment since `row` was read. */
export async function saveFrameworkVersion(
  tx: Transaction,
  row: { id: string; revision: number },
  frameworkVersion: number,
): Promise<void> {
  const { count } = await tx.assessment.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { frameworkVersion, revision: { increment: 1 } },
  })
  if (count === 0) throw changedByAnother()
}
