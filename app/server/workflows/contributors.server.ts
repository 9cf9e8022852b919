import type { ContributorsMove } from '#app/forms/contributors.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { answeringRoles, isOnWritingSide, mayAct } from '#app/policies/assessment.policy.ts'
import type { Contribution } from '#app/policies/participation.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { assignPrinciple, writes } from '#app/server/repositories/assignments.server.ts'
import { endHelp, letHelp, listInvited } from '#app/server/repositories/participations.server.ts'
import { findAccount, listRoles } from '#app/server/repositories/people.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { isWrittenStill } from '#app/server/workflows/comments.server.ts'

type Done = { ok: true; ended?: 'own' } | Refusal

/** Whatever the page of people may ask. Permission comes first, so that nobody learns from an answer who has an account. */
export async function changeContributors(
  actor: Actor,
  request: Request,
  id: string,
  asked: ContributorsMove,
  now: Date,
): Promise<Done> {
  if (asked.move === 'end') return end(actor, id, asked.personId, now)
  const row = await withScope(actor.id, (tx) => sharedBy(tx, actor, id))
  switch (asked.move) {
    case 'colleague':
      return invite(actor, row, await colleague(row, asked.personId, now), asked.colleagueMay, now)
    case 'name':
      return inviteByName(actor, request, row, asked, now)
    case 'change':
      return change(actor, row, asked.personId, asked.capacity, now)
    case 'assign':
      return assign(actor, id, asked.principle, asked.to || null, now)
  }
}

/** The plan, for whoever may let others in while it is written. */
async function sharedBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!isOnWritingSide(actor, row.facts)) throw notFound()
  if (!mayAct(actor, 'share', row.facts)) throw notPermitted()
  if (!isWrittenStill(row)) throw notReady()
  return row
}

interface Guest {
  id: string
  /** A member of the body that reviews the plan. */
  reviews: boolean
  /** Writes it for its own body. */
  writes: boolean
  helps: Contribution | null
}

async function inviteByName(
  actor: Actor,
  request: Request,
  row: AssessmentRow,
  asked: Extract<ContributorsMove, { move: 'name' }>,
  now: Date,
): Promise<Done> {
  const slower = tooMany('contributor', request, actor.id)
  if (slower) return slower
  const found = await asSystem('somebody asked to help with a plan', async (tx) => {
    const account = await findAccount(tx, asked.name)
    return account && guest(tx, row, account.id, now)
  })
  if (!found) return refused('together.invite.unknown')
  return invite(actor, row, found, asked.may, now)
}

/** A member of the body that answers, whatever their job; anybody else is not there. */
async function colleague(row: AssessmentRow, personId: string, now: Date): Promise<Guest> {
  return asSystem('a colleague asked to help with a plan', async (tx) => {
    const roles = await listRoles(tx, personId, now)
    if (!roles.some(({ organisationId }) => organisationId === row.organisationId)) throw notFound()
    return guest(tx, row, personId, now)
  })
}

async function guest(tx: Transaction, row: AssessmentRow, personId: string, now: Date): Promise<Guest> {
  const roles = await listRoles(tx, personId, now)
  const invited = await listInvited(tx, row.id)
  return {
    id: personId,
    reviews: roles.some(({ organisationId }) => organisationId === row.reviewingBodyId),
    writes: roles.some(
      ({ organisationId, role }) =>
        organisationId === row.organisationId && answeringRoles(row.facts.audience).includes(role),
    ),
    helps: invited.find((one) => one.personId === personId)?.capacity ?? null,
  }
}

async function invite(
  actor: Actor,
  row: AssessmentRow,
  { id: personId, reviews, writes, helps }: Guest,
  capacity: Contribution,
  now: Date,
): Promise<Done> {
  if (reviews) return refused('together.invite.reviews')
  // The same invitation twice is a second click.
  if (helps === capacity) return { ok: true }
  if (writes || helps) return refused('together.invite.already')
  await withScope(actor.id, async (tx) => {
    await letHelp(tx, row.id, personId, capacity)
    await enqueue(tx, [
      {
        name: 'sendMail',
        key: `contribution:${row.id}:${personId}:${now.getTime()}`,
        data: { mail: 'contributor', personId, recordId: row.id },
      },
    ])
    await note(tx, actor, row.id, 'give', { personId, capacity }, now)
  })
  return { ok: true }
}

async function change(
  actor: Actor,
  row: AssessmentRow,
  personId: string,
  capacity: Contribution,
  now: Date,
): Promise<Done> {
  const { id } = row
  const { helps, reviews } = await asSystem('what somebody may do in a plan changes', (tx) =>
    guest(tx, row, personId, now),
  )
  if (helps && reviews) return refused('together.invite.reviews')
  await withScope(actor.id, async (tx) => {
    const held = (await listInvited(tx, id)).find((one) => one.personId === personId)
    if (!held) throw notFound()
    if (held.capacity === capacity) return
    await endHelp(tx, id, personId)
    await letHelp(tx, id, personId, capacity)
    await note(tx, actor, id, 'give', { personId, capacity }, now)
  })
  return { ok: true }
}

/** By the author, or by oneself; at once, and at any time. */
async function end(actor: Actor, id: string, personId: string, now: Date): Promise<Done> {
  const own = personId === actor.id
  await withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!isOnWritingSide(actor, row.facts)) throw notFound()
    if (!own && !mayAct(actor, 'share', row.facts)) throw notPermitted()
    // First the entry: afterwards whoever leaves takes part no more, and the ledger takes no entry from a stranger.
    await note(tx, actor, id, 'end', { personId }, now)
    if (!(await endHelp(tx, id, personId))) throw notFound()
  })
  return own ? { ok: true, ended: 'own' } : { ok: true }
}

async function assign(
  actor: Actor,
  id: string,
  principle: string,
  personId: string | null,
  now: Date,
): Promise<Done> {
  await withScope(actor.id, async (tx) => {
    if (personId && !(await writes(tx, id, personId))) throw notFound()
    await assignPrinciple(tx, id, principle, { personId, assignedById: actor.id, at: now })
    await note(tx, actor, id, 'assign', { principle, personId }, now)
  })
  return { ok: true }
}

function note(
  tx: Transaction,
  actor: Actor,
  subject: string,
  what: 'give' | 'end' | 'assign',
  data: Record<string, string | null>,
  at: Date,
): Promise<bigint> {
  return appendLedger(tx, { action: `contribution.${what}`, subject, actorId: actor.id, data, at })
}
