import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import type { LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { sealToken } from '#app/server/mail/sealed-token.server.ts'
import {
  createInvitation,
  findInvitation,
  settleInvitation,
  takeInvitation,
  withdrawInvitation,
  type InvitationRow,
} from '#app/server/repositories/invitations.server.ts'
import { createPerson, giveMembership, isTaken } from '#app/server/repositories/people.server.ts'
import { endSessions } from '#app/server/repositories/sessions.server.ts'
import { hashCode, newCode } from '#app/server/sign-in/codes.server.ts'
import { hashPassword } from '#app/server/sign-in/password.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { beginSession, type SignedIn } from '#app/server/workflows/sign-in.server.ts'
import type { Locale } from '#content/words.ts'

const lasts = 14 * 24 * 60 * 60_000

export interface Invited {
  organisationId: string
  role: Role
  name: string
  email: string | null
  userName: string | null
}

/** With an address the code goes there; without one it comes back, to be printed and handed over. */
export interface HandOver {
  code: string | null
  address: string
  expiresAt: Date
}

export async function invite(actor: Actor, invited: Invited): Promise<HandOver> {
  const { organisationId, role } = invited
  if (!mayAct(actor, 'invite', { organisationId, role })) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const { handOver, entry } = await layInvitation(tx, actor, invited, now())
    await appendLedger(tx, entry)
    return handOver
  })
}

/** The invitation and its message, for whoever may. The entry is for the caller to append, as the last thing. */
export async function layInvitation(
  tx: Transaction,
  actor: Actor,
  invited: Invited,
  at: Date,
): Promise<{ handOver: HandOver; entry: LedgerEntry }> {
  const { organisationId, role } = invited
  const [id, code, expiresAt] = [randomId(), newCode(4, 4), new Date(at.getTime() + lasts)]
  const codeHash = hashCode('invitation', code)
  await createInvitation(tx, { id, codeHash, ...invited, invitedById: actor.id, createdAt: at, expiresAt })
  if (invited.email) {
    const data = { mail: 'invitation', invitationId: id, sealedToken: sealToken('invitation', code) }
    await enqueue(tx, [{ name: 'sendMail', key: `invitation:${id}`, data }])
  }
  const address = new URL('/app/invitation', env.origin).href
  return {
    handOver: { code: invited.email ? null : code, address, expiresAt },
    entry: {
      action: 'invitation.create',
      subject: id,
      actorId: actor.id,
      data: { organisationId, role },
      at,
    },
  }
}

export async function withdraw(actor: Actor, organisationId: string, id: string): Promise<void> {
  if (!mayAct(actor, 'invite', { organisationId })) throw notPermitted()
  await withScope(actor.id, async (tx) => {
    const role = await withdrawInvitation(tx, id, organisationId, now())
    if (!mayAct(actor, 'invite', { organisationId, role })) throw notPermitted()
    await appendLedger(tx, {
      action: 'invitation.withdraw',
      subject: id,
      actorId: actor.id,
      data: { organisationId },
      at: now(),
    })
  })
}

export interface NewAccount {
  code: string
  userName: string | null
  password: string
  locale: Locale
}

/** Takes the invitation and makes an account; never touches one that exists. */
export async function acceptAsNew(request: Request, typed: NewAccount): Promise<SignedIn | Refusal> {
  const slower = tooMany('invitation', request)
  if (slower) return slower
  const passwordHash = await hashPassword(typed.password)
  const accepted = await asSystem('accept an invitation', async (tx) => {
    const invitation = await findInvitation(tx, hashCode('invitation', typed.code), now())
    if (!invitation) return refused('auth.invitation.refused')
    const names = invitation.email
      ? { email: invitation.email, userName: null }
      : { email: null, userName: typed.userName }
    if (!names.email && !names.userName) return refused('auth.userName.missing')
    if (await isTaken(tx, names))
      return refused(names.email ? 'auth.invitation.hasAccount' : 'auth.userName.taken')
    if (!(await takeInvitation(tx, invitation.id, now()))) return refused('auth.invitation.refused')
    const person = { name: invitation.name, ...names, passwordHash, locale: typed.locale }
    const personId = await createPerson(tx, {
      ...person,
      fictional: invitation.organisation.fictional,
      createdAt: now(),
    })
    await appendLedger(tx, {
      action: 'person.create',
      subject: personId,
      actorId: personId,
      data: {},
      at: now(),
    })
    await join(tx, invitation, personId)
    return { ok: true as const, personId }
  })
  return accepted.ok ? beginSession(request, accepted.personId) : accepted
}

/** For somebody who is signed in: one more job. A job that needs a second factor asks for it at once. */
export async function acceptAsMember(
  actor: Actor,
  request: Request,
  code: string,
): Promise<{ ok: true; signInAgain: boolean } | Refusal> {
  const slower = tooMany('invitation', request)
  if (slower) return slower
  return asSystem('accept an invitation', async (tx) => {
    const invitation = await findInvitation(tx, hashCode('invitation', code), now())
    if (!invitation || !(await takeInvitation(tx, invitation.id, now())))
      return refused('auth.invitation.refused')
    const signInAgain =
      needsSecondFactor([{ role: invitation.role as Role }]) && !needsSecondFactor(actor.memberships)
    if (signInAgain) await endSessions(tx, actor.id, now())
    await join(tx, invitation, actor.id)
    return { ok: true as const, signInAgain }
  })
}

async function join(tx: Transaction, invitation: InvitationRow, personId: string): Promise<void> {
  const { id, organisationId } = invitation
  const role = invitation.role as Role
  await giveMembership(tx, { personId, organisationId, role }, now())
  await settleInvitation(tx, id, personId)
  const data = { organisationId, role, invitationId: id }
  await appendLedger(tx, { action: 'membership.give', subject: personId, actorId: personId, data, at: now() })
}
