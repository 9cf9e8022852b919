import type { Actor } from '#app/policies/actor.ts'
import { maySettleComment, type CommentAudience, type CommentSide } from '#app/policies/discussion.policy.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { reviewingBodyName } from '#app/server/queries/assessment.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listSaidToBoth, type StoredComment } from '#app/server/repositories/comments.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'

/** Comments as they are read inside a transaction; which side said those to both is known only afterwards. */
export interface Heard {
  assessmentId: string
  side: CommentSide
  comments: (StoredComment & { by: string; settledBy: string | null })[]
  bodies: Record<CommentSide, string>
  maySettle: (comment: { authorId: string; side: CommentSide }) => boolean
  mayAnswer: boolean
}

export async function heard(
  tx: Transaction,
  actor: Actor,
  row: AssessmentRow,
  { side, open, comments }: { side: CommentSide; open: boolean; comments: StoredComment[] },
): Promise<Heard> {
  const names = await listNames(
    tx,
    comments.flatMap(({ authorId, settledById }) => [authorId, settledById ?? authorId]),
  )
  return {
    assessmentId: row.id,
    side,
    comments: comments.map((comment) => ({
      ...comment,
      by: names.get(comment.authorId) ?? '',
      settledBy: comment.settledById && (names.get(comment.settledById) ?? ''),
    })),
    bodies: { writers: row.organisation.name, reviewers: await reviewingBodyName(tx, row) },
    maySettle: (comment) => open && maySettleComment(actor, comment, row.facts),
    mayAnswer: open,
  }
}

export interface CommentShown {
  id: string
  requirementId: string | null
  audience: CommentAudience
  body: string
  by: string
  /** For whom they spoke, where that is the other side. */
  from: string | null
  at: Date
  settledBy: string | null
  settledAt: Date | null
  maySettle: boolean
  /** Somebody of the other side waits for it. */
  mayAnswer: boolean
}

/** Outside every transaction. */
export async function shown(said: Heard): Promise<CommentShown[]> {
  const { assessmentId, comments, side, bodies } = said
  const toBoth = comments.some(({ audience }) => audience === 'both')
    ? await asSystem('which side said it', (tx) => listSaidToBoth(tx, assessmentId))
    : []
  const sides = new Map(toBoth.map((one) => [one.id, one.side]))
  return comments.map(({ id, requirementId, authorId, audience, body, by, at, settledBy, settledAt }) => {
    const from = audience === 'both' ? (sides.get(id) ?? 'reviewers') : audience
    return {
      id,
      requirementId,
      audience,
      body,
      by: by || bodies[from],
      from: from === side ? null : bodies[from],
      at,
      settledBy: settledAt && (settledBy || bodies[from]),
      settledAt,
      maySettle: from === side && said.maySettle({ authorId, side: from }),
      mayAnswer: from !== side && settledAt === null && said.mayAnswer,
    }
  })
}
