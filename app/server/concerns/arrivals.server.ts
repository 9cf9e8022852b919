import type { Parcel } from '#app/sealing/parcel.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { now } from '#app/server/clock.server.ts'
import { findPlace } from '#app/server/concerns/place.server.ts'
import { startFirstClocks } from '#app/server/concerns/first-clocks.server.ts'
import type { Arrival } from '#app/server/concerns/spool.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import {
  bytesOf,
  createConcern,
  createEnvelopes,
  createFiles,
  createKeys,
  createParts,
  createThread,
  findWay,
  freeFiles,
  newInParcel,
} from '#app/server/repositories/concern-filing.server.ts'
import { handlersOf, letHandle, personsOfKeys } from '#app/server/repositories/concern-readers.server.ts'
import { receiveConcern } from '#machines/processes.ts'

export interface BroughtIn {
  state: 'received' | 'added' | 'alreadyHere'
  concernId: string
  /** Files that were here already under another key: these copies are of no use. */
  keptTwice: string[]
}

/**
 * All of it or nothing, and the same again changes nothing. What was acknowledged is never lost: a code that was used at
 * another door, or whose case was deleted while this waited in the spool, begins a case of its own. Nobody is told here: a job would say when somebody wrote, so
 * that handlers hear of it in steps of six hours.
 */
export async function bringIn(tx: Transaction, arrival: Arrival): Promise<BroughtIn> {
  const { parcel, kind, isTest, bodyId } = arrival
  const at = new Date(arrival.at)
  const day = new Date(`${arrival.at.slice(0, 10)}T00:00:00Z`)
  const lookupHash = bytesOf(parcel.lookupHash)
  const { concernId: id, isHere, isUsedUp } = await findPlace(tx, lookupHash, parcel.doorId)
  if (isHere) return add(tx, id, parcel, at, day)
  const { stored, requests } = receiveConcern({ kind, isTest })
  const isNew = await createConcern(tx, {
    id,
    doorId: parcel.doorId,
    organisationId: bodyId,
    filedUnder: lookupHash,
    isTest,
    stored,
    day,
  })
  // Two at once: the other one came in first, at this door or at another one.
  if (!isNew) return bringIn(tx, arrival)
  if (isUsedUp) await freeFiles(tx, parcel)

  const persons = await personsOfKeys(tx, keysIn(parcel))
  const present = screened(parcel.envelopes, (keyId) => persons.get(keyId)?.isEnded === false)
  // Somebody reads it in any case: a key that ended a moment ago still opens what was sealed to it.
  const { envelopes } = present.isReadable
    ? present
    : screened(parcel.envelopes, (keyId) => persons.has(keyId))
  const handlers = personsIn(envelopes, persons)
  const { threadId, wayId } = await createThread(tx, id, wayOf(parcel), day)
  const keyIds = await createKeys(tx, id, threadId, parcel.keys, day)
  await createEnvelopes(tx, keyIds, envelopes, { wayId, sealed: parcel.wayEnvelope }, day)
  const parts = await createParts(tx, id, keyIds, parcel.parts, day)
  await createFiles(tx, id, keyIds.get('file')!, parcel.files, day)
  const overseers = arrival.overseers.filter((personId) => !handlers.includes(personId))
  await letHandle(tx, id, { handlers, overseers }, day)
  await startFirstClocks(tx, { concernId: id, organisationId: bodyId, personRef: threadId }, requests, at)
  const data = { state: stored.state, parts, files: parcel.files.length, readers: handlers.length }
  await appendCaseLog(tx, {
    concernId: id,
    action: 'concern.receive',
    personId: null,
    data,
    now: written(at),
  })
  return { state: 'received', concernId: id, keptTwice: [] }
}

/** Sent again with something new in it: keys of a further generation, for those who handle the case today. */
async function add(
  tx: Transaction,
  concernId: string,
  parcel: Parcel,
  at: Date,
  day: Date,
): Promise<BroughtIn> {
  const { parts, files, keptTwice } = await newInParcel(tx, concernId, parcel)
  if (parts.length === 0 && files.length === 0) return { state: 'alreadyHere', concernId, keptTwice }
  const way = await findWay(tx, concernId, bytesOf(parcel.lookupHash))
  if (!way) throw new Error('a case without the way it came by')
  const persons = await personsOfKeys(tx, keysIn(parcel))
  const { today, ever, recused, reserve } = await handlersOf(tx, concernId)
  const heldBy = (mayRead: (personId: string) => boolean) => (keyId: string) => {
    const known = persons.get(keyId)
    return known !== undefined && !known.isEnded && !recused.has(known.personId) && mayRead(known.personId)
  }
  // Those who handle it today; when none of them is among the readers, the body that was asked next; never nobody.
  const reading = [
    (personId: string) => today.has(personId),
    (personId: string) => !ever.has(personId),
    () => true,
  ]
  // Whoever was left out the first time does not come in by the second.
  const stillInReserve = heldBy((personId) => reserve.has(personId))
  const choices = reading.map((mayRead) => screened(parcel.envelopes, heldBy(mayRead), stillInReserve))
  const { envelopes } = choices.find(({ isReadable }) => isReadable) ?? choices[2]!
  const joining = personsIn(envelopes, persons).filter((personId) => !ever.has(personId))
  await letHandle(tx, concernId, { handlers: joining, overseers: [] }, day)
  const kinds = new Set([...parts.map(({ kind }) => kind), ...(files.length > 0 ? (['file'] as const) : [])])
  const keys = parcel.keys.filter(({ kind }) => kinds.has(kind))
  const keyIds = await createKeys(tx, concernId, way.threadId, keys, day)
  // A code that was replaced opens nothing that comes later.
  const toCode = way.isEnded ? null : { wayId: way.wayId, sealed: parcel.wayEnvelope }
  await createEnvelopes(tx, keyIds, envelopes, toCode, day)
  const count = await createParts(tx, concernId, keyIds, parts, day)
  if (files.length > 0) await createFiles(tx, concernId, keyIds.get('file')!, files, day)
  const data = { parts: count, files: files.length }
  await appendCaseLog(tx, { concernId, action: 'concern.sentMore', personId: null, data, now: written(at) })
  return { state: 'added', concernId, keptTwice }
}

/** What waited in the spool over midnight is written today: the public ledger has committed to the days before. */
function written(at: Date): Date {
  const today = now()
  return today > at ? today : at
}

/** Pairs stay as they are: one of two opens nothing. Who stands in reserve stays unless they have left or stepped back. */
function screened(
  envelopes: Parcel['envelopes'],
  mayHold: (keyId: string) => boolean,
  inReserve: (keyId: string) => boolean = mayHold,
) {
  const kept = envelopes.filter(
    ({ handlerKeyId, innerKeyId, reserve }) =>
      innerKeyId !== undefined || (reserve ? inReserve(handlerKeyId) : mayHold(handlerKeyId)),
  )
  const isReadable = kept.some(
    ({ kind, innerKeyId, reserve }) => kind === 'file' && innerKeyId === undefined && !reserve,
  )
  return { envelopes: kept, isReadable }
}

function personsIn(
  envelopes: Parcel['envelopes'],
  persons: ReadonlyMap<string, { personId: string }>,
): string[] {
  const own = envelopes.filter(({ innerKeyId, reserve }) => innerKeyId === undefined && !reserve)
  return [...new Set(own.map(({ handlerKeyId }) => persons.get(handlerKeyId)!.personId))]
}

function keysIn({ envelopes }: Parcel): string[] {
  return envelopes.map(({ handlerKeyId }) => handlerKeyId)
}

function wayOf({ lookupHash, wayRecipient, firstReturn }: Parcel) {
  return { lookupHash: bytesOf(lookupHash), recipient: wayRecipient, firstReturn }
}
