import type { Transaction } from '#app/server/database.server.ts'

export interface StoredAnswer {
  requirementId: string
  choice: string | null
  text: string
  dueOn: Date | null
  revision: number
  updatedAt: Date
  updatedById: string
}

const columns = {
  requirementId: true,
  choice: true,
  text: true,
  dueOn: true,
  revision: true,
  updatedAt: true,
  updatedById: true,
} as const

/** The author's drafts; row-level security gives everybody else none. */
export function listAnswers(tx: Transaction, assessmentId: string): Promise<StoredAnswer[]> {
  return tx.answer.findMany({ where: { assessmentId }, select: columns })
}

export function findAnswer(tx: Transaction, assessmentId: string, requirementId: string) {
  return tx.answer.findUnique({
    where: { assessmentId_requirementId: { assessmentId, requirementId } },
    select: columns,
  })
}

/** False when somebody else saved this answer since `seenRevision` was read (0: nothing was there). */
export async function writeAnswer(
  tx: Transaction,
  assessmentId: string,
  answer: Pick<StoredAnswer, 'requirementId' | 'choice' | 'text' | 'dueOn'>,
  seenRevision: number,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { requirementId, ...words } = answer
  const written = { ...words, updatedById: personId, updatedAt: now }
  if (seenRevision > 0) {
    const { count } = await tx.answer.updateMany({
      where: { assessmentId, requirementId, revision: seenRevision },
      data: { ...written, revision: { increment: 1 } },
    })
    return count === 1
  }
  const { count } = await tx.answer.createMany({
    data: [{ assessmentId, requirementId, ...written, revision: 1 }],
    skipDuplicates: true,
  })
  return count === 1
}
