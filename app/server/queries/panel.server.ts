import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct as mayOnCall } from '#app/policies/call.policy.ts'
import { standingsOf } from '#app/policies/participation.ts'
import { judgesBlind } from '#app/policies/review.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { newestRemarks } from '#app/server/queries/assessment.server.ts'
import { needsOf, pointsOf } from '#app/server/queries/decide.server.ts'
import { totalPaidIn } from '#app/server/queries/money-of.server.ts'
import { listAssessments, type AssessmentLine } from '#app/server/repositories/assessment-lists.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { getCall } from '#app/server/repositories/calls.server.ts'
import { findSubmission, listRemarks } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { principles, principlesOf } from '#machines/processes.ts'

export type PanelRow = Awaited<ReturnType<typeof panelRows>>[number]

/** Every plan of a call that waits for a decision, side by side, for those who decide. */
export function panelPage(actor: Actor, callId: string) {
  return withScope(actor.id, async (tx) => {
    const call = await callForPanel(tx, actor, callId)
    const lines = await listAssessments(tx, scopeOf(actor), { callId })
    const rows = await panelRows(tx, actor, lines)
    const decidable = new Set(rows.flatMap(({ id, may }) => (may.decide ? [id] : [])))
    return {
      call,
      now: now(),
      rows,
      /** Still with somebody else. */
      elsewhere: lines.filter(({ state }) => beingJudged.includes(state)).length,
      closed: lines
        .filter(({ id, facts, state }) => !decidable.has(id) && mayRead(actor, 'progress', facts, state))
        .map(({ id, title }) => ({ id, title })),
      mayDecideSome: rows.some(({ may }) => may.decide),
    }
  })
}

/** Refuses before anything is read that was typed. */
export async function callForPanel(tx: Transaction, actor: Actor, callId: string) {
  const call = await getCall(tx, scopeOf(actor), callId)
  const decides = standingsOf(actor, call.facts).some(
    ({ capacity, role }) => capacity === 'owner' && role === 'approver',
  )
  if (!decides || !mayOnCall(actor, 'read', call.facts)) throw notPermitted()
  return {
    id: call.id,
    title: call.title,
    by: call.organisation.name,
    fictional: call.organisation.fictional,
  }
}

const beingJudged = ['submitted', 'in_review', 'changes_requested']

/** What keeps a plan from this approver's hand, in a word that the page explains. */
export type PanelConflict = 'undeclared' | 'author' | 'judged' | 'decided_before' | null

async function panelRows(tx: Transaction, actor: Actor, lines: readonly AssessmentLine[]) {
  const waiting = lines.filter(
    ({ state, facts }) =>
      state === 'awaiting_decision' && facts.participations.some((one) => one.capacity === 'reviewing_body'),
  )
  const rows = []
  for (const { id } of waiting.sort((a, b) => a.title.localeCompare(b.title))) {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const reads = mayRead(actor, 'submission', row.facts, row.state) && !judgesBlind(actor, row.facts)
    const submission = reads ? await findSubmission(tx, id) : null
    const remarks = submission ? newestRemarks(await listRemarks(tx, id)) : []
    const judged = principlesOf(row)
    const known = submission && {
      judgements: principles.map((principle) => {
        const remark = remarks.find((one) => one.principle === principle) ?? null
        return {
          principle,
          judgement: judged[principle],
          exceptions: pointsOf(remark, 'exception').length,
        }
      }),
      tier: sentPlan(submission.content)?.tier ?? null,
      paid: totalPaidIn(submission.content, actor.locale),
      unacceptedRisks: await unacceptedRisks(tx, row),
      needs: needsOf(row, remarks, submission.content),
    }
    rows.push({
      id,
      title: row.title,
      organisationName: row.organisation.name,
      country: row.country,
      revision: row.revision,
      submittedAt: row.submittedAt,
      known,
      conflict: conflictIn(actor, row.facts),
      may: { decide: known !== null && mayAct(actor, 'decide', row.facts) },
    })
  }
  return rows
}

type Facts = Parameters<typeof mayAct>[2]

function conflictIn(actor: Actor, facts: Facts): PanelConflict {
  if (mayAct(actor, 'decide', facts)) return null
  if (facts.reviewerIds.includes(actor.id) || facts.assigned?.some(({ personId }) => personId === actor.id))
    return 'judged'
  if (facts.formerDeciderIds?.includes(actor.id)) return 'decided_before'
  return (facts.declaredIds ?? []).includes(actor.id) ? 'author' : 'undeclared'
}
