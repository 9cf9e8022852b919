import { canonicalJson } from '#content/index.ts'
import { mayAct, needsStepUp } from '#app/policies/assessment.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import {
  lockAssessment,
  saveAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import {
  markDocuments,
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
  type ConditionTerms,
} from '#app/server/repositories/judgements.server.ts'
import {
  advance,
  isPerson,
  type LedgerData,
  type Mover,
  type Process,
} from '#app/server/workflows/advance.server.ts'
import { sendEvidence } from '#app/server/workflows/evidence-sent.server.ts'
import { unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { figuresFor } from '#app/server/queries/figures.server.ts'
import { openBeforeSending, unsignedRisks } from '#app/server/workflows/plan-facts.server.ts'
import { jobsFor } from '#app/server/workflows/requests.server.ts'
import { extrasFor } from '#app/server/workflows/submission-extras.server.ts'
import type { AssessmentEvent, Outcome, Principle, SigningCapacity } from '#machines/processes.ts'

/** What a person or a job asks of an assessment. */
export type AssessmentIntent =
  | { type: 'submit' | 'resubmit' }
  | { type: 'takeBack' | 'startReview' | 'requestChanges' | 'completeReview' | 'withdraw' | 'retryDocuments' }
  | { type: 'returnToReview'; reason: string }
  | { type: 'acceptPrinciple'; principle: Principle; reason: string }
  | { type: 'askForChange'; principle: Principle; requirementIds: string[]; reason: string }
  | { type: 'decide'; outcome: Outcome; reason: string; conditions: ConditionTerms[] }
  | { type: 'sign'; capacity: SigningCapacity; documents: SignedDocument[] }
  | { type: 'documentsReady'; documents: DrawnDocument[] }
  | { type: 'documentsFailed'; problem: string }

/** Moves one assessment; see advance. */
export function advanceAssessment(
  mover: Mover,
  id: string,
  intent: AssessmentIntent,
  seenRevision: number | 'newest',
  now: Date,
) {
  return advance(assessmentProcess, mover, id, intent, seenRevision, now)
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
      await addRemark(tx, { ...about(row, personId!, now), principle, judgement, requirementIds, reason })
      return { principle, judgement }
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
      const reviewedById = row.remarks.at(-1)?.reviewerId ?? personId!
      await createDecision(tx, {
        assessmentId: row.id,
        outcome: intent.outcome,
        reason: intent.reason,
        decidedById: personId!,
        reviewedById,
        decidedAt: now,
      })
      await createConditions(tx, row.id, intent.conditions, personId!, now)
      return { outcome: intent.outcome, conditions: intent.conditions.length }
    }
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
