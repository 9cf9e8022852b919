import {
  asShown,
  framework,
  principles,
  tierOf,
  type Audience,
  type Principle,
  type TierReason,
} from '#content/index.ts'
import { extentOf, hoursOf } from '#content/tier.ts'
import type { Tier } from '#content/vocabulary.ts'
import type { Locale } from '#content/words.ts'
import { isOnWritingSide, mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import { barredFrom, judgesBlind, mustDeclare, type FourEyesStep } from '#app/policies/review.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { readBySide } from '#app/policies/discussion.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { nobodyMayHear } from '#app/server/queries/appeal-hearers.server.ts'
import { conditionsOf } from '#app/server/queries/conditions.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { countOpenComments } from '#app/server/repositories/comments.server.ts'
import { assignmentsOf } from '#app/server/repositories/assignments.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listDocuments } from '#app/server/repositories/documents.server.ts'
import { findSubmission, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { leastTierOf } from '#app/server/repositories/plan-context.server.ts'
import {
  answersWithoutQuestion,
  changesAsked,
  frameworkHead,
  moreTasks,
  pagesBeside,
  principleTask,
  upgradeOffer,
} from '#app/server/queries/plan-tasks.server.ts'
import { afterDeciding, decisionShown } from '#app/server/queries/decision-shown.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { asksForDescription, unsignedRisks } from '#app/server/workflows/plan-facts.server.ts'
import { lessonsOf } from '#app/server/workflows/lessons.server.ts'
import { passportCounts } from '#app/server/workflows/passport-offer.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { maySignNow } from '#app/server/workflows/signing-turn.server.ts'
import {
  appealOf,
  eventsOpen,
  picture,
  principlesOf,
  principlesToAnswer,
  sentenceKeyOf,
  turnOf,
} from '#machines/processes.ts'

/** The side of the table from which this person looks at the record. */
export type Side = 'author' | 'reviewing_body'

/** The page of one assessment: task list for its author, overview for the body that judges it. */
export async function assessmentPage(actor: Actor, id: string) {
  const page = await readAssessment(actor, id)
  // Said to those who read the appeal.
  const appealRead = page.after.appeals.some(({ state }) => state === 'lodged')
  const nobodyHears = appealRead && (await nobodyMayHear(id))
  return { ...page, after: { ...page.after, nobodyHears: nobodyHears ? page.reviewedBy : null } }
}

function readAssessment(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const reads = (what: Parameters<typeof mayRead>[1]) => mayRead(actor, what, row.facts, row.state)
    if (!reads('progress')) throw notPermitted()
    const side = sideOf(actor, row)
    const permissions = permissionsOf(actor, row)
    const writes = side === 'author' && reads('draft')
    const answers = writes ? await listAnswers(tx, id) : []
    const assigned = new Map(
      (writes ? await assignmentsOf(tx, id) : []).map(({ principle, name }) => [principle, name]),
    )
    const head = frameworkHead(row, actor.locale)
    const structure = framework(row.frameworkId, row.frameworkVersion)
    const audience = row.audience as Audience
    const asked = writes ? row.plan : undefined
    const sent = row.submissions.length > 0
    const submission = sent && reads('submission') ? await findSubmission(tx, id) : null
    const said = sent ? await listRemarks(tx, id) : []
    const remarks = newestRemarks(said)
    const judged = principlesOf(row)
    const blind = judgesBlind(actor, row.facts)
    return {
      ...headOf(row, side),
      barred: barredNow(actor, row),
      reviewedBy: await reviewingBodyName(tx, row),
      now: now(),
      side,
      tasks: principles.map((principle) => {
        const remark = remarks.find((one) => one.principle === principle)
        const toChange = row.state === 'changes_requested' && judged[principle] === 'changes_asked'
        return {
          ...principleTask(row, principle, answers),
          assigned: assigned.get(principle) ?? null,
          // As the remark that gives the reason: with the reviewer until it is sent to the author.
          judgement: reads('remarks') && !blind ? judged[principle] : ('open' as const),
          asked:
            side === 'author' && toChange && remark
              ? { reason: remark.reason, requirementIds: remark.requirementIds }
              : null,
          sent: submission ? countChoices(submission.content.requirements, principle) : null,
        }
      }),
      changes: writes ? changesAsked(row, said, answers, actor.locale) : [],
      counts: planCounts(row, answers),
      lessons: writes ? (await lessonsOf(tx, row)).length : 0,
      unsignedRisks: writes && permissions.answer ? await unsignedRisks(tx, row) : 0,
      described: !asksForDescription(row) || row.plan !== null,
      plan: asksForDescription(row) ? await planShown(tx, row, submission) : null,
      extent: extentOf(structure, audience, writes ? await leastTierOf(tx, row) : 0),
      hours: hoursOf(structure, audience, asked),
      beside: writes ? pagesBeside(actor, row) : [],
      openComments: writes ? await countOpenComments(tx, id, readBySide.writers) : 0,
      passport: writes ? await passportCounts(tx, row, answers) : null,
      more: writes ? await moreTasks(tx, row) : [],
      withoutQuestion: writes ? answersWithoutQuestion(row, answers).length : 0,
      upgrade: writes ? await upgradeOffer(tx, row, actor.locale) : null,
      frameworkTitle: `${head.title}, ${head.versionName}`,
      submission: submission && { number: submission.number, submittedAt: submission.submittedAt },
      decision: decisionShown(actor, row),
      after: await afterDeciding(tx, actor, row, side === 'reviewing_body'),
      conditions: reads('decision') ? await conditionsOf(tx, actor, id) : [],
      documents: reads('full_record') ? await listDocuments(tx, id) : [],
      may: permissions,
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
  return isOnWritingSide(actor, row.facts) ? 'author' : 'reviewing_body'
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
    takeBack: may('takeBack') && row.state === 'submitted',
    withdraw: may('withdraw') && eventsOpen('assessment', row).includes('withdraw'),
    startReview: may('startReview') && row.state === 'submitted',
    judge: may('acceptPrinciple') && row.state === 'in_review',
    decide: may('decide') && row.state === 'awaiting_decision',
    sign: maySignNow(actor, row),
    retryDocuments: may('retryDocuments') && row.state === 'decided' && row.problem !== null,
    readSubmission: mayRead(actor, 'submission', row.facts, row.state),
    declare: mustDeclare(actor, row.facts) && (judging.includes(row.state) || couldDecide(actor, row)),
    giveOpinion: mayAct(actor, 'giveOpinion', declaring(actor, row.facts)) && judging.includes(row.state),
    assign: may('assignReviewers') && judging.includes(row.state),
    discuss: may('discuss') && row.submissions.length > 0,
  }
}

const judging = ['submitted', 'in_review', 'changes_requested']

/** As if they had said that there is no conflict: the page asks for it on the way. */
function declaring(actor: Actor, facts: AssessmentRow['facts']) {
  return { ...facts, declaredIds: [...facts.declaredIds, actor.id] }
}

/** Whether the next step is theirs, once they have said that. */
function couldDecide(actor: Actor, row: AssessmentRow): boolean {
  const action = appealOf(row) === 'lodged' ? 'upholdAppeal' : 'decide'
  return eventsOpen('assessment', row).includes(action) && mayAct(actor, action, declaring(actor, row.facts))
}

/** Whose turn it is may be the turn of the reader's own job, and yet not theirs: the page says why. */
function barredNow(actor: Actor, row: AssessmentRow) {
  const step = stepNow(row)
  return step && barredFrom(actor, step, row.facts)
}

function stepNow(row: AssessmentRow): FourEyesStep | null {
  if (appealOf(row) === 'lodged') return 'upholdAppeal'
  if (row.state === 'submitted' || row.state === 'in_review') return 'acceptPrinciple'
  return row.state === 'awaiting_decision' ? 'decide' : null
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

/** The tier and what put it there: as it is described now, or as it was sent for those who read only that. */
async function planShown(
  tx: Transaction,
  row: AssessmentRow,
  submission: { content: object } | null,
): Promise<{ tier: Tier; reasons: TierReason[] } | null> {
  if (!row.plan) return submission && sentPlan(submission.content)
  const { tier, circumstances } = row.plan
  return { tier, reasons: tierOf(circumstances, await leastTierOf(tx, row)).reasons }
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
