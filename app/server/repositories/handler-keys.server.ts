import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import type { Scope } from '#app/server/scope.server.ts'

const columns = {
  id: true,
  personId: true,
  organisationId: true,
  duties: true,
  recipient: true,
  verifyKey: true,
  statement: true,
  createdOn: true,
  countedOn: true,
  endedOn: true,
} as const

const withSignatures = {
  ...columns,
  organisation: { select: { name: true } },
  signatures: {
    select: { byKeyId: true, onDay: true, by: { select: { statement: true } } },
    orderBy: { onDay: 'asc' },
  },
} as const

/** The keys of these bodies, ended ones too: what they opened stays true. */
export async function listHandlerKeys(tx: Transaction, organisationIds: readonly string[]) {
  return tx.handlerKey.findMany({
    where: { organisationId: { in: [...organisationIds] } },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: withSignatures,
  })
}

export async function getHandlerKey(tx: Transaction, organisationIds: readonly string[], id: string) {
  const key = await tx.handlerKey.findFirst({
    where: { id, organisationId: { in: [...organisationIds] } },
    select: withSignatures,
  })
  if (!key) throw notFound()
  return key
}

/** My own, whatever I do by now: whoever left a body still ends the key they had there. */
export async function findOwnKey(tx: Transaction, scope: Scope, id: string): Promise<HandlerKeyRow | null> {
  return tx.handlerKey.findFirst({ where: { id, personId: scope.personId }, select: withSignatures })
}

/** Keys that wait in bodies beside mine which have too few to sign them; the database knows which. */
export async function listKeysBeside(tx: Transaction): Promise<HandlerKeyRow[]> {
  const beside = await tx.$queryRaw<{ id: string; body: string }[]>`
    SELECT key::text AS id, body_name AS body FROM app_keys_beside()`
  const bodyOf = new Map(beside.map(({ id, body }) => [id, body]))
  const keys = await tx.handlerKey.findMany({
    where: { id: { in: [...bodyOf.keys()] } },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: { ...columns, signatures: withSignatures.signatures },
  })
  return keys.map((key) => ({ ...key, organisation: { name: bodyOf.get(key.id)! } }))
}

/** One that counts, of whichever body; whether somebody may see it here is for whoever asks. */
export function findCountingKey(tx: Transaction, id: string) {
  return tx.handlerKey.findFirst({
    where: { id, countedOn: { not: null }, endedOn: null },
    select: columns,
  })
}

/** The bodies that stand at a reporting page together with this one. */
export async function listBodiesBeside(tx: Transaction, organisationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`SELECT o::text AS id FROM app_beside(${organisationId}::uuid) o`
  return rows.map(({ id }) => id)
}

export type HandlerKeyRow = Awaited<ReturnType<typeof getHandlerKey>>

/** Wraps are their owner's alone: row-level security gives nobody else's. */
export async function listOwnWraps(tx: Transaction, scope: Scope) {
  return tx.handlerKeyWrap.findMany({
    where: { endedOn: null, key: { personId: scope.personId, endedOn: null } },
    orderBy: [{ onDay: 'desc' }, { id: 'asc' }],
    select: { id: true, keyId: true, way: true, ofKeyId: true, sealed: true, onDay: true },
  })
}

export interface NewHandlerKey {
  personId: string
  organisationId: string
  duties: string[]
  recipient: string
  verifyKey: Uint8Array
  statement: string
}

export async function createHandlerKey(tx: Transaction, key: NewHandlerKey, onDay: Date): Promise<string> {
  const { id } = await tx.handlerKey.create({
    data: { ...key, verifyKey: new Uint8Array(key.verifyKey), createdOn: onDay },
    select: { id: true },
  })
  return id
}

export async function isKnownKey(
  tx: Transaction,
  key: { recipient: string; verifyKey: Uint8Array },
): Promise<boolean> {
  const same = [{ recipient: key.recipient }, { verifyKey: new Uint8Array(key.verifyKey) }]
  return (await tx.handlerKey.count({ where: { OR: same } })) > 0
}

export async function createWrap(
  tx: Transaction,
  wrap: { keyId: string; way: 'phrase' | 'passkey' | 'known'; sealed: Uint8Array; ofKeyId?: string },
  onDay: Date,
): Promise<void> {
  await tx.handlerKeyWrap.create({
    data: { ...wrap, sealed: new Uint8Array(wrap.sealed), onDay },
    select: { id: true },
  })
}

/** Those of one way, or the one that is named. */
export async function endWraps(
  tx: Transaction,
  wraps: { keyId: string; way: 'phrase' | 'passkey'; id?: string },
  onDay: Date,
): Promise<number> {
  const { count } = await tx.handlerKeyWrap.updateMany({
    where: { ...wraps, endedOn: null },
    data: { endedOn: onDay },
  })
  return count
}

/** What I compared of this key, with whichever key of mine: row-level security gives nobody else's. */
export async function endComparisons(
  tx: Transaction,
  scope: Scope,
  ofKeyId: string,
  onDay: Date,
): Promise<number> {
  const { count } = await tx.handlerKeyWrap.updateMany({
    where: { way: 'known', ofKeyId, endedOn: null, key: { personId: scope.personId } },
    data: { endedOn: onDay },
  })
  return count
}

export async function createKeySignature(
  tx: Transaction,
  given: { keyId: string; byKeyId: string; signature: Uint8Array },
  onDay: Date,
): Promise<void> {
  await tx.handlerKeySignature.create({
    data: { ...given, signature: new Uint8Array(given.signature), onDay },
    select: { keyId: true },
  })
}

/** Lets a key count once enough have signed it; which keys of the body came to count by that. */
export async function countKey(
  tx: Transaction,
  key: { id: string; organisationId: string },
  onDay: Date,
): Promise<string[]> {
  const before = await countedIn(tx, key.organisationId)
  await tx.$queryRaw`SELECT app_count_key(${key.id}::uuid, ${onDay}::date)::text`
  const after = await countedIn(tx, key.organisationId)
  return after.filter((id) => !before.includes(id))
}

/** Until a key of the body counts for the first time, keys that do not count yet sign one another; never again after. */
export async function hasEverCounted(tx: Transaction, organisationId: string): Promise<boolean> {
  return (await countedIn(tx, organisationId)).length > 0
}

/** Whether I hold a key of this body that counts today. */
export async function holdsCountedKey(
  tx: Transaction,
  scope: Scope,
  organisationId: string,
): Promise<boolean> {
  const counted = { organisationId, personId: scope.personId, countedOn: { not: null }, endedOn: null }
  return (await tx.handlerKey.count({ where: counted })) > 0
}

async function countedIn(tx: Transaction, organisationId: string): Promise<string[]> {
  const rows = await tx.handlerKey.findMany({
    where: { organisationId, countedOn: { not: null } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function endHandlerKey(tx: Transaction, id: string, onDay: Date): Promise<void> {
  const { count } = await tx.handlerKey.updateMany({ where: { id, endedOn: null }, data: { endedOn: onDay } })
  if (count === 0) throw notFound()
}

/** Who handles cases of these bodies today. */
export async function listHandlers(tx: Transaction, organisationIds: readonly string[], at: Date) {
  return tx.membership.findMany({
    where: {
      organisationId: { in: [...organisationIds] },
      role: 'case_handler',
      fromAt: { lte: at },
      OR: [{ untilAt: null }, { untilAt: { gt: at } }],
    },
    select: { personId: true, organisationId: true },
  })
}

export interface Opening {
  handlerKeyId: string
  concernId: string
  kinds: string[]
  since: Date
  together: boolean
}

/** From the envelopes themselves, of the cases that I handle: which key opens what, and since which day. */
export async function listOpenings(tx: Transaction, keyIds: readonly string[]): Promise<Opening[]> {
  if (keyIds.length === 0) return []
  return tx.$queryRaw<Opening[]>`
    SELECT h.id AS "handlerKeyId", k.concern_id AS "concernId", array_agg(DISTINCT k.kind ORDER BY k.kind) AS kinds,
      min(e.on_day) AS since, e.inner_key_id IS NOT NULL AS together
    FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id
      JOIN handler_key h ON h.id IN (e.handler_key_id, e.inner_key_id)
    WHERE e.ended_on IS NULL AND h.id = ANY (${[...keyIds]}::uuid[])
    GROUP BY h.id, k.concern_id, e.inner_key_id IS NOT NULL
    ORDER BY min(e.on_day), k.concern_id`
}

/** For sealing without anybody signed in: public halves of keys that count. */
export async function listCountedKeys(tx: Transaction, keyIds: readonly string[]) {
  return tx.handlerKey.findMany({
    where: { id: { in: [...keyIds] }, countedOn: { not: null }, endedOn: null },
    select: { id: true, recipient: true },
  })
}
