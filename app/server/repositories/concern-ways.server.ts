import { sameBytes } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'

export interface KeyOfCase {
  keyId: string
  recipient: string
}

/** A case behind a code, with the keys to which something new is sealed. */
export interface CaseOfWay {
  concernId: string
  doorId: string
  file: KeyOfCase
  identity: KeyOfCase
}

export interface ThreadOfWay extends CaseOfWay {
  threadId: string
  wayId: string
  firstReturn: boolean
  /** By generation, oldest first; the envelope is for the code. */
  keys: (KeyOfCase & { envelope: Uint8Array | null })[]
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
  const keys = await tx.concernKey.findMany({
    where: { concernId: { in: ways.map(({ thread }) => thread.concernId) } },
    orderBy: { generation: 'asc' },
    select: {
      id: true,
      concernId: true,
      kind: true,
      threadId: true,
      recipient: true,
      envelopes: { where: { holder: 'way', endedOn: null }, select: { wayId: true, sealed: true } },
    },
  })
  const newest = (concernId: string, kind: string) => {
    const key = keys.findLast((each) => each.concernId === concernId && each.kind === kind)!
    return { keyId: key.id, recipient: key.recipient }
  }
  return inOrder.map(({ id: wayId, threadId, firstReturn, thread: { concernId, concern } }) => ({
    concernId,
    doorId: concern.doorId,
    file: newest(concernId, 'file'),
    identity: newest(concernId, 'identity'),
    threadId,
    wayId,
    firstReturn,
    keys: keys
      .filter((key) => key.kind === 'thread' && key.threadId === threadId)
      .map(({ id, recipient, envelopes }) => ({
        keyId: id,
        recipient,
        envelope: envelopes.find((each) => each.wayId === wayId)?.sealed ?? null,
      })),
  }))
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
