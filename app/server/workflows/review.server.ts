import type { Actor } from '#app/policies/actor.ts'
import { mayAct, type ReviewPart } from '#app/policies/assessment.policy.ts'
import { hindranceOf, type Candidate, type Hindrance } from '#app/policies/review.policy.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { AppError, changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { judgedBy } from '#app/server/queries/declare.server.ts'
import {
  getAssessment,
  lockAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import { findAccount, listRoles } from '#app/server/repositories/people.server.ts'
import {
  assignReviewer,
  declareNone,
  endAssignment,
  letInFromOutside,
  myDeclaration,
  recordPayment,
  stepBack,
} from '#app/server/repositories/reviewers.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'

/** Says that there is no conflict. Saying it twice is a second click. */
export function declareNoConflict(actor: Actor, id: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await judgedBy(tx, actor, id)
    if (await myDeclaration(tx, id, actor.id)) return
    await declareNone(tx, { assessmentId: id, personId: actor.id, at: now })
    await enter(tx, actor, 'declare', id, { conflicted: false }, now)
  })
}

/**
 * Steps back: the part in the review ends, the record is gone for this person in every tab, and the office hears that somebody
 * else is needed. Why stays out of the ledger, which is never taken back.
 */
export function declareConflict(actor: Actor, id: string, reason: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const { facts } = await judgedBy(tx, actor, id)
    const part = facts.assigned.find(({ personId }) => personId === actor.id)?.part ?? null
    await stepBack(tx, id, reason, now)
    await enqueue(tx, [
      {
        name: 'notify',
        key: `stepped-back:${id}:${actor.id}`,
        data: { notice: 'reviewerNeeded', assessmentId: id },
      },
    ])
    await enter(tx, actor, 'stepBack', id, { part }, now)
  })
}

/** Plans that wait for somebody to judge them: as long as it is not decided. */
export const beforeDecision = ['submitted', 'in_review', 'changes_requested', 'awaiting_decision']

export type Given = { ok: true } | { ok: false; why: Hindrance }

export interface Giving {
  part: 'first' | 'second'
  /** Null: nobody any more. */
  personId: string | null
  /** Who had the part when the page was read; left out where several plans are given at once. */
  was?: string | null
}

/** Gives one plan to a reviewer, instead of whoever had it. */
export async function giveReview(actor: Actor, id: string, giving: Giving, now: Date): Promise<Given> {
  const { part, personId, was } = giving
  const candidate = personId && (await candidateFor(id, personId, now))
  return withScope(actor.id, async (tx) => {
    const row = await lockAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'assignReviewers', row.facts)) throw notPermitted()
    if (!beforeDecision.includes(row.state)) throw notReady()
    const holder = row.facts.assigned.find((one) => one.part === part)?.personId ?? null
    if (holder === personId) return { ok: true }
    if (was !== undefined && was !== holder) throw changedByAnother()
    if (candidate) {
      const why = hindranceOf(candidate, part, { ...row, ...row.facts })
      if (why) return { ok: false, why }
    }
    if (holder) await endAssignment(tx, id, holder, now)
    if (!personId) {
      await enter(tx, actor, 'end', id, { part, personId: holder }, now)
      return { ok: true }
    }
    await assign(tx, actor, row, part, personId, now)
    return { ok: true }
  })
}

export interface GivenToOne {
  given: number
  refused: { title: string; why: Hindrance | 'changed' }[]
}

/** Several plans at once to one reviewer. Each is given or refused by itself, so that one conflict keeps nothing back. */
export async function giveReviews(
  actor: Actor,
  ids: readonly string[],
  giving: { part: 'first' | 'second'; personId: string },
  now: Date,
): Promise<GivenToOne> {
  const done: GivenToOne = { given: 0, refused: [] }
  for (const id of new Set(ids)) {
    const title = await withScope(actor.id, async (tx) => (await getAssessment(tx, scopeOf(actor), id)).title)
    try {
      const result = await giveReview(actor, id, giving, now)
      if (result.ok) done.given += 1
      else done.refused.push({ title, why: result.why })
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 409) throw error
      done.refused.push({ title, why: 'changed' })
    }
  }
  return done
}

export type OutsidePart = 'partner' | 'outside'

/** Asks somebody who has an account, and belongs to neither side, to judge a funder's own answers. */
export async function inviteFromOutside(
  actor: Actor,
  request: Request,
  id: string,
  { name, part }: { name: string; part: OutsidePart },
  now: Date,
): Promise<{ ok: true } | Refusal> {
  await withScope(actor.id, (tx) => ownAnswers(tx, actor, id))
  const slower = tooMany('contributor', request, actor.id)
  if (slower) return slower
  const account = await asSystem('somebody asked to judge a funder’s own answers', (tx) =>
    findAccount(tx, name),
  )
  return account ? askFromOutside(actor, id, account.id, part, now) : refused('together.invite.unknown')
}

/** As inviteFromOutside, where it is known who is asked. */
export async function askFromOutside(
  actor: Actor,
  id: string,
  personId: string,
  part: OutsidePart,
  now: Date,
): Promise<{ ok: true } | Refusal> {
  const candidate = await candidateFor(id, personId, now)
  try {
    return await withScope(actor.id, async (tx) => {
      const row = await ownAnswers(tx, actor, id)
      const why = hindranceOf(candidate, part, { ...row, ...row.facts })
      if (why) return refused(`review.hindrance.${why}`)
      await letInFromOutside(tx, id, personId, part)
      await assign(tx, actor, row, part, personId, now)
      return { ok: true } as const
    })
  } catch (error) {
    // Whether somebody belongs to a body that the funder pays, only the database may look.
    if (isRefusedByDatabase(error)) return refused(`review.error.${part}`)
    throw error
  }
}

/** A funder's own answers, for whoever may ask others to look at them, before anything is decided. */
async function ownAnswers(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await lockAssessment(tx, scopeOf(actor), id)
  if (!mayAct(actor, 'assignReviewers', row.facts)) throw notPermitted()
  if (row.audience !== 'funder' || !beforeDecision.includes(row.state)) throw notReady()
  return row
}

/** Ends the part of somebody who judges beside the first reviewer and has not finished. */
export function endPart(actor: Actor, id: string, personId: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await lockAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'assignReviewers', row.facts)) throw notPermitted()
    const held = row.facts.assigned.find((one) => one.personId === personId)
    if (!held) throw notFound()
    if (held.done || !beforeDecision.includes(row.state)) throw notReady()
    await endAssignment(tx, id, personId, now)
    if (held.part === 'partner' || held.part === 'outside')
      await tx.$queryRaw`select app_end_outside_review(${id}::uuid, ${personId}::uuid) as ended`
    await enter(tx, actor, 'end', id, { part: held.part, personId }, now)
  })
}

export interface Payment {
  personId: string
  amount: string
  currency: string
  on: Date
}

/** What somebody from outside was paid for it. */
export function payReviewer(
  actor: Actor,
  id: string,
  { personId, amount, currency, on }: Payment,
  now: Date,
) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'assignReviewers', row.facts)) throw notPermitted()
    if (!(await recordPayment(tx, id, personId, { paid: amount, paidCurrency: currency, paidOn: on })))
      throw notFound()
    await enter(tx, actor, 'pay', id, { personId }, now)
  })
}

async function assign(
  tx: Transaction,
  actor: Actor,
  row: AssessmentRow,
  part: ReviewPart,
  personId: string,
  now: Date,
): Promise<void> {
  await assignReviewer(tx, { assessmentId: row.id, personId, part, assignedById: actor.id, assignedAt: now })
  await enqueue(tx, [
    {
      name: 'notify',
      key: `assigned:${row.id}:${personId}:${now.getTime()}`,
      data: { notice: 'reviewAssigned', assessmentId: row.id, personId },
    },
  ])
  await enter(tx, actor, 'assign', row.id, { part, personId }, now)
}

/** As the owner: jobs of people and what they declared are not for everybody to look up. */
function candidateFor(id: string, personId: string, now: Date): Promise<Candidate> {
  return asSystem('whether somebody may judge a plan', async (tx) => ({
    personId,
    roles: await listRoles(tx, personId, now),
    conflicted:
      (await tx.conflictDeclaration.count({ where: { assessmentId: id, personId, conflicted: true } })) > 0,
  }))
}

type What = 'assign' | 'end' | 'declare' | 'stepBack' | 'pay' | 'opinion'

/** Last in its transaction. */
export function enter(
  tx: Transaction,
  actor: Actor,
  what: What,
  subject: string,
  data: Record<string, string | number | boolean | null>,
  at: Date,
): Promise<bigint> {
  return appendLedger(tx, { action: `review.${what}`, subject, actorId: actor.id, data, at })
}

function isRefusedByDatabase(error: unknown): boolean {
  const text = error instanceof Error ? error.message : ''
  return text.includes('42501') || text.includes('belongs to')
}
