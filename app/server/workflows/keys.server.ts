import type { Actor } from '#app/policies/actor.ts'
import { mayKeepKeys } from '#app/policies/keys.policy.ts'
import { unlockedKey } from '#app/server/crypto/authority.server.ts'
import { fingerprintOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import {
  deleteRootKey,
  offerRootKeyAgain,
  RootKeyRefused,
  takeRootKey,
} from '#app/server/documents/root-key.server.ts'
import {
  ensureAuthority,
  rotateAuthority,
  RotationRefused,
} from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { findRunningOrganisation } from '#app/server/repositories/people.server.ts'

/** Throws notPermitted for everybody but the administrators of the body that runs this installation. */
export async function refuseUnlessKeeper(actor: Actor): Promise<void> {
  const running = await asSystem('who runs this installation', findRunningOrganisation)
  if (!mayKeepKeys(actor, running)) throw notPermitted()
}

/** The root's key as a file, locked with this password. Given once; the caller has seen to a second sign-in check. */
export async function giveOutRootKey(
  actor: Actor,
  password: string,
  now: Date,
): Promise<{ name: string; pem: string }> {
  await refuseUnlessKeeper(actor)
  const { rootPem } = await ensureAuthority(env.keysFolder)
  const fingerprint = fingerprintOfPem(rootPem)
  const pem = await unlessRefused(takeRootKey(env.keysFolder, rootPem, password, now))
  try {
    await record(actor, 'keys.rootDownload', fingerprint, now)
  } catch (error) {
    await offerRootKeyAgain(env.keysFolder, rootPem)
    throw error
  }
  return { name: `amana-root-${fingerprint.slice(0, 8)}.key`, pem }
}

export async function finishRootKey(actor: Actor, how: 'delete' | 'offer', now: Date): Promise<void> {
  await refuseUnlessKeeper(actor)
  const { rootPem } = await ensureAuthority(env.keysFolder)
  const fingerprint = fingerprintOfPem(rootPem)
  if (how === 'delete') {
    await unlessRefused(deleteRootKey(env.keysFolder, rootPem, now))
    await record(actor, 'keys.rootDelete', fingerprint, now)
  } else {
    await unlessRefused(offerRootKeyAgain(env.keysFolder, rootPem))
    await record(actor, 'keys.rootOffer', fingerprint, now)
  }
}

export type RotationProblem = 'passwordOfKey' | 'anotherRoot'

/** From now on a new authority signs. What is wrong with the key that was given back, or null. */
export async function rotateKeys(
  actor: Actor,
  { lockedKey, password, withdraw }: { lockedKey: string; password: string; withdraw: boolean },
  now: Date,
): Promise<RotationProblem | null> {
  await refuseUnlessKeeper(actor)
  const rootKey = lockedKey ? unlockedKey(lockedKey, password) : null
  if (lockedKey && !rootKey) return 'passwordOfKey'
  try {
    await rotateAndRecord({ rootKey, withdraw }, actor, now)
    return null
  } catch (error) {
    if (!(error instanceof RotationRefused)) throw error
    if (error.reason === 'rotatedMeanwhile') throw changedByAnother()
    return 'anotherRoot'
  }
}

/** Also for the command line, where nobody is signed in. */
export async function rotateAndRecord(
  { rootKey, withdraw }: { rootKey: Uint8Array | null; withdraw: boolean },
  actor: Actor | null,
  now: Date,
): Promise<{ issuing: string; newRoot: boolean }> {
  await ensureAuthority(env.keysFolder).catch(() => null) // without its secret the old one is not needed
  const { authority, newRoot } = await rotateAuthority(env.keysFolder, { rootKey, withdraw }, now)
  const issuing = fingerprintOfPem(authority.issuingPem)
  const data = { root: fingerprintOfPem(authority.rootPem), newRoot, withdrawn: withdraw && !newRoot }
  await record(actor, 'keys.rotate', issuing, now, data)
  return { issuing, newRoot }
}

function record(
  actor: Actor | null,
  action: string,
  subject: string,
  at: Date,
  data: Record<string, string | boolean> = {},
): Promise<void> {
  return asSystem('what is done with the keys is in the ledger', async (tx) => {
    await appendLedger(tx, { action, subject, actorId: actor?.id ?? null, data, at })
  })
}

async function unlessRefused<Result>(doing: Promise<Result>): Promise<Result> {
  try {
    return await doing
  } catch (error) {
    if (error instanceof RootKeyRefused) throw notReady()
    throw error
  }
}
