import { asShown, principles, type Audience, type Principle } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listDocuments } from '#app/server/repositories/documents.server.ts'
import { findSubmission, listConditions, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { maySignNow } from '#app/server/workflows/signing-turn.server.ts'
import {
  eventsOpen,
  picture,
  principlesOf,
  principlesToAnswer,
  sentenceKeyOf,
  turnOf,
  type Outcome,
} from '#machines/processes.ts'

/** The side of the table from which this person looks at the record. */
export type Side = 'author' | 'reviewing_body'

/** The page of one assessment: task list for its author, overview for the body that judges it. */
export function assessmentPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const reads = (what: Parameters<typeof mayRead>[1]) => mayRead(actor, what, row.facts, row.state)
    if (!reads('progress')) throw notPermitted()
    const side = sideOf(actor, row)
    const shown = asShown(
      row.frameworkId,
      row.frameworkVersion,
      row.audience as Audience,
      actor.locale,
      row.plan,
    )
    const answers = side === 'author' && reads('draft') ? await listAnswers(tx, id) : []
    const sent = row.submissions.length > 0
    const submission = sent && reads('submission') ? await findSubmission(tx, id) : null
    const remarks = sent ? newestRemarks(await listRemarks(tx, id)) : []
    const judged = principlesOf(row)
    return {
      ...headOf(row, side),
      reviewedBy: await reviewingBodyName(tx, row),
      now: now(),
      side,
      tasks: principles.map((principle) => {
        const remark = remarks.find((one) => one.principle === principle)
        const asked = row.state === 'changes_requested' && judged[principle] === 'changes_asked'
        return {
          ...taskOf(shown.requirements, principle, answers),
          // As the remark that gives the reason: with the reviewer until it is sent to the author.
          judgement: reads('remarks') ? judged[principle] : ('open' as const),
          asked:
            side === 'author' && asked && remark
              ? { reason: remark.reason, requirementIds: remark.requirementIds }
              : null,
          sent: submission ? countChoices(submission.content.requirements, principle) : null,
        }
      }),
      answered: answers.length,
      of: shown.requirements.length,
      hours: shown.framework.hours,
      frameworkTitle: `${shown.framework.title}, ${shown.framework.versionName}`,
      submission: submission && { number: submission.number, submittedAt: submission.submittedAt },
      decision:
        row.decision && reads('decision')
          ? {
              outcome: row.decision.outcome as Outcome,
              reason: row.decision.reason,
              decidedAt: row.decision.decidedAt,
            }
          : null,
      conditions: reads('decision') ? await listConditions(tx, id) : [],
      documents: reads('full_record') ? await listDocuments(tx, id) : [],
      may: permissionsOf(actor, row),
      lastSavedAt: latest(answers),
    }
  })
}

export function headOf(row: AssessmentRow, side: Side) {
  return {
    id: row.id,
    title: row.title,
    audience: row.audience as 'funder' | 'project',
    country: row.country,
    locale: row.locale as Locale,
    organisationName: row.organisation.name,
    programmeTitle: row.call?.programme.title ?? null,
    call: row.call && {
      id: row.call.id,
      title: row.call.title,
      closesOn: row.call.closesOn,
      by: row.call.organisation.name,
    },
    framework: `${row.frameworkId}, ${row.frameworkVersion}`,
    state: row.state,
    revision: row.revision,
    problem: row.problem,
    sentenceKey: sentenceKeyOf('assessment', row, side),
    steps: picture('assessment', row, side),
    turn: turnOf(row),
  }
}

export function sideOf(actor: Actor, row: AssessmentRow): Side {
  const mine = new Set(actor.memberships.map(({ organisationId }) => organisationId))
  return mine.has(row.organisationId) ? 'author' : 'reviewing_body'
}

export function shownFor(row: AssessmentRow, locale: string) {
  return asShown(row.frameworkId, row.frameworkVersion, row.audience as Audience, locale as Locale, row.plan)
    .requirements
}

export function permissionsOf(actor: Actor, row: AssessmentRow) {
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, row.facts)
  return {
    answer: may('answer') && principlesToAnswer(row).length > 0,
    submit: may('submit') && row.state === 'draft',
    resubmit: may('resubmit') && row.state === 'changes_requested',
    withdraw: may('withdraw') && eventsOpen('assessment', row).includes('withdraw'),
    startReview: may('startReview') && row.state === 'submitted',
    judge: may('acceptPrinciple') && row.state === 'in_review',
    decide: may('decide') && row.state === 'awaiting_decision',
    sign: maySignNow(actor, row),
    retryDocuments: may('retryDocuments') && row.state === 'decided' && row.problem !== null,
    readSubmission: mayRead(actor, 'submission', row.facts, row.state),
  }
}

export type Remark = Awaited<ReturnType<typeof listRemarks>>[number]

/** What was said last about each principle. */
export function newestRemarks(remarks: Remark[]): Remark[] {
  return [...new Map(remarks.map((remark) => [remark.principle, remark])).values()]
}

/** A draft is its author's alone. To the body that reviews, these pages do not exist. */
export function refuseOtherReaders(actor: Actor, row: AssessmentRow): void {
  if (sideOf(actor, row) !== 'author') throw notFound()
  if (!mayRead(actor, 'draft', row.facts, row.state)) throw notPermitted()
}

function taskOf(
  asked: { id: string; principle: Principle }[],
  principle: Principle,
  answers: StoredAnswer[],
) {
  const answered = new Set(answers.map(({ requirementId }) => requirementId))
  const questions = asked.filter((question) => question.principle === principle)
  const first = questions.find(({ id }) => !answered.has(id)) ?? questions[0]
  return {
    principle,
    of: questions.length,
    answered: questions.filter(({ id }) => answered.has(id)).length,
    firstOpen: first?.id ?? null,
  }
}

function countChoices(answers: { principle: string; choice: string | null }[], principle: Principle) {
  const counts = { yes: 0, partly: 0, no: 0, not_applicable: 0, open: 0 }
  for (const answer of answers) {
    if (answer.principle === principle) counts[(answer.choice ?? 'open') as keyof typeof counts] += 1
  }
  return counts
}

/** Who reads it once it is sent, also before they take part. */
export async function reviewingBodyName(
  tx: Transaction,
  { reviewingBodyId, call }: AssessmentRow,
): Promise<string> {
  if (call?.organisation.id === reviewingBodyId) return call.organisation.name
  const body = await tx.organisation.findUnique({ where: { id: reviewingBodyId }, select: { name: true } })
  return body?.name ?? ''
}

export async function nameOf(tx: Transaction, personId: string, actor: Actor): Promise<string> {
  if (personId === actor.id) return actor.name
  return (await tx.person.findUnique({ where: { id: personId }, select: { name: true } }))?.name ?? ''
}

function latest(answers: StoredAnswer[]): Date | null {
  return answers.reduce<Date | null>(
    (newest, { updatedAt }) => (!newest || updatedAt > newest ? updatedAt : newest),
    null,
  )
}
