import type { Transaction } from '#app/server/database.server.ts'

/** What a plan leans on today, each item once, with the requirements it serves. */
export async function listPlanEvidence(tx: Transaction, assessmentId: string) {
  const uses = await tx.evidenceUse.findMany({
    where: { assessmentId, removedAt: null, evidence: { removedAt: null } },
    orderBy: [{ addedAt: 'asc' }, { evidenceId: 'asc' }, { requirementId: 'asc' }],
    select: {
      requirementId: true,
      evidence: {
        select: {
          id: true,
          kind: true,
          title: true,
          url: true,
          page: true,
          assessedBy: true,
          datedOn: true,
          file: { select: { id: true, name: true, mediaType: true, size: true, sha256: true, scan: true } },
        },
      },
    },
  })
  const items = new Map<string, (typeof uses)[number]['evidence'] & { usedFor: string[] }>()
  for (const { requirementId, evidence } of uses) {
    const known = items.get(evidence.id)
    if (known) known.usedFor.push(requirementId)
    else items.set(evidence.id, { ...evidence, usedFor: [requirementId] })
  }
  return [...items.values()]
}

export type PlanEvidence = Awaited<ReturnType<typeof listPlanEvidence>>[number]
