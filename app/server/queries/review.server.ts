import { principles } from '#content/index.ts'
import { mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf, newestRemarks, permissionsOf, sideOf } from '#app/server/queries/assessment.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listDocuments } from '#app/server/repositories/documents.server.ts'
import { findSubmission, listConditions, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { evidenceSent } from '#app/server/workflows/evidence-sent.server.ts'
import { risksOf, unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { outcomeOf, principlesOf, signaturesFor } from '#machines/processes.ts'

/** All four principles of a submission, each with what was judged. */
export function reviewPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission, remarks } = await forReviewer(tx, actor, id)
    const judged = principlesOf(row)
    return {
      ...headOf(row, 'reviewing_body'),
      framework: `${submission.content.framework.title}, ${submission.content.framework.versionName}`,
      submissionLocale: submission.locale,
      submission: {
        number: submission.number,
        submittedAt: submission.submittedAt,
        hash: hex(submission.contentHash),
      },
      principles: principles.map((principle) => ({
        principle,
        judgement: judged[principle],
        remark: remarks.find((remark) => remark.principle === principle) ?? null,
        answers: submission.content.requirements.filter((answer) => answer.principle === principle),
      })),
      evidence: await evidenceSent(tx, id, submission.number),
      plan: sentPlan(submission.content),
      risks: risksOf(submission.content).length,
      now: now(),
      may: permissionsOf(actor, row),
    }
  })
}

/** One principle: every question and answer, and the form that judges them. */
export async function principlePage(actor: Actor, id: string, principle: string) {
  const page = await reviewPage(actor, id)
  const index = page.principles.findIndex((one) => one.principle === principle)
  const current = page.principles[index]
  if (!current) throw notFound()
  return { ...page, current, next: page.principles[index + 1]?.principle ?? null }
}

/** What the approver decides on: the judgements, the answers that are not a plain yes, and who reviewed. */
export function decidePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const { row, submission, remarks } = await forReviewer(tx, actor, id)
    const reviewers = await tx.person.findMany({
      where: { id: { in: row.facts.reviewerIds } },
      select: { name: true },
      orderBy: { name: 'asc' },
    })
    return {
      ...headOf(row, 'reviewing_body'),
      submissionLocale: submission.locale,
      now: now(),
      reviewers: reviewers.map(({ name }) => name),
      remarks,
      openPoints: submission.content.requirements.filter(
        ({ choice }) => choice === 'partly' || choice === 'no',
      ),
      answers: submission.content.requirements.length,
      unacceptedRisks: await unacceptedRisks(tx, row),
      may: permissionsOf(actor, row),
    }
  })
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
      may: permissionsOf(actor, row),
    }
  })
}

async function forReviewer(tx: Transaction, actor: Actor, id: string) {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!mayRead(actor, 'submission', row.facts, row.state) || sideOf(actor, row) === 'author')
    throw notPermitted()
  const submission = await findSubmission(tx, id)
  if (!submission) throw notFound()
  return { row, submission, remarks: newestRemarks(await listRemarks(tx, id)) }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
