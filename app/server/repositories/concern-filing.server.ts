import { base64 } from '@scure/base'
import type { Vouched } from '#app/sealing/case-key.ts'
import type { KeyKind, Parcel } from '#app/sealing/parcel.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { storedVouched } from '#app/server/repositories/case-keys.server.ts'

export interface NewConcern {
  id: string
  doorId: string
  organisationId: string
  filedUnder: Uint8Array<ArrayBuffer>
  isTest: boolean
  stored: { machineVersion: number; state: string; value: unknown; context: unknown }
  day: Date
  /** Of a case that began elsewhere: the day on which it was brought in from there. */
  importedOn?: Date
}

/** False when it is there already. */
export async function createConcern(tx: Transaction, { stored, ...given }: NewConcern): Promise<boolean> {
  const { count } = await tx.record.createMany({
    data: [{ id: given.id, kind: 'concern' }],
    skipDuplicates: true,
  })
  if (count === 0) return false
  await tx.concern.createMany({
    data: [
      {
        id: given.id,
        doorId: given.doorId,
        organisationId: given.organisationId,
        filedUnder: given.filedUnder,
        arrivedOn: given.day,
        importedOn: given.importedOn ?? null,
        isTest: given.isTest,
        machineVersion: stored.machineVersion,
        state: stored.state,
        value: stored.value as object,
        context: stored.context as object,
      },
    ],
  })
  return true
}

export async function createThread(
  tx: Transaction,
  concernId: string,
  way: { lookupHash: Uint8Array<ArrayBuffer>; recipient: string; firstReturn: boolean },
  day: Date,
): Promise<{ threadId: string; wayId: string }> {
  const { id: threadId } = await tx.concernThread.create({
    data: { concernId, onDay: day },
    select: { id: true },
  })
  const { id: wayId } = await tx.concernWay.create({
    data: { threadId, ...way, onDay: day },
    select: { id: true },
  })
  return { threadId, wayId }
}

/** The thread that this code opens, or opened, in this case. */
export async function findWay(
  tx: Transaction,
  concernId: string,
  lookupHash: Uint8Array<ArrayBuffer>,
): Promise<{ threadId: string; wayId: string; isEnded: boolean } | null> {
  const row = await tx.concernWay.findFirst({
    where: { lookupHash, thread: { concernId } },
    orderBy: { id: 'asc' },
    select: { id: true, threadId: true, endedOn: true },
  })
  return row && { threadId: row.threadId, wayId: row.id, isEnded: row.endedOn !== null }
}

/** `signed` where a handler's browser made them, `mark` where they came with a code. */
export async function createKeys(
  tx: Transaction,
  concernId: string,
  threadId: string | null,
  keys: readonly { kind: KeyKind; recipient: string; signed?: Vouched; mark?: string }[],
  day: Date,
): Promise<Map<KeyKind, string>> {
  const before = await tx.concernKey.findMany({
    where: { concernId },
    select: { kind: true, threadId: true, generation: true },
  })
  const data = keys.map(({ kind, recipient, signed, mark }) => {
    const own = { kind, threadId: kind === 'thread' ? threadId : null }
    const older = before.filter((key) => key.kind === own.kind && key.threadId === own.threadId)
    return {
      ...own,
      id: randomId(),
      concernId,
      generation: Math.max(0, ...older.map(({ generation }) => generation)) + 1,
      recipient,
      signatures: signed ? [storedVouched(signed, day)] : [],
      mark: mark ? bytesOf(mark) : null,
      onDay: day,
    }
  })
  await tx.concernKey.createMany({ data })
  return new Map(data.map(({ kind, id }) => [kind, id]))
}

export async function createEnvelopes(
  tx: Transaction,
  keyIds: ReadonlyMap<KeyKind, string>,
  envelopes: Parcel['envelopes'],
  way: { wayId: string; sealed: string } | null,
  day: Date,
): Promise<void> {
  const toHandlers = envelopes.flatMap(({ kind, handlerKeyId, innerKeyId, reserve, sealed }) => {
    const keyId = keyIds.get(kind)
    if (!keyId) return []
    const holder = innerKeyId ? 'escrow' : reserve ? 'reserve' : 'handler'
    const holds = { handlerKeyId, innerKeyId: innerKeyId ?? null, wayId: null }
    return [{ keyId, holder, ...holds, sealed: bytesOf(sealed), onDay: day }]
  })
  const threadKeyId = keyIds.get('thread')
  const toWay = []
  if (threadKeyId && way) {
    const holds = { handlerKeyId: null, innerKeyId: null, wayId: way.wayId }
    toWay.push({ keyId: threadKeyId, holder: 'way', ...holds, sealed: bytesOf(way.sealed), onDay: day })
  }
  await tx.concernEnvelope.createMany({ data: [...toHandlers, ...toWay] })
}

export async function createParts(
  tx: Transaction,
  concernId: string,
  keyIds: ReadonlyMap<KeyKind, string>,
  parts: Parcel['parts'],
  day: Date,
): Promise<number> {
  const { count } = await tx.sealedPart.createMany({
    data: parts.map(({ kind, first, digest, sealed }) => ({
      concernId,
      keyId: keyIds.get(kind)!,
      first,
      digest: digest ? bytesOf(digest) : null,
      sealed: bytesOf(sealed),
      onDay: day,
    })),
    skipDuplicates: true,
  })
  return count
}

export async function createFiles(
  tx: Transaction,
  concernId: string,
  keyId: string,
  files: Parcel['files'],
  day: Date,
): Promise<void> {
  await tx.sealedFile.createMany({
    data: files.map(({ id, size }) => ({ id, concernId, keyId, size: BigInt(size), onDay: day })),
    skipDuplicates: true,
  })
}

/** Files of a deleted case are gone; where the same ones are sent again, their names are free for the case that begins. */
export async function freeFiles(tx: Transaction, { files }: Pick<Parcel, 'files'>): Promise<void> {
  for (const { id } of files)
    await tx.$executeRaw`
      update sealed_file f set id = gen_random_uuid() where f.id = ${id}::uuid and app_is_deleted(f.concern_id)`
}

/** What of this is not here yet, and the files that are here already under another key. */
export async function newInParcel(
  tx: Transaction,
  concernId: string,
  { parts, files, keys }: Pick<Parcel, 'parts' | 'files' | 'keys'>,
): Promise<Pick<Parcel, 'parts' | 'files'> & { keptTwice: string[] }> {
  const digests = parts.flatMap(({ digest }) => (digest ? [bytesOf(digest)] : []))
  const known = await tx.sealedPart.findMany({
    where: { concernId, digest: { in: digests } },
    select: { digest: true },
  })
  const here = new Set(known.map(({ digest }) => base64.encode(digest!)))
  const kept = await tx.sealedFile.findMany({
    where: { id: { in: files.map(({ id }) => id) } },
    select: { id: true, key: { select: { recipient: true } } },
  })
  const keptIds = new Set(kept.map(({ id }) => id))
  const own = fileRecipientOf({ keys })
  return {
    parts: parts.filter(({ digest }) => !here.has(digest)),
    files: files.filter(({ id }) => !keptIds.has(id)),
    keptTwice: kept.filter(({ key }) => key.recipient !== own).map(({ id }) => id),
  }
}

export function fileRecipientOf({ keys }: Pick<Parcel, 'keys'>): string {
  return keys.find(({ kind }) => kind === 'file')!.recipient
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
