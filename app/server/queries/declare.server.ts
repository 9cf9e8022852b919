import type { Actor } from '#app/policies/actor.ts'
import { mayRead } from '#app/policies/assessment.policy.ts'
import { judges, judgesBlind, mustDeclare } from '#app/policies/review.policy.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import {
  findAssessment,
  getAssessment,
  isId,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import { myDeclaration, partnersInChain, writersOf } from '#app/server/repositories/reviewers.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** What somebody needs to know whether they have a conflict, and nothing of what the plan says. */
export async function declarePage(actor: Actor, id: string) {
  const { row, said } = await withScope(actor.id, async (tx) => {
    const row = await judgedBy(tx, actor, id)
    return { row, said: await myDeclaration(tx, id, actor.id) }
  })
  // Who wrote it is read as the owner: a reviewer's own view knows only who sent it.
  const { writers, partners } = await asSystem(
    'who wrote a plan, for whoever says whether they know them',
    async (tx) => ({
      writers: await writersOf(tx, [row.facts.createdById, ...row.facts.submitterIds]),
      partners: await partnersInChain(tx, row.awardId),
    }),
  )
  return {
    id,
    title: row.title,
    audience: row.audience as 'funder' | 'project',
    country: row.country,
    organisations: [...new Set([row.organisation.name, ...partners])],
    call: row.call && { title: row.call.title, by: row.call.organisation.name },
    writers,
    saidNoneAt: said?.at ?? null,
    /** Where judging goes on. */
    then: judgesBlind(actor, row.facts) ? 'opinion' : thenFor(actor, row),
  }
}

function thenFor(actor: Actor, row: AssessmentRow): 'review' | 'decide' {
  const decides = actor.memberships.some(
    ({ organisationId, role }) => organisationId === row.reviewingBodyId && role === 'approver',
  )
  return decides && row.state === 'awaiting_decision' ? 'decide' : 'review'
}

/** The record, for whoever judges or decides. To everybody else this step does not exist. */
export async function judgedBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!judges(actor, row.facts) || row.state === 'draft') throw notPermitted()
  return row
}

/** Why a page of judging was refused, where there is another page to go to. */
export function standingInReview(actor: Actor, id: string): Promise<'mustDeclare' | 'blind' | null> {
  return withScope(actor.id, async (tx) => {
    const row = await findAssessment(tx, scopeOf(actor), id)
    if (!row || row.state === 'draft') return null
    if (mustDeclare(actor, row.facts)) return 'mustDeclare'
    return judgesBlind(actor, row.facts) ? 'blind' : null
  })
}

/** Whether somebody reads the full record once they have said that there is no conflict. */
export function readsOnceDeclared(actor: Actor, id: string): Promise<boolean> {
  return withScope(actor.id, async (tx) => {
    const row = await findAssessment(tx, scopeOf(actor), id)
    if (!row || !mustDeclare(actor, row.facts)) return false
    const facts = { ...row.facts, declaredIds: [...row.facts.declaredIds, actor.id] }
    return mayRead(actor, 'full_record', facts, row.state)
  })
}

/**
 * Whether somebody lost a record while they judged it. Whoever sees nothing of it any more began once: everybody who did has
 * said something first. Whoever still sees it has lost it only if their part was ended; otherwise the step was never theirs.
 */
export async function lostAPart(personId: string, id: string, stillSeesIt: boolean): Promise<boolean> {
  if (!isId(id)) return false
  const mine = { assessmentId: id, personId }
  const found = await asSystem('somebody lost a record while they judged it', (tx) =>
    stillSeesIt
      ? tx.reviewAssignment.count({ where: { ...mine, endedAt: { not: null } } })
      : tx.conflictDeclaration.count({ where: mine }),
  )
  return found > 0
}
