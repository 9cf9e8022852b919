import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notReady } from '#app/server/errors.server.ts'
import { discussedBy } from '#app/server/queries/discussion.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission } from '#app/server/repositories/judgements.server.ts'
import { isWithReviewers, say, settleAs, type Said } from '#app/server/workflows/comments.server.ts'

/** Something said among those who judge, or to both sides. */
export function discuss(
  actor: Actor,
  id: string,
  said: Said<'reviewers' | 'both'>,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await discussedStill(tx, actor, id)
    if (said.requirementId !== null && !(await wasAsked(tx, id, said.requirementId))) throw notFound()
    await say(tx, actor, id, said, 'reviewers', now)
  })
}

export async function settleDiscussed(
  actor: Actor,
  id: string,
  commentId: string,
  settled: boolean,
  now: Date,
): Promise<void> {
  await settleAs(actor, id, { commentId, settled, side: 'reviewers', now }, discussedStill)
}

async function discussedStill(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await discussedBy(tx, actor, id)
  if (!isWithReviewers(row)) throw notReady()
  return row
}

async function wasAsked(tx: Transaction, id: string, requirementId: string): Promise<boolean> {
  const sent = await findSubmission(tx, id)
  return sent?.content.requirements.some((asked) => asked.id === requirementId) ?? false
}
