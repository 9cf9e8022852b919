import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct as mayActOnCall } from '#app/policies/call.policy.ts'
import { mayOnRegister } from '#app/policies/register.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import {
  bodiesThatAnswerForThemselves,
  bodiesThatPlan,
  bodiesThatRunProgrammes,
} from '#app/server/queries/bodies.server.ts'
import {
  countByState,
  listAssessments,
  longestList,
  type AssessmentLine,
} from '#app/server/repositories/assessment-lists.server.ts'
import { plansWithUnacceptedRisks } from '#app/server/repositories/register-rows.server.ts'
import { listOpenCalls, listOwnCalls } from '#app/server/repositories/calls.server.ts'
import { listProgrammes } from '#app/server/repositories/programmes.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { maySignNow } from '#app/server/workflows/signing-turn.server.ts'

export type Waiting =
  | 'finish'
  | 'write'
  | 'changes'
  | 'review'
  | 'continue_review'
  | 'decide'
  | 'accept_risk'
  | 'sign'
  | 'retry_documents'

/** What waits for this person first, then everything else that can be seen. */
export function homePage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const found = await listAssessments(tx, scope)
    const lines = readable(actor, found)
    const risks = await risksWaitingFor(tx, actor, found)
    const plans = bodiesThatPlan(actor).length > 0
    const calls = await listOwnCalls(tx, scope)
    return {
      now: now(),
      waiting: [...lines.filter(({ waiting }) => waiting !== null), ...risks].sort(mostPressingFirst),
      toPublish: calls.filter(
        ({ state, facts }) => state === 'draft' && mayActOnCall(actor, 'publish', facts),
      ),
      byState: lines.length < longestList ? tally(lines) : await countByState(tx, scope),
      calls,
      open: plans ? await listOpenCalls(tx) : [],
      programmes: await listProgrammes(tx, scope),
      may: {
        plan: plans,
        startProgramme: bodiesThatRunProgrammes(actor).length > 0,
        startOwn: bodiesThatAnswerForThemselves(actor).length > 0,
      },
    }
  })
}

export function assessmentsPage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const lines = readable(actor, await listAssessments(tx, scopeOf(actor)))
    return {
      now: now(),
      lines,
      may: {
        startOwn: bodiesThatAnswerForThemselves(actor).length > 0,
        plan: bodiesThatPlan(actor).length > 0,
      },
    }
  })
}

/** Plans in which a critical risk waits for this person's body: nothing is approved before. */
async function risksWaitingFor(tx: Transaction, actor: Actor, lines: AssessmentLine[]) {
  const mine = lines.filter(
    ({ state, facts }) =>
      ['submitted', 'in_review', 'awaiting_decision'].includes(state) &&
      mayOnRegister(actor, 'acceptAsFunder', facts),
  )
  if (mine.length === 0) return []
  const waiting = await plansWithUnacceptedRisks(
    tx,
    mine.map(({ id }) => id),
  )
  return mine
    .filter(({ id }) => waiting.has(id))
    .map((line) => ({ ...summaryOf(actor, line), waiting: 'accept_risk' as const }))
}

/** Who only looks after accounts sees the records of the organisation, and reads none. */
function readable(actor: Actor, lines: AssessmentLine[]) {
  return lines
    .filter(({ facts, state }) => mayRead(actor, 'progress', facts, state))
    .map((line) => summaryOf(actor, line))
}

function tally(lines: { state: string }[]) {
  const counts = new Map<string, number>()
  for (const { state } of lines) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => ({ state, count }))
}

function summaryOf(actor: Actor, line: AssessmentLine) {
  const waiting = waitingFor(actor, line)
  const answersOpen = waiting === 'finish' || waiting === 'write'
  return {
    id: line.id,
    title: line.title,
    country: line.country,
    audience: line.audience as 'funder' | 'project',
    state: line.state,
    outcome: line.facts.decidedById ? line.outcome : null,
    organisationName: line.organisation.name,
    callTitle: line.call?.title ?? null,
    submittedAt: line.submittedAt,
    dueOn: answersOpen ? (line.call?.closesOn ?? null) : null,
    waiting,
  }
}

/** What is due within a week, then what somebody waits for, then what has time. */
function mostPressingFirst(a: { dueOn: Date | null }, b: { dueOn: Date | null }): number {
  const dueBy = ({ dueOn }: { dueOn: Date | null }) => dueOn?.getTime() ?? now().getTime() + week
  return dueBy(a) - dueBy(b)
}

const week = 7 * 24 * 60 * 60 * 1000

function waitingFor(actor: Actor, line: AssessmentLine): Waiting | null {
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, line.facts)
  switch (line.state) {
    case 'draft':
      if (!may('answer')) return null
      return may('submit') ? 'finish' : 'write'
    case 'changes_requested':
      return may('answer') ? 'changes' : null
    case 'submitted':
      return may('startReview') ? 'review' : null
    case 'in_review':
      return may('acceptPrinciple') ? 'continue_review' : null
    case 'awaiting_decision':
      return may('decide') ? 'decide' : null
    case 'decided':
      return line.problem && may('retryDocuments') ? 'retry_documents' : null
    case 'being_signed':
      return maySignNow(actor, line) ? 'sign' : null
    default:
      return null
  }
}
