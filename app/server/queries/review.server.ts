import { principles } from '#content/index.ts'
import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import { judgesBlind, missingParts } from '#app/policies/review.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { equitySignals } from '#app/server/queries/equity-signals.server.ts'
import { headOf, newestRemarks, permissionsOf, sideOf } from '#app/server/queries/assessment.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listDocuments } from '#app/server/repositories/documents.server.ts'
import { findSent } from '#app/server/repositories/earlier-submissions.server.ts'
import { findSubmission, listConditions, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { changedAnswers } from '#app/server/workflows/changed-answers.server.ts'
import { evidenceSent } from '#app/server/workflows/evidence-sent.server.ts'
import { partnersToAsk } from '#app/server/workflows/partners-to-ask.server.ts'
import { risksOf } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { appealOf, outcomeOf, principlesOf, signaturesFor } from '#machines/processes.ts'

/** All four principles of a submission, each with what was judged. */
export async function reviewPage(actor: Actor, id: string) {
  const hasPartners = (await partnersToAsk([id])).has(id)
  return withScope(actor.id, async (tx) => {
    const { row, submission, remarks } = await forReviewer(tx, actor, id)
    const judged = principlesOf(row)
    const before = submission.number > 1 ? await findSent(tx, id, submission.number - 1) : null
    const changed = changedAnswers(before?.content.requirements, submission.content.requirements)
    return {
      ...headOf(row, 'reviewing_body'),
      framework: `${submission.content.framework.title}, ${submission.content.framework.versionName}`,
      submissionLocale: submission.locale,
      submission: {
        number: submission.number,
        submittedAt: submission.submittedAt,
        hash: hex(submission.contentHash),
      },
      principles: principles.map((principle) => {
        const answers = submission.content.requirements.filter((answer) => answer.principle === principle)
        return {
          principle,
          judgement: judged[principle],
          remark: remarks.find((remark) => remark.principle === principle) ?? null,
          answers: answers.length,
          changed: before ? answers.filter((answer) => changed.has(answer.id)).length : null,
        }
      }),
      evidence: (await evidenceSent(tx, id, submission.number)).length,
      plan: sentPlan(submission.content),
      risks: risksOf(submission.content).length,
      others: await otherReviewers(tx, row),
      missing: missingParts({ ...row, ...row.facts }, hasPartners),
      equity: await equitySignals(tx, row, submission),
      now: now(),
      may: {
        ...permissionsOf(actor, row),
        assignReviewers: mayAct(actor, 'assignReviewers', row.facts),
      },
    }
  })
}

/** Those who judge beside the first reviewer: whether they have finished, never what they found. */
async function otherReviewers(tx: Transaction, { facts }: AssessmentRow) {
  const others = facts.assigned.filter(({ part }) => part !== 'first')
  const names = await listNames(
    tx,
    others.map(({ personId }) => personId),
  )
  return others.map(({ personId, part, done }) => ({ part, done, name: names.get(personId) ?? '' }))
}

/** The final documents as the next signer sees them. */
export function signPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayRead(actor, 'full_record', row.facts, row.state)) throw notPermitted()
    const documents = await listDocuments(tx, id)
    return {
      ...headOf(row, sideOf(actor, row)),
      outcome: outcomeOf(row),
      reason: row.decision?.reason ?? null,
      conditions: await listConditions(tx, id),
      capacities: signaturesFor(outcomeOf(row) ?? 'declined'),
      documents: documents.map((document) => {
        const newest = document.revisions.at(-1)!
        return {
          kind: document.kind,
          number: document.number,
          hash: hex(newest.sha256),
          size: newest.size,
          signatures: document.revisions
            .filter(({ signedAt }) => signedAt)
            .map(({ signerName, capacity, signedAt }) => ({ signerName, capacity, signedAt })),
        }
      }),
      appealed: appealOf(row) === 'lodged',
      may: permissionsOf(actor, row),
    }
  })
}

export async function forReviewer(tx: Transaction, actor: Actor, id: string) {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!mayRead(actor, 'submission', row.facts, row.state) || sideOf(actor, row) === 'author')
    throw notPermitted()
  // What the first reviewer found is not for whoever judges beside them: they have pages of their own.
  if (judgesBlind(actor, row.facts)) throw notPermitted()
  const submission = await findSubmission(tx, id)
  if (!submission) throw notFound()
  return { row, submission, remarks: newestRemarks(await listRemarks(tx, id)) }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
