import type { Actor } from '#app/policies/actor.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { findAccount, getAccount, listRoles } from '#app/server/repositories/people.server.ts'
import { findPasskey, findTotp, recordPasskeyUse } from '#app/server/repositories/second-factors.server.ts'
import {
  endSession,
  endSessions,
  takeChallenge,
  type Awaiting,
} from '#app/server/repositories/sessions.server.ts'
import { isShutOut } from '#app/server/sign-in/demonstration-accounts.server.ts'
import {
  credentialIdIn,
  takeVisitorChallenge,
  verifyAuthentication,
} from '#app/server/sign-in/passkeys.server.ts'
import { passwordMatches } from '#app/server/sign-in/password.server.ts'
import { forgiveTries } from '#app/server/sign-in/rate-limit.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { forgetInRequest } from '#app/server/sign-in/request-memory.server.ts'
import { confirmSecret, openProposal, takeCode } from '#app/server/sign-in/second-factor.server.ts'
import {
  endedCookie,
  findWaiting,
  openWaitingSession,
  sessionCookie,
  sessionOf,
  startSession,
  stepUpSession,
} from '#app/server/sign-in/sessions.server.ts'
import type { Key } from '#content/words.ts'

export type SignedIn = { ok: true; cookie: string; awaiting: Awaiting | null }

/** The same answer after the same time, whether the account does not exist, has no password or the password is wrong. */
export async function signInWithPassword(
  request: Request,
  typed: { name: string; password: string },
): Promise<SignedIn | Refusal> {
  const name = typed.name.trim().toLowerCase()
  const slower = tooMany('signIn', request, name)
  if (slower) return slower
  const account = await asSystem('sign in', (tx) => findAccount(tx, name))
  const matches = await passwordMatches(account?.passwordHash ?? null, typed.password)
  if (!account || !matches || isShutOut(account)) return refused('auth.signIn.refused')
  forgiveTries('signIn', request, name)
  return beginSession(request, account.id)
}

/** After a password: what is still asked depends on the person's roles and on what they have set up. */
export async function beginSession(request: Request, personId: string): Promise<SignedIn> {
  const before = await sessionOf(request)
  const signedIn = await asSystem('sign in', async (tx) => {
    if (before) await endSession(tx, before.session.id, now())
    const awaiting = await stillAsked(tx, personId)
    return {
      ok: true as const,
      awaiting,
      cookie: sessionCookie(await startSession(tx, personId, awaiting, now())),
    }
  })
  forgetInRequest()
  return signedIn
}

async function stillAsked(tx: Transaction, personId: string): Promise<Awaiting | null> {
  if (await findTotp(tx, personId)) return 'second_factor'
  const roles = await listRoles(tx, personId, now())
  return needsSecondFactor(roles) ? 'set_up_second_factor' : null
}

export async function signInWithCode(request: Request, code: string): Promise<SignedIn | Refusal> {
  const waiting = await findWaiting(request, 'second_factor')
  if (!waiting) return refused('auth.startAgain')
  const slower = tooMany('code', request, waiting.personId)
  if (slower) return slower
  const token = await asSystem('sign in', async (tx) =>
    (await takeCode(tx, waiting.personId, code, now())) ? openWaitingSession(tx, waiting.id, now()) : null,
  )
  if (!token) return refused('auth.code.refused')
  forgiveTries('code', request, waiting.personId)
  forgetInRequest()
  return { ok: true, awaiting: null, cookie: sessionCookie(token) }
}

export type SetUp = { ok: true; cookie: string; recoveryCodes: string[] }

/** The first code from a new authenticator proves it, opens the session and brings the recovery codes, once. */
export async function signInWithNewAuthenticator(
  request: Request,
  typed: { proposal: string; code: string },
): Promise<SetUp | Refusal> {
  const waiting = await findWaiting(request, 'set_up_second_factor')
  if (!waiting) return refused('auth.startAgain')
  const slower = tooMany('code', request, waiting.personId)
  if (slower) return slower
  const { id, personId } = waiting
  const secret = openProposal(typed.proposal, personId, now())
  if (!secret) return refused('auth.setUp.stale')
  const done = await asSystem('set up the second factor', async (tx) => {
    if (await findTotp(tx, personId)) return null
    const recoveryCodes = await confirmSecret(tx, personId, secret, typed.code, now())
    if (!recoveryCodes) return null
    const token = await openWaitingSession(tx, id, now())
    if (!token) throw changedByAnother()
    await appendLedger(tx, {
      action: 'secondFactor.setUp',
      subject: personId,
      actorId: personId,
      data: {},
      at: now(),
    })
    return { recoveryCodes, token }
  })
  if (!done) return refused('auth.code.refused')
  forgetInRequest()
  return { ok: true, cookie: sessionCookie(done.token), recoveryCodes: done.recoveryCodes }
}

/** A passkey that checked its owner is two things in one: nothing more is asked. */
export async function signInWithPasskey(request: Request, answer: string): Promise<SignedIn | Refusal> {
  const slower = tooMany('signIn', request)
  if (slower) return slower
  const credentialId = credentialIdIn(answer)
  const passkey = credentialId ? await asSystem('sign in', (tx) => findPasskey(tx, credentialId)) : null
  const counter = passkey && (await verifyAuthentication(answer, passkey, takeVisitorChallenge))
  if (!passkey || counter === null) return refused('auth.passkey.refused')
  const before = await sessionOf(request)
  const token = await asSystem('sign in', async (tx) => {
    if (!(await recordPasskeyUse(tx, passkey.id, passkey.counter, counter, now()))) return null
    if (before) await endSession(tx, before.session.id, now())
    return startSession(tx, passkey.personId, null, now())
  })
  if (!token) return refused('auth.passkey.refused')
  forgetInRequest()
  return { ok: true, awaiting: null, cookie: sessionCookie(token) }
}

export type Proof = { password: string } | { code: string } | { credential: string }

/** Proves once more who is there. Whoever has an authenticator gives a fresh code, or a passkey; never only a password. */
export async function stepUp(
  actor: Actor,
  request: Request,
  proof: Proof,
): Promise<{ ok: true; cookie: string } | Refusal> {
  const limited = 'password' in proof ? 'signIn' : 'code'
  const slower = tooMany(limited, request, actor.id)
  if (slower) return slower
  if (!(await isProved(actor, proof))) return refused(whyNot(proof))
  forgiveTries(limited, request, actor.id)
  const token = await asSystem('step up', (tx) => stepUpSession(tx, actor.sessionId, now()))
  if (!token) return refused('auth.startAgain')
  forgetInRequest()
  return { ok: true, cookie: sessionCookie(token) }
}

function whyNot(proof: Proof): Key {
  if ('password' in proof) return 'auth.stepUp.passwordRefused'
  return 'code' in proof ? 'auth.code.refused' : 'auth.passkey.refused'
}

async function isProved(actor: Actor, proof: Proof): Promise<boolean> {
  if ('code' in proof)
    return asSystem('step up', async (tx) => (await takeCode(tx, actor.id, proof.code, now())) !== null)
  if ('credential' in proof) return isProvedByPasskey(actor, proof.credential)
  const { account, totp } = await asSystem('step up', async (tx) => ({
    account: await getAccount(tx, actor.id),
    totp: await findTotp(tx, actor.id),
  }))
  const matches = await passwordMatches(account.passwordHash, proof.password)
  return matches && !totp
}

async function isProvedByPasskey(actor: Actor, answer: string): Promise<boolean> {
  const credentialId = credentialIdIn(answer)
  if (!credentialId) return false
  const { passkey, challenge } = await asSystem('step up', async (tx) => ({
    passkey: await findPasskey(tx, credentialId),
    challenge: await takeChallenge(tx, actor.sessionId),
  }))
  if (!passkey || passkey.personId !== actor.id || !challenge) return false
  const counter = await verifyAuthentication(answer, passkey, (given) => given === challenge)
  if (counter === null) return false
  return asSystem('step up', (tx) => recordPasskeyUse(tx, passkey.id, passkey.counter, counter, now()))
}

/** Ends this browser's session, in whatever state it is. */
export async function signOut(request: Request): Promise<string> {
  const found = await sessionOf(request)
  if (found) await asSystem('sign out', (tx) => endSession(tx, found.session.id, now()))
  forgetInRequest()
  return endedCookie()
}

export async function signOutEverywhere(actor: Actor): Promise<string> {
  await asSystem('sign out everywhere', async (tx) => {
    const ended = await endSessions(tx, actor.id, now())
    await appendLedger(tx, {
      action: 'session.endAll',
      subject: actor.id,
      actorId: actor.id,
      data: { ended },
      at: now(),
    })
  })
  forgetInRequest()
  return endedCookie()
}
