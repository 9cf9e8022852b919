import type { Transaction } from '#app/server/database.server.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** What a body said about itself, and when somebody of it last said that it is still true. */
export interface PassportAnswer {
  frameworkId: string
  requirementId: string
  frameworkVersion: number
  choice: string | null
  text: string
  dueOn: Date | null
  value: unknown
  confirmedOn: Date
  confirmedById: string
  revision: number
}

const columns = {
  frameworkId: true,
  requirementId: true,
  frameworkVersion: true,
  choice: true,
  text: true,
  dueOn: true,
  value: true,
  confirmedOn: true,
  confirmedById: true,
  revision: true,
} as const

/** Row-level security gives them to the body itself, and to a body to which the passport is open today. */
export function listPassportAnswers(tx: Transaction, organisationId: string): Promise<PassportAnswer[]> {
  return tx.passportAnswer.findMany({
    where: { organisationId, removedAt: null },
    select: columns,
    orderBy: [{ frameworkId: 'asc' }, { requirementId: 'asc' }],
  })
}

export type Words = Pick<PassportAnswer, 'frameworkVersion' | 'choice' | 'text' | 'dueOn' | 'value'> & {
  sourceId: string
}
export interface Place {
  organisationId: string
  frameworkId: string
  requirementId: string
}

/** False when somebody changed this answer of the passport since `seenRevision` was read (0: there was none, or it was out). */
export async function putInPassport(
  tx: Transaction,
  place: Place,
  words: Words,
  seenRevision: number,
  by: { personId: string; on: Date },
): Promise<boolean> {
  const written = {
    ...words,
    value: words.value === null ? Prisma.DbNull : (words.value as Prisma.InputJsonValue),
    confirmedOn: by.on,
    confirmedById: by.personId,
    removedAt: null,
  }
  if (seenRevision === 0) {
    const added = await tx.passportAnswer.createMany({
      data: [{ ...place, ...written }],
      skipDuplicates: true,
    })
    if (added.count === 1) return true
  }
  const { count } = await tx.passportAnswer.updateMany({
    where: { ...place, ...(seenRevision === 0 ? { removedAt: { not: null } } : held(seenRevision)) },
    data: { ...written, revision: { increment: 1 } },
  })
  return count === 1
}

/** False when somebody changed it since. */
export async function confirmInPassport(
  tx: Transaction,
  place: Place,
  seenRevision: number,
  by: { personId: string; on: Date },
): Promise<boolean> {
  const { count } = await tx.passportAnswer.updateMany({
    where: { ...place, ...held(seenRevision) },
    data: { confirmedOn: by.on, confirmedById: by.personId, revision: { increment: 1 } },
  })
  return count === 1
}

/** False when somebody changed it since. Its row stays: a request deletes nothing. */
export async function takeOutOfPassport(
  tx: Transaction,
  place: Place,
  seenRevision: number,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.passportAnswer.updateMany({
    where: { ...place, ...held(seenRevision) },
    data: { removedAt: now, revision: { increment: 1 } },
  })
  return count === 1
}

function held(seenRevision: number) {
  return { revision: seenRevision, removedAt: null }
}

const evidenceColumns = {
  id: true,
  kind: true,
  title: true,
  url: true,
  page: true,
  assessedBy: true,
  datedOn: true,
  reviewOn: true,
  stillTrueOn: true,
  createdAt: true,
  inPassport: true,
  revision: true,
  file: {
    select: { id: true, name: true, mediaType: true, size: true, sha256: true, cleaned: true, scan: true },
  },
} as const

/** Documents that the body marked as part of its passport. */
export function listPassportEvidence(tx: Transaction, organisationId: string) {
  return tx.evidenceItem.findMany({
    where: { organisationId, inPassport: true, removedAt: null },
    select: evidenceColumns,
    orderBy: { title: 'asc' },
  })
}

/** Where documents of the passport are used for these requirements: by this plan, also where it gave one back, and by the body's others. */
export function listEvidenceUses(
  tx: Transaction,
  { organisationId, id }: { organisationId: string; id: string },
  requirementIds: string[],
) {
  return tx.evidenceUse.findMany({
    where: {
      requirementId: { in: requirementIds },
      OR: [{ assessmentId: id }, { removedAt: null, assessment: { organisationId } }],
      evidence: { organisationId, inPassport: true, removedAt: null },
    },
    select: {
      requirementId: true,
      evidence: { select: { id: true, title: true } },
      assessment: { select: { id: true, frameworkId: true, frameworkVersion: true } },
    },
    orderBy: { evidence: { title: 'asc' } },
  })
}

/** What somebody took off a requirement of this plan stays off. */
export async function useEvidence(
  tx: Transaction,
  assessmentId: string,
  uses: { requirementId: string; evidenceId: string }[],
  personId: string,
  now: Date,
): Promise<void> {
  await tx.evidenceUse.createMany({
    data: uses.map((use) => ({ assessmentId, ...use, addedById: personId, addedAt: now })),
    skipDuplicates: true,
  })
}
