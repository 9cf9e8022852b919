import { canonicalJson } from '#content/index.ts'
import { mayAct, needsStepUp } from '#app/policies/assessment.policy.ts'
import { missingParts } from '#app/policies/review.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { decisionEntryData } from '#app/server/ledger/decision-entry.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import {
  lockAssessment,
  saveAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import {
  countSignatures,
  markDocuments,
  nameReplacement,
  storeDocuments,
  storeSignatures,
  type DrawnDocument,
  type SignedDocument,
} from '#app/server/repositories/documents.server.ts'
import { contentOf, shownIn } from '#app/server/repositories/submitted-content.server.ts'
import { addParticipation, everWrote } from '#app/server/repositories/participations.server.ts'
import {
  addRemark,
  createConditions,
  createDecision,
  createSubmission,
  endAppeal,
  findSubmission,
  lodgeAppeal,
  sayToBoth,
  undoDecision,
  type ConditionTerms,
  type Point,
} from '#app/server/repositories/judgements.server.ts'
import {
  advance,
  isPerson,
  type LedgerData,
  type Mover,
  type Process,
} from '#app/server/workflows/advance.server.ts'
import { sendEvidence } from '#app/server/workflows/evidence-sent.server.ts'
import { beginReview } from '#app/server/repositories/reviewers.server.ts'
import { unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { partnersToAsk } from '#app/server/workflows/partners-to-ask.server.ts'
import { figuresFor } from '#app/server/queries/figures.server.ts'
import { openBeforeSending, unsignedRisks } from '#app/server/workflows/plan-facts.server.ts'
import { jobsFor } from '#app/server/workflows/requests.server.ts'
import { extrasFor } from '#app/server/workflows/submission-extras.server.ts'
import type { AssessmentEvent, Outcome, Principle, SigningCapacity } from '#machines/processes.ts'

/** What a person or a job asks of an assessment. */
export type AssessmentIntent =
  | { type: 'submit' | 'resubmit' }
  | { type: 'takeBack' | 'startReview' | 'requestChanges' | 'withdraw' | 'retryDocuments' }
  | { type: 'completeReview'; hasPartners?: boolean }
  | { type: 'takeBackAppeal' }
  | { type: 'returnToReview'; reason: string }
  | { type: 'acceptPrinciple'; principle: Principle; reason: string; points?: Point[] }
  | {
      type: 'askForChange'
      principle: Principle
      requirementIds: string[]
      reason: string
      points?: Point[]
    }
  | { type: 'askForInformation'; points: Point[]; reason: string }
  | {
      type: 'decide'
      outcome: Outcome
      reason: string
      conditions: ConditionTerms[]
      reasons?: Partial<Record<Principle, string>>
      letter?: string
      letterLocale?: string
    }
  | { type: 'revertDecision' | 'upholdAppeal' | 'dismissAppeal' | 'replaceDocuments'; reason: string }
  | { type: 'lodgeAppeal'; grounds: string }
  | { type: 'supersede'; replacedById: string; reason: string }
  | { type: 'sign'; capacity: SigningCapacity; documents: SignedDocument[] }
  | { type: 'documentsReady'; documents: DrawnDocument[] }
  | { type: 'documentsFailed'; problem: string }

/** Moves one assessment; see advance. */
export async function advanceAssessment(
  mover: Mover,
  id: string,
  intent: AssessmentIntent,
  seenRevision: number | 'newest',
  now: Date,
) {
  const counted =
    intent.type === 'completeReview'
      ? { ...intent, hasPartners: (await partnersToAsk([id])).has(id) }
      : intent
  return advance(assessmentProcess, mover, id, counted, seenRevision, now)
}

const assessmentProcess: Process<'assessment', AssessmentRow, AssessmentIntent> = {
  id: 'assessment',
  lock: lockAssessment,
  permits: (mover, intent, row, now) =>
    mayAct(mover, intent.type, row.facts, intent.type === 'sign' ? intent.capacity : null) &&
    (!needsStepUp(intent.type) || !isPerson(mover) || hasSteppedUp(mover, now)),
  event,
  save: (tx, row, next, intent, now) => saveAssessment(tx, row, next, columnsThatMove(intent, now)),
  settle,
  jobs: (requests, row) => jobsFor(requests, row.id),
}

async function event(
  tx: Transaction,
  row: AssessmentRow,
  intent: AssessmentIntent,
  now: Date,
): Promise<AssessmentEvent> {
  switch (intent.type) {
    case 'submit':
      return {
        type: 'submit',
        ...(await readinessOf(tx, row)),
        tooLate: row.call !== null && row.call.state !== 'open',
      }
    case 'resubmit':
      return { type: 'resubmit', ...(await readinessOf(tx, row)) }
    case 'decide':
      return {
        type: intent.type,
        outcome: intent.outcome,
        conditionCount: intent.conditions.length,
        unacceptedRisks: await unacceptedRisks(tx, row),
      }
    case 'acceptPrinciple':
    case 'askForChange':
      return { type: intent.type, principle: intent.principle }
    case 'completeReview':
      return { type: intent.type, pendingOpinions: pendingOpinions(row, intent.hasPartners ?? false) }
    case 'askForInformation':
      return { type: intent.type, principles: [...(await pointsByPrinciple(tx, row, intent.points)).keys()] }
    case 'revertDecision':
      return {
        type: intent.type,
        signatures: await countSignatures(tx, row.id, row.decision?.decidedAt ?? now),
      }
    case 'lodgeAppeal':
      return { type: intent.type, tooLate: row.decision !== null && now >= appealUntil(row) }
    case 'supersede':
      return { type: intent.type, replacedById: intent.replacedById }
    case 'sign':
      return { type: intent.type, capacity: intent.capacity }
    default:
      return { type: intent.type }
  }
}

function columnsThatMove(intent: AssessmentIntent, now: Date) {
  switch (intent.type) {
    case 'submit':
    case 'resubmit':
      return { submittedAt: now }
    case 'decide':
      return { decidedAt: now, problem: null }
    case 'documentsFailed':
      return { problem: intent.problem }
    case 'documentsReady':
    case 'retryDocuments':
      return { problem: null }
    default:
      return {}
  }
}

async function settle(
  tx: Transaction,
  row: AssessmentRow,
  intent: AssessmentIntent,
  mover: Mover,
  now: Date,
): Promise<LedgerData> {
  const personId = isPerson(mover) ? mover.id : null
  switch (intent.type) {
    case 'submit':
    case 'resubmit':
      return submit(tx, row, personId!, now)
    case 'acceptPrinciple':
    case 'askForChange': {
      const { principle, reason } = intent
      const requirementIds = intent.type === 'askForChange' ? intent.requirementIds : []
      const judgement = intent.type === 'askForChange' ? 'changes_asked' : 'accepted'
      const points = intent.points ?? []
      await addRemark(tx, {
        ...about(row, personId!, now),
        principle,
        judgement,
        requirementIds,
        points,
        reason,
      })
      return { principle, judgement }
    }
    case 'startReview':
      await beginReview(tx, row, personId!, now)
      return {}
    case 'askForInformation': {
      const asked = await pointsByPrinciple(tx, row, intent.points)
      for (const [principle, points] of asked)
        await addRemark(tx, {
          ...about(row, personId!, now),
          principle,
          judgement: 'information_asked',
          requirementIds: points.map(({ requirementId }) => requirementId),
          points,
          reason: intent.reason,
        })
      return { principles: [...asked.keys()].join(' '), requirements: intent.points.length }
    }
    case 'returnToReview':
      await addRemark(tx, {
        ...about(row, personId!, now),
        principle: '',
        judgement: 'returned',
        requirementIds: [],
        reason: intent.reason,
      })
      return {}
    case 'decide': {
      const judged = row.remarks.findLast(({ judgement }) => judgement !== 'information_asked')
      const reviewedById = judged?.reviewerId ?? personId!
      await createDecision(tx, {
        assessmentId: row.id,
        outcome: intent.outcome,
        reason: intent.reason,
        reasons: intent.reasons ?? {},
        letter: intent.letter ?? '',
        letterLocale: intent.letterLocale ?? row.locale,
        decidedById: personId!,
        reviewedById,
        decidedAt: now,
      })
      await createConditions(tx, row.id, intent.conditions, personId!, now)
      return {
        outcome: intent.outcome,
        conditions: intent.conditions.length,
        ...(await decisionEntryData(tx, row.id, now)),
      }
    }
    case 'revertDecision':
      await undoDecision(tx, row.id, undone('reverted', personId!, now, intent.reason))
      // Nobody has signed them, and nobody will.
      await markDocuments(tx, row.id, 'no_longer_in_force', now)
      return {}
    case 'lodgeAppeal':
      await lodgeAppeal(tx, {
        assessmentId: row.id,
        grounds: intent.grounds,
        lodgedById: personId!,
        lodgedAt: now,
      })
      return {}
    case 'takeBackAppeal':
      await endAppeal(tx, row.id, { state: 'taken_back' })
      return {}
    case 'dismissAppeal':
    case 'upholdAppeal': {
      const state = intent.type === 'upholdAppeal' ? 'upheld' : 'dismissed'
      await endAppeal(tx, row.id, { state, heardById: personId!, reason: intent.reason, heardAt: now })
      if (state === 'upheld') {
        await undoDecision(tx, row.id, undone('appealed', personId!, now, intent.reason))
        await markDocuments(tx, row.id, 'no_longer_in_force', firstOfNextMonth(now))
      }
      return {}
    }
    case 'replaceDocuments':
      // Only what was issued by mistake is marked at once.
      await markDocuments(tx, row.id, 'no_longer_in_force', now)
      await sayToBoth(tx, { ...saidBy(row, personId!, now), body: intent.reason })
      return { reason: sha256(intent.reason).toString('hex') }
    case 'supersede':
      await markDocuments(tx, row.id, 'replaced', firstOfNextMonth(now))
      await nameReplacement(tx, row.id, intent.replacedById)
      await sayToBoth(tx, { ...saidBy(row, personId!, now), body: intent.reason })
      return { replacedBy: intent.replacedById, reason: sha256(intent.reason).toString('hex') }
    case 'documentsReady':
      await storeDocuments(tx, row, intent.documents, now)
      return hashesOf(intent.documents)
    case 'sign':
      await storeSignatures(tx, intent.documents)
      return { capacity: intent.capacity, ...hashesOf(intent.documents) }
    case 'documentsFailed':
      return { problem: intent.problem }
    case 'withdraw':
      if (row.state === 'signed') await markDocuments(tx, row.id, 'no_longer_in_force', firstOfNextMonth(now))
      return {}
    default:
      return {}
  }
}

function about(row: AssessmentRow, reviewerId: string, at: Date) {
  return { assessmentId: row.id, submissionNumber: row.submissions[0]?.number ?? 0, reviewerId, at }
}

function saidBy(row: AssessmentRow, authorId: string, at: Date) {
  return { assessmentId: row.id, authorId, at }
}

function undone(kind: 'reverted' | 'appealed', undoneById: string, undoneAt: Date, undoneBecause: string) {
  return { kind, undoneById, undoneAt, undoneBecause }
}

/** Until when whoever was refused or bound may ask that somebody else looks again. */
export function appealUntil({ decision, call }: Pick<AssessmentRow, 'decision' | 'call'>): Date {
  return new Date(lastAppealDay(decision!.decidedAt, call).getTime() + 24 * 60 * 60 * 1000)
}

/** An appeal is open through the whole of this day, in universal time. Without a call, as many days as a call has first. */
export function lastAppealDay(decidedAt: Date, call: { appealDays: number } | null): Date {
  const days = call?.appealDays ?? 28
  return new Date(
    Date.UTC(decidedAt.getUTCFullYear(), decidedAt.getUTCMonth(), decidedAt.getUTCDate() + days),
  )
}

/** Those who were asked to judge beside the first reviewer and have not finished, and those who still have to be asked. */
function pendingOpinions(row: AssessmentRow, hasPartners: boolean): number {
  const unfinished = row.facts.assigned.filter(({ part, done }) => part !== 'first' && !done)
  return unfinished.length + missingParts({ ...row, ...row.facts }, hasPartners).length
}

/** What is asked, under the principle it belongs to; a list belongs to accountability. */
async function pointsByPrinciple(tx: Transaction, row: AssessmentRow, points: readonly Point[]) {
  const submission = await findSubmission(tx, row.id)
  const principleOf = new Map(submission?.content.requirements.map(({ id, principle }) => [id, principle]))
  const asked = new Map<Principle, Point[]>()
  for (const point of points) {
    const list = point.requirementId.startsWith('list:')
    const principle = list ? 'accountability' : principleOf.get(point.requirementId)
    if (principle) asked.set(principle, [...(asked.get(principle) ?? []), point])
  }
  return asked
}

/** Changes of status are published on the first of a month, so that the day of a change points at nobody. */
function firstOfNextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
}

/** Stores the questions and answers as shown and lets the reviewing body in. */
async function submit(tx: Transaction, row: AssessmentRow, personId: string, now: Date): Promise<LedgerData> {
  const answers = await listAnswers(tx, row.id)
  const figures = await figuresFor(tx, row, shownIn(row).requirements)
  const { evidence, ...extras } = await extrasFor(tx, row)
  const content = { ...contentOf(row, answers, figures), ...extras, ...(evidence ? { evidence } : {}) }
  const contentHash = sha256(canonicalJson(content))
  const number = (row.submissions[0]?.number ?? 0) + 1
  await createSubmission(tx, {
    assessmentId: row.id,
    number,
    locale: row.locale,
    content,
    contentHash,
    submittedById: personId,
    writtenByIds: await everWrote(tx, row.id),
    submittedAt: now,
  })
  await sendEvidence(tx, row.id, number, evidence ?? [])
  await addParticipation(tx, row.id, row.reviewingBodyId, 'reviewing_body')
  return { submission: number, content: contentHash.toString('hex') }
}

/** What keeps it from being sent. */
async function readinessOf(tx: Transaction, row: AssessmentRow) {
  return {
    unanswered: openBeforeSending(row, await listAnswers(tx, row.id)),
    unsignedRisks: await unsignedRisks(tx, row),
  }
}

function hashesOf(documents: { kind: string; sha256: Buffer }[]): LedgerData {
  return Object.fromEntries(documents.map(({ kind, sha256 }) => [kind, sha256.toString('hex')]))
}
