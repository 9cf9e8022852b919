import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { readBySide, type CommentAudience } from '#app/policies/discussion.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { heard, shown, type Heard } from '#app/server/queries/comments-shown.server.ts'
import { planReadBy } from '#app/server/queries/contributors.server.ts'
import { reviewingBodyName, shownFor } from '#app/server/queries/assessment.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listComments } from '#app/server/repositories/comments.server.ts'
import { isWithReviewers, isWrittenStill } from '#app/server/workflows/comments.server.ts'

/** What the panel on a page knows inside the transaction of that page. */
export interface CommentsHeard {
  said: Heard
  requirementId: string | null
  mayComment: boolean
  body: string
  /** Who may be written to, the narrowest first. */
  audiences: CommentAudience[]
}

/** The comments about one question, or (null) about the whole plan, where the plan is known and may be read. */
export async function commentsIn(
  tx: Transaction,
  actor: Actor,
  row: AssessmentRow,
  requirementId: string | null,
): Promise<CommentsHeard> {
  const open = isWrittenStill(row)
  const comments = await listComments(tx, row.id, readBySide.writers, requirementId)
  return {
    said: await heard(tx, actor, row, { side: 'writers', open, comments }),
    requirementId,
    mayComment: mayAct(actor, 'comment', row.facts) && open,
    body: await reviewingBodyName(tx, row),
    audiences: audiencesOf(row),
  }
}

/** The same for the page, once its transaction is over. */
export async function panelOf({ said, ...panel }: CommentsHeard) {
  return { ...panel, assessmentId: said.assessmentId, comments: await shown(said) }
}

/** Everything that was said, open first; under which question, with its words. */
export async function commentsPage(actor: Actor, assessmentId: string, about: string | null) {
  const { page, panel, questions } = await withScope(actor.id, async (tx) => {
    const row = await planReadBy(tx, actor, assessmentId)
    const questions = new Map(shownFor(row, actor.locale).map(({ id, question }) => [id, question]))
    const open = isWrittenStill(row)
    const comments = await listComments(tx, assessmentId, readBySide.writers)
    return {
      questions,
      panel: await heard(tx, actor, row, { side: 'writers', open, comments }),
      page: {
        assessmentId,
        title: row.title,
        /** The question that the form on the page is about; null: the whole plan. */
        about: about !== null && questions.has(about) ? { id: about, question: questions.get(about)! } : null,
        mayComment: mayAct(actor, 'comment', row.facts) && open,
        body: await reviewingBodyName(tx, row),
        audiences: audiencesOf(row),
      },
    }
  })
  return { ...page, ...sorted(await shown(panel), questions) }
}

/** Open ones first, each with the words of its question. */
export function sorted(comments: Awaited<ReturnType<typeof shown>>, questions: ReadonlyMap<string, string>) {
  const named = comments.map((comment) => ({
    ...comment,
    question: comment.requirementId && (questions.get(comment.requirementId) ?? null),
  }))
  return {
    open: named.filter(({ settledAt }) => settledAt === null),
    settled: named.filter(({ settledAt }) => settledAt !== null),
  }
}

function audiencesOf(row: AssessmentRow): CommentAudience[] {
  return isWithReviewers(row) ? [...readBySide.writers] : ['writers']
}
