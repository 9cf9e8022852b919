import { sameBytes } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'

/** Never an ended way: whoever holds an old code stands before a closed door. */
export function listThreads(tx: Transaction, threadIds: readonly string[]) {
  return tx.concernThread.findMany({
    where: { id: { in: [...threadIds] } },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      concernId: true,
      onDay: true,
      endedOn: true,
      keys: {
        where: { kind: 'thread' },
        orderBy: { generation: 'asc' },
        select: { id: true, recipient: true },
      },
      concern: {
        select: {
          filedUnder: true,
          threads: { select: { id: true, onDay: true, ways: { select: { lookupHash: true } } } },
          machineVersion: true,
          state: true,
          value: true,
          context: true,
          clocks: {
            orderBy: { dueAt: 'asc' },
            where: { stoppedOn: null, legal: false },
            select: { kind: true, dueAt: true, metOn: true, pausedOn: true, personRef: true },
          },
        },
      },
    },
  })
}
export type ThreadRow = Awaited<ReturnType<typeof listThreads>>[number]

/**
 * Whether the thread is of the one who wrote first: the case was filed under a code of theirs. Where another thread was
 * led behind that code on the same day nobody can tell, and then it is of neither.
 */
export function filedWith({ id, concern }: Pick<ThreadRow, 'id' | 'concern'>): boolean {
  const own = concern.threads.filter(({ ways }) =>
    ways.some(({ lookupHash }) => sameBytes(lookupHash, concern.filedUnder)),
  )
  const first = Math.min(...own.map(({ onDay }) => onDay.getTime()))
  const earliest = own.filter(({ onDay }) => onDay.getTime() === first)
  return earliest.length === 1 && earliest[0]!.id === id
}

export function listThreadParts(tx: Transaction, keyIds: readonly string[]) {
  return tx.sealedPart.findMany({
    where: { keyId: { in: [...keyIds] } },
    orderBy: { position: 'asc' },
    select: { id: true, keyId: true, sealed: true, onDay: true },
  })
}
export type PartRow = Awaited<ReturnType<typeof listThreadParts>>[number]

/** Under a key of the thread itself; what was locked away is given to nobody. */
export async function findThreadFile(
  tx: Transaction,
  concernId: string,
  keyIds: readonly string[],
  id: string,
): Promise<{ keyId: string } | null> {
  return tx.sealedFile.findFirst({
    where: { id, concernId, keyId: { in: [...keyIds] }, lockedOn: null },
    select: { keyId: true },
  })
}

export interface CaseSigner {
  keyId: string
  concernId: string
  verifyKey: Uint8Array
  /** The last day on which this key spoke for this case; null while it does. */
  untilOn: Date | null
}

/** Keys that two handlers signed and that were given an envelope of the case: nobody else could have read what they answer. */
export function listSigners(tx: Transaction, concernIds: readonly string[]): Promise<CaseSigner[]> {
  return tx.$queryRaw<CaseSigner[]>`
    SELECT h.id AS "keyId", k.concern_id AS "concernId", h.verify_key AS "verifyKey",
           CASE WHEN bool_or(e.ended_on IS NULL) THEN h.ended_on
                ELSE least(coalesce(h.ended_on, max(e.ended_on)), max(e.ended_on)) END AS "untilOn"
    FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id JOIN handler_key h ON h.id = e.handler_key_id
    WHERE k.concern_id = ANY (${[...concernIds]}::uuid[]) AND e.holder = 'handler' AND h.counted_on IS NOT NULL
    GROUP BY h.id, k.concern_id, h.verify_key, h.ended_on`
}

/** False when nothing had to be changed. */
export async function endThread(tx: Transaction, threadId: string, day: Date): Promise<boolean> {
  const { count } = await tx.concernThread.updateMany({
    where: { id: threadId, endedOn: null },
    data: { endedOn: day },
  })
  return count === 1
}

export async function takeUpThread(tx: Transaction, threadId: string): Promise<boolean> {
  const { count } = await tx.concernThread.updateMany({
    where: { id: threadId, endedOn: { not: null } },
    data: { endedOn: null },
  })
  return count === 1
}

export interface NewWay {
  threadId: string
  envelopes: { recipient: string; sealed: Uint8Array }[]
}

/** False when one of the old ways has ended already: then nothing may be made from it any more. */
export async function endWays(tx: Transaction, wayIds: readonly string[], day: Date): Promise<boolean> {
  const { count } = await tx.concernWay.updateMany({
    where: { id: { in: [...wayIds] }, endedOn: null },
    data: { endedOn: day },
  })
  if (count !== wayIds.length) return false
  await tx.concernEnvelope.updateMany({
    where: { wayId: { in: [...wayIds] }, endedOn: null },
    data: { endedOn: day },
  })
  return true
}

export async function openWay(
  tx: Transaction,
  { threadId, envelopes }: NewWay,
  code: { lookupHash: Uint8Array; recipient: string },
  day: Date,
): Promise<void> {
  const { id } = await tx.concernWay.create({
    data: {
      threadId,
      lookupHash: Buffer.from(code.lookupHash),
      recipient: code.recipient,
      firstReturn: false,
      onDay: day,
    },
    select: { id: true },
  })
  const keys = await tx.concernKey.findMany({
    where: { threadId, kind: 'thread', recipient: { in: envelopes.map(({ recipient }) => recipient) } },
    select: { id: true, recipient: true },
  })
  await tx.concernEnvelope.createMany({
    data: envelopes.map(({ recipient, sealed }) => ({
      keyId: keys.find((key) => key.recipient === recipient)!.id,
      holder: 'way',
      wayId: id,
      sealed: Buffer.from(sealed),
      onDay: day,
    })),
  })
}

/** Keys that came with a code; only with that code it can be told whether this is true. */
export function listMarked(tx: Transaction, concernId: string) {
  return tx.concernKey.findMany({
    where: { concernId, mark: { not: null } },
    select: { id: true, kind: true, recipient: true, mark: true },
  })
}

/** Of the code that takes the place of the one with which it came. */
export async function saveMark(tx: Transaction, keyId: string, mark: Uint8Array): Promise<void> {
  await tx.concernKey.update({
    where: { id: keyId },
    data: { mark: Buffer.from(mark) },
    select: { id: true },
  })
}
