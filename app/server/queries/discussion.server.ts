import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide } from '#app/policies/assessment.policy.ts'
import { mayDiscuss, readBySide } from '#app/policies/discussion.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { reviewingBodyName } from '#app/server/queries/assessment.server.ts'
import { heard, shown } from '#app/server/queries/comments-shown.server.ts'
import { sorted } from '#app/server/queries/comments.server.ts'
import {
  findAssessment,
  getAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import { listComments } from '#app/server/repositories/comments.server.ts'
import { findSubmission } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { isWithReviewers } from '#app/server/workflows/comments.server.ts'

/** What those who judge say to each other and to the author's side, about a question or the whole plan. */
export async function discussionPage(actor: Actor, id: string, asked: string | null) {
  const { page, panel, questions } = await withScope(actor.id, async (tx) => {
    const row = await discussedBy(tx, actor, id)
    const sent = (await findSubmission(tx, id))?.content.requirements ?? []
    const about = sent.find((one) => one.id === asked)
    const open = isWithReviewers(row)
    const comments = await listComments(tx, id, readBySide.reviewers)
    return {
      questions: new Map(sent.map((one) => [one.id, one.question])),
      panel: await heard(tx, actor, row, { side: 'reviewers', open, comments }),
      page: {
        assessmentId: id,
        title: row.title,
        organisationName: row.organisation.name,
        /** Questions stand as they were sent. */
        locale: row.locale,
        about: about ? { id: about.id, question: about.question } : null,
        mayComment: open,
        /** Taken back by its author: it may come again. */
        takenBack: row.state === 'draft',
        body: await reviewingBodyName(tx, row),
        audiences: [...readBySide.reviewers],
      },
    }
  })
  return { ...page, ...sorted(await shown(panel), questions) }
}

/** The record, for whoever may discuss it: to the author's side, and before it was ever sent, there is no such page. */
export async function discussedBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (isOnWritingSide(actor, row.facts) || row.submissions.length === 0) throw notFound()
  if (!mayDiscuss(actor, row.facts)) throw notPermitted()
  return row
}

/** Whoever reads the same comments on another page: a notice leads both sides here. */
export function writes(actor: Actor, id: string): Promise<boolean> {
  return withScope(actor.id, async (tx) => {
    const row = await findAssessment(tx, scopeOf(actor), id)
    return row !== null && isOnWritingSide(actor, row.facts)
  })
}
