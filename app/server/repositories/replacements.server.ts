import type { Transaction } from '#app/server/database.server.ts'
import type { Scope } from '#app/server/scope.server.ts'

const longest = 200

/** Signed plans of the same body that could stand in the place of this one. */
export function listReplacements(
  tx: Transaction,
  scope: Scope,
  { id, organisationId, reviewingBodyId }: { id: string; organisationId: string; reviewingBodyId: string },
) {
  return tx.assessment.findMany({
    where: {
      record: scope.records,
      id: { not: id },
      state: 'signed',
      organisationId,
      reviewingBodyId,
      decision: { standing: true, outcome: { not: 'declined' } },
    },
    orderBy: [{ decidedAt: 'desc' }, { title: 'asc' }],
    take: longest,
    select: { id: true, title: true, decidedAt: true },
  })
}
