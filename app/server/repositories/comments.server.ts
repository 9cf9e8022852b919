import type { Transaction } from '#app/server/database.server.ts'

export interface StoredComment {
  id: string
  requirementId: string | null
  authorId: string
  body: string
  at: Date
  settledById: string | null
  settledAt: Date | null
}

const columns = {
  id: true,
  requirementId: true,
  authorId: true,
  body: true,
  at: true,
  settledById: true,
  settledAt: true,
} as const

/** Oldest first, as they were said. `null`: those about the whole plan; left out: all of them. */
export function listComments(
  tx: Transaction,
  assessmentId: string,
  requirementId?: string | null,
): Promise<StoredComment[]> {
  return tx.comment.findMany({
    where: requirementId === undefined ? { assessmentId } : { assessmentId, requirementId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: columns,
  })
}

export function findComment(
  tx: Transaction,
  assessmentId: string,
  id: string,
): Promise<StoredComment | null> {
  return tx.comment.findFirst({ where: { id, assessmentId }, select: columns })
}

export async function createComment(
  tx: Transaction,
  comment: Pick<StoredComment, 'requirementId' | 'authorId' | 'body' | 'at'> & { assessmentId: string },
): Promise<string> {
  const { id } = await tx.comment.create({ data: comment, select: { id: true } })
  return id
}

/** Null opens it again. */
export async function settleComment(
  tx: Transaction,
  id: string,
  settled: { byId: string; at: Date } | null,
): Promise<void> {
  await tx.comment.updateMany({
    where: { id },
    data: { settledById: settled?.byId ?? null, settledAt: settled?.at ?? null },
  })
}

/** How many nobody has settled, about the plan and its questions. */
export function countOpenComments(tx: Transaction, assessmentId: string): Promise<number> {
  return tx.comment.count({ where: { assessmentId, settledAt: null } })
}
