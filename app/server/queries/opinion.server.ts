import type { Actor } from '#app/policies/actor.ts'
import { mayAct, mayRead, type ReviewPart } from '#app/policies/assessment.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf } from '#app/server/queries/assessment.server.ts'
import { knownPrinciple, sentPrinciple } from '#app/server/queries/judge.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission, listRemarks, type Point } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { listOpinions } from '#app/server/repositories/reviewers.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { opinionsWelcome, standingOpinions } from '#app/server/workflows/opinion.server.ts'
import { pointsOf } from '#app/server/queries/judge.server.ts'
import { principles, type Principle } from '#content/index.ts'

/** What whoever judges beside the first reviewer has found so far. Nothing of what others found is on these pages. */
export function opinionPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission, part, done } = await forOpinion(tx, actor, id)
    const standing = await standingOpinions(tx, row, actor.id)
    const { requirements } = submission.content
    return {
      ...headFor(row),
      part,
      done,
      submission: { number: submission.number, submittedAt: submission.submittedAt },
      principles: principles.map((principle) => ({
        principle,
        answers: requirements.filter((answer) => answer.principle === principle).length,
        judgement: standing.get(principle)?.judgement ?? ('open' as const),
      })),
      mayGive: mayGive(actor, row),
    }
  })
}

export function opinionOf(actor: Actor, id: string, asked: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission, done } = await forOpinion(tx, actor, id)
    const principle = knownPrinciple(asked)
    const given = (await standingOpinions(tx, row, actor.id)).get(principle)
    return {
      ...headFor(row),
      ...(await sentPrinciple(tx, row, submission, principle, actor)),
      done,
      judgement: given?.judgement ?? ('open' as const),
      standing: given ? { ...given, points: [...given.points], by: actor.name } : null,
      next: principles[principles.indexOf(principle) + 1] ?? null,
      mayGive: mayGive(actor, row),
    }
  })
}

/** Without how far the others are: that would say what they found. */
function headFor(row: AssessmentRow) {
  const { id, title, country, locale, organisationName, audience } = headOf(row, 'reviewing_body')
  return { id, title, country, locale, organisationName, audience, state: row.state }
}

function mayGive(actor: Actor, row: AssessmentRow): boolean {
  return mayAct(actor, 'giveOpinion', row.facts) && opinionsWelcome.includes(row.state)
}

async function forOpinion(tx: Transaction, actor: Actor, id: string) {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!mayRead(actor, 'submission', row.facts, row.state)) throw notPermitted()
  const mine = row.facts.assigned.find(({ personId, part }) => personId === actor.id && part !== 'first')
  if (!mine) throw notFound()
  const submission = await findSubmission(tx, id)
  if (!submission) throw notFound()
  return { row, submission, part: mine.part, done: mine.done }
}

export interface Judged {
  judgement: 'open' | 'accepted' | 'changes_asked'
  reason: string
  points: Point[]
  at: Date | null
}
export interface OpinionsOn {
  principle: Principle
  first: Judged & { by: string }
  others: (Judged & { by: string; part: ReviewPart; submissionNumber: number | null })[]
}

/**
 * Both judgements of each principle, side by side, for whoever decides. Empty where nobody judged beside the first reviewer, or
 * while the review is not over: then the database shows nobody but their own.
 */
export async function opinionsOf(tx: Transaction, row: AssessmentRow): Promise<OpinionsOn[]> {
  const others = row.facts.assigned.filter(({ part }) => part !== 'first')
  if (others.length === 0 || !isOver(row.state)) return []
  const opinions = await listOpinions(tx, row.id)
  const remarks = await listRemarks(tx, row.id)
  const names = await listNames(tx, [
    ...others.map(({ personId }) => personId),
    ...remarks.map(({ reviewerId }) => reviewerId),
  ])
  const nobody = { judgement: 'open' as const, reason: '', points: [], at: null }
  return principles.map((principle) => {
    const first = remarks.findLast(
      (one) => one.principle === principle && ['accepted', 'changes_asked'].includes(one.judgement),
    )
    return {
      principle,
      first: first
        ? {
            judgement: first.judgement as 'accepted' | 'changes_asked',
            reason: first.reason,
            points: pointsOf(first),
            at: first.at,
            by: names.get(first.reviewerId) ?? '',
          }
        : { ...nobody, by: '' },
      others: others.map(({ personId, part }) => {
        const said = opinions.findLast((one) => one.principle === principle && one.personId === personId)
        const by = names.get(personId) ?? ''
        return said
          ? { ...said, points: [...said.points], by, part }
          : { ...nobody, by, part, submissionNumber: null }
      }),
    }
  })
}

function isOver(state: string): boolean {
  return !['draft', 'submitted', 'in_review', 'changes_requested'].includes(state)
}
