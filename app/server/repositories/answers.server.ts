import type { Transaction } from '#app/server/database.server.ts'
import { Prisma } from '#prisma/generated/client.ts'

export interface StoredAnswer {
  requirementId: string
  choice: string | null
  text: string
  dueOn: Date | null
  /** What no text holds; see content/answer-value. */
  value: unknown
  /** Taken from the passport, where it was confirmed on this day, and not changed since. */
  passportOn: Date | null
  revision: number
  updatedAt: Date
  updatedById: string
}

const columns = {
  requirementId: true,
  choice: true,
  text: true,
  dueOn: true,
  value: true,
  passportOn: true,
  revision: true,
  updatedAt: true,
  updatedById: true,
} as const

/** The author's drafts; row-level security gives everybody else none. */
export function listAnswers(tx: Transaction, assessmentId: string): Promise<StoredAnswer[]> {
  return tx.answer.findMany({ where: { assessmentId }, select: columns })
}

export function findAnswer(
  tx: Transaction,
  assessmentId: string,
  requirementId: string,
): Promise<StoredAnswer | null> {
  return tx.answer.findUnique({
    where: { assessmentId_requirementId: { assessmentId, requirementId } },
    select: columns,
  })
}

export type WrittenAnswer = Pick<StoredAnswer, 'requirementId' | 'choice' | 'text' | 'dueOn'> &
  Partial<Pick<StoredAnswer, 'value' | 'passportOn'>>

/** False when somebody else saved this answer since `seenRevision` was read (0: nothing was there). */
export async function writeAnswer(
  tx: Transaction,
  assessmentId: string,
  answer: WrittenAnswer,
  seenRevision: number,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { requirementId, value = null, passportOn = null, ...words } = answer
  const written = {
    ...words,
    value: value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue),
    passportOn,
    updatedById: personId,
    updatedAt: now,
  }
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
