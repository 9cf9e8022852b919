import type { Role } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { Payload } from '#app/server/jobs/names.server.ts'

/** Whom a notification is for: ids of people, each once. Nobody, when the assessment is gone. */
export async function recipientsOf(
  tx: Transaction,
  { notice, assessmentId, capacity }: Payload<'notify'>,
): Promise<string[]> {
  const assessment = await tx.assessment.findUnique({ where: { id: assessmentId }, select: parties })
  if (!assessment) return []
  const { organisationId, reviewingBodyId, createdById, decision } = assessment
  const inReviewingBody = (...roles: Role[]) => holders(tx, reviewingBodyId, roles)

  switch (notice) {
    case 'submitted':
      return inReviewingBody('reviewer')
    case 'awaitingDecision':
      return inReviewingBody('approver')
    case 'documentsFailed':
      return inReviewingBody('approver', 'administrator')
    case 'changesRequested':
    case 'decided':
    case 'signed':
      return authors()
    case 'yourSignature':
      if (capacity === 'reviewer') return decision ? [decision.reviewedById] : inReviewingBody('reviewer')
      if (capacity === 'approver') return decision ? [decision.decidedById] : inReviewingBody('approver')
      return authors()
  }

  /** Whoever wrote it, while they still belong to the organisation that answers; otherwise those who answer for it now. */
  async function authors(): Promise<string[]> {
    const present = await tx.membership.count({
      where: { personId: createdById, organisationId, untilAt: null },
    })
    return present > 0
      ? [createdById]
      : holders(tx, organisationId, ['principal_investigator', 'safeguarding_lead'])
  }
}

const parties = {
  organisationId: true,
  reviewingBodyId: true,
  createdById: true,
  decision: { select: { reviewedById: true, decidedById: true } },
} as const

async function holders(tx: Transaction, organisationId: string, roles: Role[]): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: { organisationId, role: { in: roles }, untilAt: null, person: { closedAt: null } },
    distinct: ['personId'],
    orderBy: { personId: 'asc' },
    select: { personId: true },
  })
  return rows.map(({ personId }) => personId)
}
