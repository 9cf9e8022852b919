import { sameBytes } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { caseKeyColumns, withBelief } from '#app/server/repositories/case-keys.server.ts'

export interface KeyOfCase {
  keyId: string
  recipient: string
}

/** With what speaks for it: what handlers signed, and what only the code can check. */
export interface KeyOfWay extends KeyOfCase {
  kind: string
  believed: boolean
  vouched: boolean
  mark: Uint8Array | null
}

/** A case behind a code, with its keys by generation, oldest first. */
export interface CaseOfWay {
  concernId: string
  doorId: string
  /** It was filed under this very code. */
  isOwn: boolean
  file: KeyOfWay[]
  identity: KeyOfWay[]
}

export interface ThreadOfWay extends CaseOfWay {
  threadId: string
  wayId: string
  firstReturn: boolean
  /** By generation, oldest first; the envelope is for the code. */
  keys: (KeyOfWay & { envelope: Uint8Array | null })[]
}

/** Every thread that this code opens today, in every case; those of the case that was filed under it come first. */
export async function findOpenWays(
  tx: Transaction,
  lookupHash: Uint8Array<ArrayBuffer>,
): Promise<ThreadOfWay[] | null> {
  const ways = await tx.concernWay.findMany({
    where: { lookupHash, endedOn: null },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      threadId: true,
      firstReturn: true,
      thread: {
        select: { concernId: true, concern: { select: { filedUnder: true, arrivedOn: true, doorId: true } } },
      },
    },
  })
  if (ways.length === 0) return null
  const isOwn = ({ thread }: (typeof ways)[number]) => sameBytes(thread.concern.filedUnder, lookupHash)
  const inOrder = [...ways].sort(
    (one, other) =>
      Number(isOwn(other)) - Number(isOwn(one)) ||
      other.thread.concern.arrivedOn.getTime() - one.thread.concern.arrivedOn.getTime(),
  )
  const rows = await tx.concernKey.findMany({
    where: { concernId: { in: ways.map(({ thread }) => thread.concernId) } },
    orderBy: { generation: 'asc' },
    select: {
      ...caseKeyColumns,
      mark: true,
      envelopes: { where: { holder: 'way', endedOn: null }, select: { wayId: true, sealed: true } },
    },
  })
  const keys = await withBelief(tx, rows)
  const ofWay = ({ id, kind, recipient, believed, vouched, mark }: (typeof keys)[number]): KeyOfWay => ({
    keyId: id,
    kind,
    recipient,
    believed,
    vouched,
    mark,
  })
  return inOrder.map((way) => {
    const { concernId, concern } = way.thread
    const own = keys.filter((key) => key.concernId === concernId)
    return {
      concernId,
      doorId: concern.doorId,
      isOwn: isOwn(way),
      file: own.filter(({ kind }) => kind === 'file').map(ofWay),
      identity: own.filter(({ kind }) => kind === 'identity').map(ofWay),
      threadId: way.threadId,
      wayId: way.id,
      firstReturn: way.firstReturn,
      keys: own
        .filter((key) => key.kind === 'thread' && key.threadId === way.threadId)
        .map((key) => ({
          ...ofWay(key),
          envelope: key.envelopes.find((each) => each.wayId === way.id)?.sealed ?? null,
        })),
    }
  })
}

/** How many were not here yet. */
export async function insertParts(
  tx: Transaction,
  concernId: string,
  parts: readonly { keyId: string; first: boolean; digest: string; sealed: string }[],
  files: readonly { id: string; keyId: string; size: number }[],
  day: Date,
): Promise<number> {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  const { count } = await tx.sealedPart.createMany({
    data: parts.map(({ keyId, first, digest, sealed }) => ({
      concernId,
      keyId,
      first,
      digest: digest ? bytes(digest) : null,
      sealed: bytes(sealed),
      onDay: day,
    })),
    skipDuplicates: true,
  })
  await tx.sealedFile.createMany({
    data: files.map(({ id, keyId, size }) => ({ id, concernId, keyId, size: BigInt(size), onDay: day })),
    skipDuplicates: true,
  })
  return count
}
