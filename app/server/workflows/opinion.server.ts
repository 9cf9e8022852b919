import type { JudgedPoint } from '#app/forms/judge.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import { lockAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSent } from '#app/server/repositories/earlier-submissions.server.ts'
import {
  addOpinion,
  finishAssignment,
  listOpinions,
  type Opinion,
} from '#app/server/repositories/reviewers.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { changedAnswers } from '#app/server/workflows/changed-answers.server.ts'
import { enter } from '#app/server/workflows/review.server.ts'
import { principles, type Principle } from '#content/index.ts'

/** While the first reviewer has it: before, nobody judges, and afterwards it would come too late. */
export const opinionsWelcome = ['submitted', 'in_review']

export interface GivenOpinion {
  judgement: Opinion['judgement']
  reason: string
  points: readonly JudgedPoint[]
}

/**
 * Keeps what a second reviewer finds about one principle. What they look at is a submission: a newer one is news to them, that
 * the first reviewer judged meanwhile is not.
 */
export function giveOpinion(
  actor: Actor,
  id: string,
  principle: Principle,
  { judgement, reason, points }: GivenOpinion,
  seenSubmission: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await opinionOpen(tx, actor, id)
    const submissionNumber = row.submissions[0]?.number ?? 0
    if (submissionNumber !== seenSubmission) throw changedByAnother()
    const said = { assessmentId: id, submissionNumber, principle, personId: actor.id }
    await addOpinion(tx, { ...said, judgement, reason, points, at: now })
  })
}

/** Nothing of an opinion changes afterwards, and the others may read it once the review is over. */
export function finishOpinion(actor: Actor, id: string, seenSubmission: number, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await opinionOpen(tx, actor, id)
    if ((row.submissions[0]?.number ?? 0) !== seenSubmission) throw changedByAnother()
    const standing = await standingOpinions(tx, row, actor.id)
    if (principles.some((principle) => !standing.has(principle))) throw notReady()
    const part = row.facts.assigned.find((one) => one.personId === actor.id && one.part !== 'first')!.part
    await finishAssignment(tx, id, actor.id, now)
    await enter(tx, actor, 'opinion', id, { part, submission: seenSubmission }, now)
  })
}

async function opinionOpen(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await lockAssessment(tx, scopeOf(actor), id)
  if (!mayAct(actor, 'giveOpinion', row.facts)) throw notPermitted()
  if (!opinionsWelcome.includes(row.state)) throw notReady()
  return row
}

/**
 * The newest opinion of one person about each principle that still holds: given of what was sent last, or of answers that have
 * not changed since.
 */
export async function standingOpinions(
  tx: Transaction,
  row: Pick<AssessmentRow, 'id' | 'submissions'>,
  personId: string,
): Promise<Map<Principle, Opinion>> {
  const newest = row.submissions[0]?.number ?? 0
  const mine = (await listOpinions(tx, row.id)).filter((opinion) => opinion.personId === personId)
  const said = new Map(mine.map((opinion) => [opinion.principle, opinion]))
  const older = [...said.values()].filter(({ submissionNumber }) => submissionNumber < newest)
  if (older.length === 0) return said
  const now = (await findSent(tx, row.id, newest))!.content.requirements
  for (const number of new Set(older.map(({ submissionNumber }) => submissionNumber))) {
    const changed = changedAnswers((await findSent(tx, row.id, number))?.content.requirements, now)
    const touched = new Set(now.filter(({ id }) => changed.has(id)).map(({ principle }) => principle))
    for (const opinion of older)
      if (opinion.submissionNumber === number && touched.has(opinion.principle))
        said.delete(opinion.principle)
  }
  return said
}
