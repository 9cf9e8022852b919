import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  endMembership,
  getMember,
  getMembership,
  giveMembership,
  listRoles,
} from '#app/server/repositories/people.server.ts'
import { deleteSecondFactors, findTotp } from '#app/server/repositories/second-factors.server.ts'
import { endSessions } from '#app/server/repositories/sessions.server.ts'
import { lookAfterLeaving } from '#app/server/workflows/case-left.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type Change = {
  change: 'give' | 'end' | 'reset'
  role?: Role | undefined
  membershipId?: string | undefined
}

/** What an administrator does for one member, as the form asks. */
export async function changePerson(
  actor: Actor,
  organisationId: string,
  personId: string,
  asked: Change,
): Promise<void> {
  if (!uuid.test(personId)) throw notFound()
  if (asked.change === 'give' && asked.role) return giveRole(actor, organisationId, personId, asked.role)
  if (asked.change === 'end' && asked.membershipId) return endRole(actor, organisationId, asked.membershipId)
  if (asked.change === 'reset') return resetSecondFactor(actor, organisationId, personId)
}

/** Another job in the same organisation. A job that needs a second factor ends the sessions that never gave one. */
export async function giveRole(
  actor: Actor,
  organisationId: string,
  personId: string,
  role: Role,
): Promise<void> {
  if (!mayAct(actor, 'giveRole', { organisationId, subjectId: personId, role })) throw notPermitted()
  await asSystem('give a role', async (tx) => {
    await getMember(tx, personId, organisationId, now())
    if (!(await giveMembership(tx, { personId, organisationId, role }, now()))) return
    if (needsSecondFactor([{ role }]) && !(await findTotp(tx, personId)))
      await endSessions(tx, personId, now())
    const data = { organisationId, role }
    await appendLedger(tx, {
      action: 'membership.give',
      subject: personId,
      actorId: actor.id,
      data,
      at: now(),
    })
  })
}

/** From the next request on, the person no longer sees what the job showed. */
export async function endRole(actor: Actor, organisationId: string, membershipId: string): Promise<void> {
  const left = await withScope(actor.id, async (tx) => {
    const { personId, role } = await getMembership(tx, membershipId, organisationId, now())
    if (!mayAct(actor, 'endMembership', { organisationId, subjectId: personId })) throw notPermitted()
    await endMembership(tx, membershipId, now())
    const data = { organisationId, role }
    await appendLedger(tx, {
      action: 'membership.end',
      subject: personId,
      actorId: actor.id,
      data,
      at: now(),
    })
    return personId
  })
  await lookAfterLeaving(left, now())
}

/**
 * For somebody whose phone is lost: at the next sign-in, which still needs the password, they set up anew. Whoever holds a
 * job elsewhere that needs a second factor is not for this organisation alone to strip of it.
 */
export async function resetSecondFactor(
  actor: Actor,
  organisationId: string,
  personId: string,
): Promise<void> {
  if (!mayAct(actor, 'endMembership', { organisationId, subjectId: personId })) throw notPermitted()
  await asSystem('reset a second factor', async (tx) => {
    await getMember(tx, personId, organisationId, now())
    const roles = await listRoles(tx, personId, now())
    const elsewhere = roles.filter(
      (held) => !mayAct(actor, 'endMembership', { organisationId: held.organisationId, subjectId: personId }),
    )
    if (needsSecondFactor(elsewhere)) throw notPermitted()
    await deleteSecondFactors(tx, personId)
    await endSessions(tx, personId, now())
    await appendLedger(tx, {
      action: 'secondFactor.reset',
      subject: personId,
      actorId: actor.id,
      data: { organisationId },
      at: now(),
    })
  })
}
