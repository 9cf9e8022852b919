import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { sealToken } from '#app/server/mail/sealed-token.server.ts'
import {
  createRecovery,
  findOpenRecovery,
  findRecoveryByCode,
  lockRecovery,
  recordVoucher,
  takeRecovery,
} from '#app/server/repositories/invitations.server.ts'
import {
  findAccount,
  getAccount,
  listColleagues,
  listRoles,
  setPassword,
} from '#app/server/repositories/people.server.ts'
import { endSessions } from '#app/server/repositories/sessions.server.ts'
import { hashCode, newCode } from '#app/server/sign-in/codes.server.ts'
import { hashPassword, inTheShadowOfAHash } from '#app/server/sign-in/password.server.ts'
import { takeTry } from '#app/server/sign-in/rate-limit.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { beginSession, type SignedIn } from '#app/server/workflows/sign-in.server.ts'

const hour = 60 * 60_000
const linkLasts = hour
const requestLasts = 7 * 24 * hour
const codeLasts = 3 * 24 * hour
const leads: readonly Role[] = ['administrator', 'safeguarding_lead']

// ── By mail ────────────────────────────────────────────────────────────────────

/** The same answer after the same time, whether or not there is an account and whether or not it has an address. */
export async function askForReset(request: Request, typedName: string): Promise<{ ok: true } | Refusal> {
  const name = typedName.trim().toLowerCase()
  const slower = tooMany('reset', request, name)
  if (slower) return slower
  await inTheShadowOfAHash(() => asSystem('send a reset link', (tx) => sendResetLink(tx, request, name)))
  return { ok: true }
}

async function sendResetLink(tx: Transaction, request: Request, name: string): Promise<void> {
  const account = await findAccount(tx, name)
  if (!account?.email || !takeTry('letter', request, account.id).allowed) return
  const [id, code, at] = [randomId(), newCode(4, 4), now()]
  const codeHash = hashCode('recovery', code)
  const expiresAt = new Date(at.getTime() + linkLasts)
  await createRecovery(tx, { id, personId: account.id, kind: 'mail', codeHash, createdAt: at, expiresAt })
  const data = { mail: 'passwordReset', personId: account.id, sealedToken: sealToken('passwordReset', code) }
  await enqueue(tx, [{ name: 'sendMail', key: `reset:${id}`, data }])
}

// ── By two known people ────────────────────────────────────────────────────────

/** For those without an address. Says the same whoever asks, for whatever name. */
export async function askToComeBack(request: Request, typedName: string): Promise<{ ok: true } | Refusal> {
  const name = typedName.trim().toLowerCase()
  const slower = tooMany('recover', request, name)
  if (slower) return slower
  await inTheShadowOfAHash(() => asSystem('ask to come back', (tx) => tellColleagues(tx, request, name)))
  return { ok: true }
}

async function tellColleagues(tx: Transaction, request: Request, name: string): Promise<void> {
  const at = now()
  const account = await findAccount(tx, name)
  if (!account || (await findOpenRecovery(tx, account.id, 'two_people', at))) return
  if (!takeTry('letter', request, account.id).allowed) return
  const id = randomId()
  const expiresAt = new Date(at.getTime() + requestLasts)
  await createRecovery(tx, {
    id,
    personId: account.id,
    kind: 'two_people',
    codeHash: null,
    createdAt: at,
    expiresAt,
  })
  const colleagues = await listColleagues(tx, account.id, leads, at)
  await enqueue(
    tx,
    colleagues.map((personId) => ({
      name: 'sendMail' as const,
      key: `recovery:${id}:${personId}`,
      data: { mail: 'recoveryAsked', personId },
    })),
  )
  await appendLedger(tx, {
    action: 'recovery.ask',
    subject: account.id,
    actorId: null,
    data: { recoveryId: id },
    at,
  })
}

export type Vouched = {
  ok: true
  name: string
  handOver: { code: string; address: string; until: Date } | null
}

/**
 * Two different people of one organisation, neither of them the person, one of them an administrator or a
 * safeguarding lead. The second gets the code to hand over; it is shown once.
 */
export async function vouch(actor: Actor, recoveryId: string): Promise<Vouched | Refusal> {
  const at = now()
  return asSystem('vouch for a person', async (tx): Promise<Vouched | Refusal> => {
    const recovery = await lockRecovery(tx, recoveryId, at)
    if (!recovery || recovery.secondVoucherId) throw notFound()
    const { personId, firstVoucherId } = recovery
    const { name } = await getAccount(tx, personId)
    const shared = await sharedOrganisations(tx, [actor.id, personId], at)
    if (shared.length === 0) throw notFound()
    const facts = { subjectId: personId, firstVoucherId }
    if (!shared.some((organisationId) => mayAct(actor, 'vouch', { organisationId, ...facts })))
      throw notPermitted()

    if (!firstVoucherId) {
      await recordVoucher(tx, recoveryId, { firstVoucherId: actor.id })
      await appendVouch(tx, actor, personId, recoveryId, 1, at)
      return { ok: true, name, handOver: null }
    }
    if (!(await oneLeads(tx, [actor.id, firstVoucherId], personId, at)))
      return refused('auth.recoveries.leadNeeded')
    const code = newCode(4, 4)
    const codeHash = hashCode('recovery', code)
    const until = new Date(at.getTime() + codeLasts)
    await recordVoucher(tx, recoveryId, { secondVoucherId: actor.id, codeHash, expiresAt: until })
    await appendVouch(tx, actor, personId, recoveryId, 2, at)
    return {
      ok: true,
      name,
      handOver: { code, address: new URL('/app/recover/code', env.origin).href, until },
    }
  })
}

function appendVouch(
  tx: Transaction,
  actor: Actor,
  personId: string,
  recoveryId: string,
  voucher: 1 | 2,
  at: Date,
) {
  const data = { recoveryId, voucher }
  return appendLedger(tx, { action: 'recovery.vouch', subject: personId, actorId: actor.id, data, at })
}

async function sharedOrganisations(tx: Transaction, personIds: string[], at: Date): Promise<string[]> {
  const [first = [], ...others] = await Promise.all(personIds.map((personId) => listRoles(tx, personId, at)))
  const ids = [...new Set(first.map(({ organisationId }) => organisationId))]
  return ids.filter((id) => others.every((held) => held.some(({ organisationId }) => organisationId === id)))
}

/** In an organisation that both share with the person, one of the two has a leading job. */
async function oneLeads(tx: Transaction, voucherIds: string[], personId: string, at: Date): Promise<boolean> {
  const shared = await sharedOrganisations(tx, [...voucherIds, personId], at)
  const held = (await Promise.all(voucherIds.map((id) => listRoles(tx, id, at)))).flat()
  return held.some(({ organisationId, role }) => shared.includes(organisationId) && leads.includes(role))
}

// ── The code, from a link or from paper ────────────────────────────────────────

/** Whether a code still opens anything, before a password is thought up. */
export async function isRecoveryCode(request: Request, code: string): Promise<boolean> {
  if (tooMany('invitation', request)) return false
  return (
    (await asSystem('a code to come back', (tx) =>
      findRecoveryByCode(tx, hashCode('recovery', code), now()),
    )) !== null
  )
}

/** A new password; every session ends. An authenticator that is set up is still asked for. */
export async function comeBack(
  request: Request,
  typed: { code: string; password: string },
): Promise<SignedIn | Refusal> {
  const slower = tooMany('invitation', request)
  if (slower) return slower
  const passwordHash = await hashPassword(typed.password)
  const personId = await asSystem('come back', async (tx) => {
    const at = now()
    const recovery = await findRecoveryByCode(tx, hashCode('recovery', typed.code), at)
    if (!recovery || !(await takeRecovery(tx, recovery.id, recovery.personId, at))) return null
    await getAccount(tx, recovery.personId)
    await setPassword(tx, recovery.personId, passwordHash)
    const ended = await endSessions(tx, recovery.personId, at)
    const data = { kind: recovery.kind, recoveryId: recovery.id, ended }
    await appendLedger(tx, {
      action: 'recovery.use',
      subject: recovery.personId,
      actorId: recovery.personId,
      data,
      at,
    })
    return recovery.personId
  })
  return personId ? beginSession(request, personId) : refused('auth.comeBack.refused')
}
