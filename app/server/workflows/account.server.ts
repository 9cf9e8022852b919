import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { getAccount, setLanguage, setPassword } from '#app/server/repositories/people.server.ts'
import {
  createPasskey,
  deletePasskey,
  findTotp,
  listPasskeys,
} from '#app/server/repositories/second-factors.server.ts'
import {
  chooseJob,
  endSessions,
  setChallenge,
  takeChallenge,
} from '#app/server/repositories/sessions.server.ts'
import {
  authenticationOptions,
  registrationOptions,
  verifyRegistration,
} from '#app/server/sign-in/passkeys.server.ts'
import { hashPassword, passwordMatches } from '#app/server/sign-in/password.server.ts'
import { issueRecoveryCodes } from '#app/server/sign-in/recovery-codes.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { forgetInRequest } from '#app/server/sign-in/request-memory.server.ts'
import { confirmSecret, openProposal } from '#app/server/sign-in/second-factor.server.ts'
import type { Locale } from '#content/words.ts'

export async function chooseLanguage(actor: Actor, locale: Locale): Promise<void> {
  await asSystem('choose a language', (tx) => setLanguage(tx, actor.id, locale))
  forgetInRequest()
}

/** The job shown in the header: one of the person's own. */
export async function workAs(actor: Actor, membershipId: string): Promise<void> {
  if (!actor.memberships.some(({ id }) => id === membershipId)) throw notFound()
  await asSystem('choose a job', (tx) => chooseJob(tx, actor.sessionId, membershipId))
  forgetInRequest()
}

/** Every other session of the person ends. */
export async function changePassword(
  actor: Actor,
  request: Request,
  typed: { current: string; password: string },
): Promise<{ ok: true } | Refusal> {
  const slower = tooMany('signIn', request, actor.id)
  if (slower) return slower
  const account = await asSystem('change a password', (tx) => getAccount(tx, actor.id))
  if (!(await passwordMatches(account.passwordHash, typed.current)))
    return refused('auth.password.currentRefused')
  const passwordHash = await hashPassword(typed.password)
  await asSystem('change a password', async (tx) => {
    await setPassword(tx, actor.id, passwordHash)
    const ended = await endSessions(tx, actor.id, now(), actor.sessionId)
    await appendLedger(tx, {
      action: 'password.change',
      subject: actor.id,
      actorId: actor.id,
      data: { ended },
      at: now(),
    })
  })
  return { ok: true }
}

/** Another authenticator takes the place of the old one, and new recovery codes that of the old. Other sessions end. */
export async function replaceAuthenticator(
  actor: Actor,
  request: Request,
  typed: { proposal: string; code: string },
): Promise<{ ok: true; recoveryCodes: string[] } | Refusal> {
  const slower = tooMany('code', request, actor.id)
  if (slower) return slower
  const secret = openProposal(typed.proposal, actor.id, now())
  if (!secret) return refused('auth.setUp.stale')
  const recoveryCodes = await asSystem('set up the second factor', async (tx) => {
    const codes = await confirmSecret(tx, actor.id, secret, typed.code, now())
    if (!codes) return null
    const ended = await endSessions(tx, actor.id, now(), actor.sessionId)
    await appendLedger(tx, {
      action: 'secondFactor.setUp',
      subject: actor.id,
      actorId: actor.id,
      data: { ended },
      at: now(),
    })
    return codes
  })
  return recoveryCodes ? { ok: true, recoveryCodes } : refused('auth.code.refused')
}

export async function renewRecoveryCodes(actor: Actor): Promise<string[]> {
  return asSystem('new recovery codes', async (tx) => {
    if (!(await findTotp(tx, actor.id))) throw notFound()
    const codes = await issueRecoveryCodes(tx, actor.id)
    await appendLedger(tx, {
      action: 'secondFactor.renewCodes',
      subject: actor.id,
      actorId: actor.id,
      data: {},
      at: now(),
    })
    return codes
  })
}

// ── Passkeys ───────────────────────────────────────────────────────────────────

/** What the browser needs to make a passkey; the challenge is kept with the session until it is answered. */
export async function passkeyToMake(actor: Actor) {
  const { account, known } = await asSystem('make a passkey', async (tx) => ({
    account: await getAccount(tx, actor.id),
    known: await listPasskeys(tx, actor.id),
  }))
  const name = account.email ?? account.userName ?? account.name
  const options = await registrationOptions({ id: actor.id, account: name, name: actor.name }, known)
  await asSystem('make a passkey', (tx) => setChallenge(tx, actor.sessionId, options.challenge))
  return options
}

/** What the browser needs to prove a passkey of this person; null when there is none. */
export async function passkeyToProve(actor: Actor) {
  const known = await asSystem('step up', (tx) => listPasskeys(tx, actor.id))
  if (known.length === 0) return null
  const options = await authenticationOptions(undefined, known)
  await asSystem('step up', (tx) => setChallenge(tx, actor.sessionId, options.challenge))
  return options
}

export async function addPasskey(
  actor: Actor,
  typed: { credential: string; name: string },
): Promise<{ ok: true } | Refusal> {
  const challenge = await asSystem('make a passkey', (tx) => takeChallenge(tx, actor.sessionId))
  const passkey = challenge && (await verifyRegistration(typed.credential, challenge))
  if (!passkey) return refused('auth.passkey.refused')
  await asSystem('make a passkey', async (tx) => {
    await createPasskey(tx, { ...passkey, personId: actor.id, name: typed.name, createdAt: now() })
    await appendLedger(tx, {
      action: 'passkey.add',
      subject: actor.id,
      actorId: actor.id,
      data: {},
      at: now(),
    })
  })
  return { ok: true }
}

export async function removePasskey(actor: Actor, id: string): Promise<void> {
  await asSystem('remove a passkey', async (tx) => {
    if (!(await deletePasskey(tx, id, actor.id))) throw notFound()
    await appendLedger(tx, {
      action: 'passkey.remove',
      subject: actor.id,
      actorId: actor.id,
      data: {},
      at: now(),
    })
  })
}
