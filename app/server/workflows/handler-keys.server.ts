import { isAgeRecipient } from '#app/sealing/recipient.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayActOnKey, bodiesHandledBy } from '#app/policies/handler-key.policy.ts'
import { statementText, Statement, verifyText, wrapText } from '#app/sealing/handler-key.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  countKey,
  createHandlerKey,
  createKeySignature,
  createWrap,
  endComparisons,
  endHandlerKey,
  endWraps,
  findOwnKey,
  getHandlerKey,
  hasEverCounted,
  holdsCountedKey,
  isKnownKey,
  listBodiesBeside,
  listHandlers,
  listKeysBeside,
  type HandlerKeyRow,
} from '#app/server/repositories/handler-keys.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { lookAfterLeaving } from '#app/server/workflows/case-left.server.ts'

export type KeyProblem = 'statement' | 'signature' | 'known' | 'signedAlready'
export type KeyResult = { ok: true; keyId: string } | { ok: false; problem: KeyProblem }

const ageFile = Buffer.from('age-encryption.org/v1\n')
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Takes the public half of a key and how it is locked. What it says must be what we know of the person. */
export async function makeKey(
  actor: Actor,
  given: { organisationId: string; statement: string; signature: string; wrap: string },
  now: Date,
): Promise<KeyResult> {
  const owner = { personId: actor.id, organisationId: given.organisationId }
  if (!mayActOnKey(actor, 'make', owner)) throw notPermitted()
  const statement = readStatement(given.statement)
  const isOurs =
    statement?.personId === actor.id &&
    statement.name === actor.name &&
    statement.organisationId === given.organisationId &&
    new Set(statement.duties).size === statement.duties.length &&
    isAgeRecipient(statement.recipient)
  if (!statement || !isOurs) return { ok: false, problem: 'statement' }
  const verifyKey = bytes(statement.verifyKey)
  const wrap = bytes(given.wrap)
  if (!isAgeFile(wrap)) return { ok: false, problem: 'statement' }
  if (!verifyText(verifyKey, given.statement, bytes(given.signature)))
    return { ok: false, problem: 'signature' }
  return withScope(actor.id, async (tx): Promise<KeyResult> => {
    const { duties, recipient } = statement
    if (await isKnownKey(tx, { recipient, verifyKey })) return { ok: false, problem: 'known' }
    const key = { ...owner, duties: [...duties].sort(), recipient, verifyKey, statement: given.statement }
    const keyId = await createHandlerKey(tx, key, dayOf(now))
    await createWrap(tx, { keyId, way: 'phrase', sealed: wrap }, dayOf(now))
    await createKeySignature(tx, { keyId, byKeyId: keyId, signature: bytes(given.signature) }, dayOf(now))
    await note(tx, actor, 'made', { id: keyId, statement: given.statement }, now)
    return { ok: true, keyId }
  })
}

/** One handler vouches for another's key, having heard its fingerprint. The signature is checked before it is kept. */
export async function signKey(
  actor: Actor,
  keyId: string,
  given: { byKeyId: string; signature: string },
  now: Date,
): Promise<KeyResult> {
  const signed = await withScope(actor.id, async (tx): Promise<KeyResult> => {
    const beside = (await listKeysBeside(tx)).find(({ id }) => id === keyId)
    const key = beside ?? (await keyFor(tx, actor, keyId))
    if (!mayActOnKey(actor, 'sign', key, { waitsBeside: beside !== undefined })) throw notPermitted()
    const by = await keyFor(tx, actor, given.byKeyId)
    if (by.personId !== actor.id || by.endedOn) throw notPermitted()
    const isNeighbour = by.organisationId !== key.organisationId
    if (
      isNeighbour &&
      !(beside && (await listBodiesBeside(tx, key.organisationId)).includes(by.organisationId))
    )
      throw notPermitted()
    if (key.endedOn || key.countedOn) throw notReady()
    if (!by.countedOn && (isNeighbour || (await hasEverCounted(tx, key.organisationId)))) throw notReady()
    if (!isStillTrue(key)) return { ok: false, problem: 'statement' }
    if (!verifyText(by.verifyKey, key.statement, bytes(given.signature)))
      return { ok: false, problem: 'signature' }
    if (key.signatures.some(({ byKeyId }) => byKeyId === by.id))
      return { ok: false, problem: 'signedAlready' }
    await createKeySignature(tx, { keyId, byKeyId: by.id, signature: bytes(given.signature) }, dayOf(now))
    const counted = await countKey(tx, key, dayOf(now))
    await note(tx, actor, 'signed', key, now, { by: by.id })
    for (const id of counted) {
      const { statement } = await getHandlerKey(tx, [key.organisationId], id)
      await note(tx, actor, 'counted', { id, statement }, now)
    }
    return { ok: true, keyId }
  })
  forgetDoors()
  return signed
}

/**
 * Another lock on my key: only whoever had it open can have made the proof. A new phrase ends the old one. What is `known` is
 * no lock: a colleague's key that I compared by voice, sealed to mine, for my browser to believe.
 */
export async function lockKey(
  actor: Actor,
  keyId: string,
  way: 'phrase' | 'passkey' | 'known',
  given: { wrap: string; proof: string; ofKeyId?: string },
  now: Date,
): Promise<KeyResult> {
  return withScope(actor.id, async (tx): Promise<KeyResult> => {
    const key = await ownKey(tx, actor, keyId)
    const wrap = bytes(given.wrap)
    if (!isAgeFile(wrap)) return { ok: false, problem: 'statement' }
    if (!verifyText(key.verifyKey, wrapText(keyId, way, given.wrap), bytes(given.proof)))
      return { ok: false, problem: 'signature' }
    const { ofKeyId } = given
    if (way === 'phrase') await endWraps(tx, { keyId, way }, dayOf(now))
    if (ofKeyId) await endComparisons(tx, scopeOf(actor), ofKeyId, dayOf(now))
    await createWrap(tx, { keyId, way, sealed: wrap, ...(ofKeyId ? { ofKeyId } : {}) }, dayOf(now))
    return { ok: true, keyId }
  })
}

/** Both days stay in the database; from now on my browser is not given it any more, and seals nothing because of it. */
export async function takeBackComparison(actor: Actor, ofKeyId: string, now: Date): Promise<void> {
  if (bodiesHandledBy(actor).length === 0) throw notPermitted()
  if (!uuid.test(ofKeyId)) throw notFound()
  await withScope(actor.id, async (tx) => {
    if ((await endComparisons(tx, scopeOf(actor), ofKeyId, dayOf(now))) === 0) throw notFound()
  })
}

/** The opening phrase stays: a key is never left without a way in by taking a passkey away. */
export async function removePasskeyLock(
  actor: Actor,
  keyId: string,
  wrapId: string,
  now: Date,
): Promise<void> {
  if (!uuid.test(wrapId)) throw notFound()
  await withScope(actor.id, async (tx) => {
    await ownKey(tx, actor, keyId)
    const ended = await endWraps(tx, { keyId, way: 'passkey', id: wrapId }, dayOf(now))
    if (ended === 0) throw notFound()
  })
}

/** My own, or, where a key of mine counts, that of somebody who no longer handles cases there. What it opened stays read. */
export async function endKey(actor: Actor, keyId: string, now: Date): Promise<void> {
  const ownerId = await withScope(actor.id, async (tx) => {
    const own = uuid.test(keyId) ? await findOwnKey(tx, scopeOf(actor), keyId) : null
    const key = own ?? (await keyFor(tx, actor, keyId))
    const handlers = await listHandlers(tx, [key.organisationId], now)
    const ownerHandles = handlers.some(({ personId }) => personId === key.personId)
    const mineCounts = await holdsCountedKey(tx, scopeOf(actor), key.organisationId)
    if (!mayActOnKey(actor, 'end', key, { ownerHandles, mineCounts })) throw notPermitted()
    if (key.endedOn) throw notReady()
    await endHandlerKey(tx, keyId, dayOf(now))
    await note(tx, actor, 'ended', key, now)
    return key.personId
  })
  forgetDoors()
  await lookAfterLeaving(ownerId, now)
}

async function keyFor(tx: Transaction, actor: Actor, keyId: string): Promise<HandlerKeyRow> {
  const bodies = bodiesHandledBy(actor)
  if (bodies.length === 0) throw notPermitted()
  if (!uuid.test(keyId)) throw notFound()
  return getHandlerKey(tx, bodies, keyId)
}

async function ownKey(tx: Transaction, actor: Actor, keyId: string): Promise<HandlerKeyRow> {
  const key = await keyFor(tx, actor, keyId)
  if (!mayActOnKey(actor, 'lock', key)) throw notPermitted()
  if (key.endedOn) throw notReady()
  return key
}

/** Null unless it is written exactly as `statementText` writes it: what is signed is one text and no other. */
function readStatement(text: string): Statement | null {
  try {
    const statement = Statement.parse(JSON.parse(text))
    return statementText(statement) === text ? statement : null
  } catch {
    return null
  }
}

function isStillTrue(key: HandlerKeyRow): boolean {
  const statement = readStatement(key.statement)
  return (
    statement !== null &&
    statement.personId === key.personId &&
    statement.organisationId === key.organisationId &&
    statement.recipient === key.recipient &&
    bytes(statement.verifyKey).equals(Buffer.from(key.verifyKey)) &&
    [...statement.duties].sort().join() === [...key.duties].sort().join()
  )
}

function isAgeFile(sealed: Buffer): boolean {
  return sealed.subarray(0, ageFile.length).equals(ageFile)
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64')
}

function dayOf(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
}

/** In public: which key, and the hash of what was signed. Never whose. */
async function note(
  tx: Transaction,
  actor: Actor,
  what: 'made' | 'signed' | 'counted' | 'ended',
  key: { id: string; statement: string },
  now: Date,
  more: Record<string, string> = {},
): Promise<void> {
  const data = { statement: sha256(key.statement).toString('hex'), ...more }
  await appendLedger(tx, { action: `handlerKey.${what}`, subject: key.id, actorId: actor.id, data, at: now })
}
