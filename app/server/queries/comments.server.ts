import type { Actor } from '#app/policies/actor.ts'
import { mayAct, maySettle } from '#app/policies/assessment.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { planReadBy } from '#app/server/queries/contributors.server.ts'
import { shownFor } from '#app/server/queries/assessment.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listComments, type StoredComment } from '#app/server/repositories/comments.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { isWrittenStill } from '#app/server/workflows/comments.server.ts'

/** The comments about one question, or (null) about the whole plan, for the panel on a page. */
export function commentsOn(actor: Actor, assessmentId: string, requirementId: string | null) {
  return withScope(actor.id, async (tx) => {
    const row = await planReadBy(tx, actor, assessmentId)
    return commentsIn(tx, actor, row, requirementId)
  })
}

/** As commentsOn, inside a transaction in which the plan is known and may be read. */
export async function commentsIn(
  tx: Transaction,
  actor: Actor,
  row: AssessmentRow,
  requirementId: string | null,
) {
  return {
    assessmentId: row.id,
    requirementId,
    mayComment: mayAct(actor, 'comment', row.facts) && isWrittenStill(row),
    comments: await shown(tx, actor, row, await listComments(tx, row.id, requirementId)),
  }
}

/** Everything that was said, open first; under which question, with its words. */
export function commentsPage(actor: Actor, assessmentId: string, about: string | null) {
  return withScope(actor.id, async (tx) => {
    const row = await planReadBy(tx, actor, assessmentId)
    const questions = new Map(shownFor(row, actor.locale).map(({ id, question }) => [id, question]))
    const all = await shown(tx, actor, row, await listComments(tx, assessmentId))
    const named = all.map((comment) => ({
      ...comment,
      question: comment.requirementId && (questions.get(comment.requirementId) ?? null),
    }))
    return {
      assessmentId,
      title: row.title,
      /** The question that the form on the page is about; null: the whole plan. */
      about: about !== null && questions.has(about) ? { id: about, question: questions.get(about)! } : null,
      open: named.filter(({ settledAt }) => settledAt === null),
      settled: named.filter(({ settledAt }) => settledAt !== null),
      mayComment: mayAct(actor, 'comment', row.facts) && isWrittenStill(row),
    }
  })
}

async function shown(tx: Transaction, actor: Actor, row: AssessmentRow, comments: StoredComment[]) {
  const names = await listNames(
    tx,
    comments.flatMap(({ authorId, settledById }) => [authorId, settledById ?? authorId]),
  )
  const open = isWrittenStill(row)
  return comments.map(({ id, requirementId, authorId, body, at, settledById, settledAt }) => ({
    id,
    requirementId,
    body,
    by: names.get(authorId) ?? '',
    at,
    settledBy: settledById && (names.get(settledById) ?? ''),
    settledAt,
    maySettle: open && maySettle(actor, authorId, row.facts),
  }))
}

export type CommentShown = Awaited<ReturnType<typeof shown>>[number]
