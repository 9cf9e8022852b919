import type { CommentAudience, CommentSide } from '#app/policies/discussion.policy.ts'
import type { Transaction } from '#app/server/database.server.ts'

export interface StoredComment {
  id: string
  requirementId: string | null
  authorId: string
  audience: CommentAudience
  body: string
  at: Date
  settledById: string | null
  settledAt: Date | null
}

/** Named at every reading: row-level security knows what somebody may see at all, not from which side they look. */
export type Audiences = readonly CommentAudience[]

const columns = {
  id: true,
  requirementId: true,
  authorId: true,
  audience: true,
  body: true,
  at: true,
  settledById: true,
  settledAt: true,
} as const

/** Oldest first, as they were said. `null`: those about the whole plan; left out: all of them. */
export async function listComments(
  tx: Transaction,
  assessmentId: string,
  audiences: Audiences,
  requirementId?: string | null,
): Promise<StoredComment[]> {
  const rows = await tx.comment.findMany({
    where: {
      assessmentId,
      audience: { in: [...audiences] },
      ...(requirementId === undefined ? {} : { requirementId }),
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return rows.map(asStored)
}

export async function findComment(
  tx: Transaction,
  assessmentId: string,
  id: string,
  audiences: Audiences,
): Promise<StoredComment | null> {
  const where = { id, assessmentId, audience: { in: [...audiences] } }
  const row = await tx.comment.findFirst({ where, select: columns })
  return row && asStored(row)
}

function asStored(row: Omit<StoredComment, 'audience'> & { audience: string }): StoredComment {
  return { ...row, audience: row.audience as CommentAudience }
}

export async function createComment(
  tx: Transaction,
  comment: Pick<StoredComment, 'requirementId' | 'authorId' | 'audience' | 'body' | 'at'> & {
    assessmentId: string
  },
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
export function countOpenComments(
  tx: Transaction,
  assessmentId: string,
  audiences: Audiences,
): Promise<number> {
  return tx.comment.count({ where: { assessmentId, audience: { in: [...audiences] }, settledAt: null } })
}

export interface SaidToBoth {
  id: string
  authorId: string
  side: CommentSide
}

/**
 * As the owner, because neither side knows the people of the other: every comment to both sides with the side that said it.
 * Who wrote for the plan when it was said still did so after leaving.
 */
export function listSaidToBoth(tx: Transaction, assessmentId: string): Promise<SaidToBoth[]> {
  return tx.$queryRaw<SaidToBoth[]>`
    select c.id::text, c.author_id::text as "authorId", case when
        exists (
          select from membership m
          where m.organisation_id = a.organisation_id and m.person_id = c.author_id and (m.until_at is null or m.until_at > c.at)
        )
        or exists (
          select from participation p
          where p.record_id = a.id and p.person_id = c.author_id and p.capacity in ('author', 'contributor', 'commenter')
            and (p.until_at is null or p.until_at > c.at)
        )
      then 'writers' else 'reviewers' end as side
    from comment c join assessment a on a.id = c.assessment_id
    where c.assessment_id = ${assessmentId}::uuid and c.audience = 'both'
    order by c.at, c.id`
}
