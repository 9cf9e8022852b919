import {
  allowedInOwnAssessment,
  mayAct,
  mayRead,
  type AssessmentAct,
  type AssessmentAction,
} from '#app/policies/assessment.policy.ts'
import type { Actor, Role } from '#app/policies/actor.ts'
import { mayOnRegister } from '#app/policies/register.policy.ts'
import { now } from '#app/server/clock.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import {
  listAssessmentsBy,
  listBeforeDecision,
  listCouldWait,
  type AssessmentLine,
} from '#app/server/repositories/assessment-lists.server.ts'
import { plansWithUnacceptedRisks } from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { maySignNow } from '#app/server/workflows/signing-turn.server.ts'
import { appealOf } from '#machines/processes.ts'

export type Waiting =
  | 'finish'
  | 'write'
  | 'changes'
  | 'assign'
  | 'review'
  | 'continue_review'
  | 'opinion'
  | 'decide'
  | 'hear_appeal'
  | 'accept_risk'
  | 'sign'
  | 'retry_documents'

export type Summary = ReturnType<typeof summaryOf>

export function summaryOf(actor: Actor, line: AssessmentLine) {
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

/** Who only looks after accounts sees the records of the organisation, and reads none. */
export function readable(actor: Actor, lines: AssessmentLine[]): AssessmentLine[] {
  return lines.filter(({ facts, state }) => mayRead(actor, 'progress', facts, state))
}

/** Nearly all that could wait do; what is missing in the end is looked for in small steps. */
const leastPortion = 10

/** What waits for this person, the most pressing first: as many as are wanted, and how many there are. */
export async function whatWaits(tx: Transaction, actor: Actor, most: number) {
  const soon = new Date(now().getTime() + week)
  const could = await listCouldWait(tx, soon, {
    reviews: holds(actor, ['startReview', 'assignReviewers']),
    decides: holds(actor, ['decide', 'dismissAppeal']),
    retries: holds(actor, ['retryDocuments']),
  })
  const found: Summary[] = []
  let looked = 0
  while (looked < could.length && found.length < most) {
    const portion = could.slice(looked, looked + Math.max(leastPortion, most - found.length))
    looked += portion.length
    const lines = readable(actor, await listAssessmentsBy(tx, scopeOf(actor), portion))
    found.push(...lines.map((line) => summaryOf(actor, line)).filter(({ waiting }) => waiting !== null))
  }
  const risks = await risksWaitingFor(tx, actor)
  return {
    waiting: [...found, ...risks].sort(mostPressingFirst(now())).slice(0, most),
    count: found.length + could.length - looked + risks.length,
  }
}

/** Whether one of the actor's jobs, in whatever body and on whatever side, is to do one of these. */
function holds(actor: Actor, acts: readonly AssessmentAct[]): boolean {
  return Object.values(allowedInOwnAssessment).some((byRole) =>
    actor.memberships.some(({ role }) => acts.some((act) => byRole[role]?.includes(act))),
  )
}

const riskRoles: readonly Role[] = ['approver', 'safeguarding_lead']

/** Plans in which a critical risk waits for this person's body: nothing is approved before. */
async function risksWaitingFor(tx: Transaction, actor: Actor): Promise<Summary[]> {
  if (!actor.memberships.some(({ role }) => riskRoles.includes(role))) return []
  const ids = await listBeforeDecision(tx)
  const waiting = ids.length > 0 ? await plansWithUnacceptedRisks(tx, ids) : new Set<string>()
  const lines = await listAssessmentsBy(
    tx,
    scopeOf(actor),
    ids.filter((id) => waiting.has(id)),
  )
  return lines
    .filter(({ facts }) => mayOnRegister(actor, 'acceptAsFunder', declaring(actor, facts)))
    .map((line) => ({ ...summaryOf(actor, line), waiting: 'accept_risk' as const }))
}

/** What is due within a week, then what somebody waits for, then what has time. */
export function mostPressingFirst(now: Date) {
  const dueBy = ({ dueOn }: { dueOn: Date | null }) => dueOn?.getTime() ?? now.getTime() + week
  return (a: { dueOn: Date | null }, b: { dueOn: Date | null }): number => dueBy(a) - dueBy(b)
}

const week = 7 * 24 * 60 * 60 * 1000

function waitingFor(actor: Actor, line: AssessmentLine): Waiting | null {
  const may = (action: AssessmentAction) => mayAct(actor, action, declaring(actor, line.facts))
  if (appealOf(line) === 'lodged') return may('dismissAppeal') ? 'hear_appeal' : null
  switch (line.state) {
    case 'draft':
      if (!may('answer')) return null
      return may('submit') ? 'finish' : 'write'
    case 'changes_requested':
      return may('answer') ? 'changes' : null
    case 'submitted':
      if (may('giveOpinion')) return 'opinion'
      if (may('startReview')) return 'review'
      return needsReviewer(line) && may('assignReviewers') ? 'assign' : null
    case 'in_review':
      if (may('giveOpinion')) return 'opinion'
      if (may('acceptPrinciple')) return 'continue_review'
      return needsReviewer(line) && may('assignReviewers') ? 'assign' : null
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

/** Whoever has not said yet whether there is a conflict is asked on the way. */
function declaring(actor: Actor, facts: AssessmentLine['facts']): AssessmentLine['facts'] {
  return { ...facts, declaredIds: [...facts.declaredIds, actor.id] }
}

function needsReviewer({ facts }: AssessmentLine): boolean {
  return !facts.assigned.some(({ part }) => part === 'first')
}
