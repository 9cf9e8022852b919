import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide, mayAct, maySettle } from '#app/policies/assessment.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { createComment, findComment, settleComment } from '#app/server/repositories/comments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import { is, type Stored } from '#machines/processes.ts'

/** A comment stays with the plan and goes nowhere else: neither to the body that reviews nor into a document. */
export function addComment(
  actor: Actor,
  id: string,
  { requirementId, body }: { requirementId: string | null; body: string },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await commentedBy(tx, actor, id)
    if (requirementId !== null && !requirementOf(row, requirementId)) throw notFound()
    await createComment(tx, { assessmentId: id, requirementId, authorId: actor.id, body, at: now })
  })
}

export function settle(
  actor: Actor,
  id: string,
  commentId: string,
  settled: boolean,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await commentedBy(tx, actor, id)
    const comment = await findComment(tx, id, commentId)
    if (!comment) throw notFound()
    if (!maySettle(actor, comment.authorId, row.facts)) throw notPermitted()
    // Settled twice keeps the first name.
    if (settled !== (comment.settledAt !== null))
      await settleComment(tx, commentId, settled ? { byId: actor.id, at: now } : null)
  })
}

async function commentedBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!isOnWritingSide(actor, row.facts)) throw notFound()
  if (!mayAct(actor, 'comment', row.facts)) throw notPermitted()
  if (!isWrittenStill(row)) throw notReady()
  return row
}

/** Until it is signed, replaced or withdrawn: from then on everything about it is for reading. */
export function isWrittenStill(row: Stored): boolean {
  return !is('assessment', row, 'inForce') && !is('assessment', row, 'over')
}
