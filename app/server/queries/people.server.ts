import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { listOpenInvitations, listRecoveries } from '#app/server/repositories/invitations.server.ts'
import { getMember, listAccountNames, listMembers } from '#app/server/repositories/people.server.ts'
import { findTotp } from '#app/server/repositories/second-factors.server.ts'
import type { Key } from '#content/words.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function roleKey(role: string): Key {
  return `content.role.${role as Role}`
}

/** The organisation of the job in the header. */
export function currentOrganisation(actor: Actor): { id: string; name: string } {
  const job = actor.memberships.find(({ id }) => id === actor.membershipId)
  if (!job) throw notPermitted()
  return { id: job.organisationId, name: job.organisationName }
}

export async function peoplePage(actor: Actor) {
  const organisation = currentOrganisation(actor)
  const organisationId = organisation.id
  if (!mayAct(actor, 'seePeople', { organisationId })) throw notPermitted()
  const { members, names, invitations } = await withScope(actor.id, async (tx) => ({
    members: await listMembers(tx, organisationId, now()),
    names: await listAccountNames(tx, organisationId),
    invitations: await listOpenInvitations(tx, organisationId, now()),
  }))
  const people = Map.groupBy(members, ({ person }) => person.id)
  return {
    organisation,
    people: [...people.values()].map((jobs) => ({
      ...jobs[0]!.person,
      accountName: names.get(jobs[0]!.person.id) ?? null,
      roles: jobs.map(({ role }) => roleKey(role)),
    })),
    invitations: invitations.map((each) => {
      const mayWithdraw = mayAct(actor, 'invite', { organisationId, role: each.role as Role })
      const names = mayWithdraw ? {} : { email: null, userName: null }
      return { ...each, ...names, role: roleKey(each.role), mayWithdraw }
    }),
    mayInvite: rolesToInvite(actor, organisationId).length > 0,
    mayChange: mayAct(actor, 'giveRole', { organisationId }),
    mayAddOrganisation: mayAct(actor, 'addOrganisation', { organisationId: null }),
  }
}

export function invitePage(actor: Actor) {
  const organisation = currentOrganisation(actor)
  const choices = rolesToInvite(actor, organisation.id)
  if (choices.length === 0) throw notPermitted()
  return { organisation, roles: choices.map((role) => ({ role, key: roleKey(role) })) }
}

function rolesToInvite(actor: Actor, organisationId: string): Role[] {
  return roles.filter((role) => mayAct(actor, 'invite', { organisationId, role }))
}

/** One member, for an administrator. */
export async function personPage(actor: Actor, personId: string) {
  const organisation = currentOrganisation(actor)
  const organisationId = organisation.id
  if (!mayAct(actor, 'giveRole', { organisationId })) throw notPermitted()
  if (!uuid.test(personId)) throw notFound()
  const { person, names } = await withScope(actor.id, async (tx) => ({
    person: await getMember(tx, personId, organisationId, now()),
    names: await listAccountNames(tx, organisationId),
  }))
  const hasSecondFactor = await asSystem(
    'is a second factor set up',
    async (tx) => (await findTotp(tx, personId)) !== null,
  )
  const held = new Set(person.memberships.map(({ role }) => role))
  return {
    organisation,
    person: { id: person.id, name: person.name, accountName: names.get(person.id) ?? null },
    jobs: person.memberships.map(({ id, role }) => ({ id, role: roleKey(role) })),
    rolesToGive: roles
      .filter(
        (role) => !held.has(role) && mayAct(actor, 'giveRole', { organisationId, subjectId: personId, role }),
      )
      .map((role) => ({ role, key: roleKey(role) })),
    hasSecondFactor,
    mayEnd: mayAct(actor, 'endMembership', { organisationId, subjectId: personId }),
  }
}

/** Colleagues who ask to be let back in, and whether this person may vouch for each. */
export async function recoveriesPage(actor: Actor) {
  const organisationIds = actor.memberships.map(({ organisationId }) => organisationId)
  const open = await asSystem('who asks to come back', (tx) => listRecoveries(tx, organisationIds, now()))
  return {
    recoveries: open
      .filter(({ personId }) => personId !== actor.id)
      .map(({ id, personName, firstVoucherId, createdAt, expiresAt }) => ({
        id,
        personName,
        createdAt,
        expiresAt,
        vouched: firstVoucherId !== null,
        vouchedByMe: firstVoucherId === actor.id,
      })),
  }
}
