import { base64 } from '@scure/base'
import { openStream, openWith } from '#app/sealing/age.ts'
import { readCode } from '#app/sealing/code.ts'
import { newCaseKeys, sealPart, type KeyKind } from '#app/sealing/parcel.ts'
import type { Part } from '#app/sealing/parts.ts'
import { reporterKeysFrom, type ReporterKeys } from '#app/sealing/reporter-keys.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { isMarked } from '#app/server/concerns/marked.server.ts'
import { receiveConcernFile } from '#app/server/concerns/receive-file.server.ts'
import {
  dropReceived,
  partsOfFiles,
  type FileToKeep,
  type ReceivedFile,
} from '#app/server/concerns/received-files.server.ts'
import { replaySpool, waitForArrivals } from '#app/server/concerns/replay.server.ts'
import { listSpool } from '#app/server/concerns/spool.server.ts'
import { digestKeyAt } from '#app/server/concerns/ids.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { keepDraft, readDraft, sealToDraft } from '#app/server/concerns/sealed-files.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import {
  findOpenWays,
  insertParts,
  type CaseOfWay,
  type KeyOfCase,
  type KeyOfWay,
  type ThreadOfWay,
} from '#app/server/repositories/concern-ways.server.ts'

/** A case behind a code, and what is sealed to it: no key that somebody put there, and null where none is left. */
interface OpenedCase {
  concernId: string
  doorId: string
  fileRecipient: string | null
  fileKeyId: string | null
  identityRecipient: string | null
  identityKeyId: string | null
}

export interface OpenedThread extends OpenedCase {
  threadId: string
  wayId: string
  /** All keys of the thread, in memory only, for what was sealed earlier. */
  identities: string[]
  /** The newest one that is believed: to it something new is sealed. */
  recipient: string | null
  keyId: string | null
  firstReturn: boolean
}

/** Of itself it names the case that was filed under this code; a conversation of another case carries its own. */
export interface OpenedWay extends OpenedCase {
  threads: OpenedThread[]
  digestKey: Uint8Array
}

/** Null without a hint; a wrong code is as much work as a right one. Whoever calls it takes their turn first. */
export async function openCode(typed: string): Promise<OpenedWay | null> {
  const read = readCode(typed)
  const code = await reporterKeysFrom(await stretchCode(read ?? '0'.repeat(20), await codeSalt()))
  if (read) await waitForArrivals(base64.encode(code.lookupHash)).catch(() => undefined)
  const lookupHash = new Uint8Array(code.lookupHash)
  const find = () => asSystem('somebody comes back with a code', (tx) => findOpenWays(tx, lookupHash))
  let found = await find()
  // What was acknowledged while the database was away is brought in before anybody is told that it is not there.
  if (!found && read && (await listSpool()).length > 0) {
    await replaySpool()
    found = await find()
  }
  return found && read ? openedWay(found, code) : null
}

/** What somebody says after the receipt, each part once and in the case of its thread: sent twice it is kept once. */
export async function addParts(way: OpenedWay, parts: readonly Adding[], now: Date): Promise<void> {
  await keepParts(way, parts, [], now)
}

/** Files that came with a form: sealed again, to the key of the case. */
export async function addFiles(
  way: OpenedWay,
  received: readonly ReceivedFile[],
  { isProof, threadId }: { isProof: boolean; threadId?: string },
  now: Date,
): Promise<{ fileIds: string[] }> {
  const { concernId, doorId } = caseOf(way, threadId)
  const { recipient } = keyFor(way, 'file', threadId)
  const place = { concernId, recipient }
  try {
    const files: FileToKeep[] = []
    for (const one of received) {
      for (const file of partsOfFiles([one], digestKeyAt(way.digestKey, doorId), isProof)) {
        const plain = await openStream([one.keys.file.identity], readDraft(file.draftId))
        const { draftId, size } = await sealToDraft(recipient, plain)
        await keepDraft(draftId, { ...place, fileId: file.part.fileId }, now)
        files.push({ ...file, draftId, sealedSize: size })
      }
    }
    const parts = files.map(({ part }) => ({
      kind: 'file' as const,
      part,
      ...(threadId ? { threadId } : {}),
    }))
    await keepParts(way, parts, files, now)
    return { fileIds: files.map(({ part }) => part.fileId) }
  } finally {
    await dropReceived(received)
  }
}

/** A file as it arrives. Throws FileNotTaken for what is empty or too large. */
export async function addFile(
  way: OpenedWay,
  source: AsyncIterable<Buffer>,
  name: string,
  options: { isProof: boolean; threadId?: string },
  now: Date,
): Promise<{ fileIds: string[] }> {
  return addFiles(way, [await receiveConcernFile(await newCaseKeys(), source, name)], options, now)
}

type Adding = { kind: KeyKind; threadId?: string; part: Part }

async function keepParts(
  way: OpenedWay,
  parts: readonly Adding[],
  files: readonly FileToKeep[],
  now: Date,
): Promise<void> {
  const day = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  for (const [concernId, own] of Map.groupBy(parts, ({ threadId }) => caseOf(way, threadId).concernId)) {
    const sealed = await Promise.all(
      own.map(async ({ kind, threadId, part }) => {
        const { keyId, recipient } = keyFor(way, kind, threadId)
        return { keyId, first: part.kind === 'subject', ...(await sealPart(recipient, part, way.digestKey)) }
      }),
    )
    // Files are added by themselves, all of them to the one case that their parts name.
    const kept = files.map(({ part, sealedSize }) => ({
      id: part.fileId,
      size: sealedSize,
      keyId: keyFor(way, 'file', own[0]!.threadId).keyId,
    }))
    await asSystem('somebody adds to what they said', async (tx) => {
      const count = await insertParts(tx, concernId, sealed, kept, day)
      if (count === 0) return
      const data = { parts: count, files: kept.length }
      await appendCaseLog(tx, { concernId, action: 'concern.add', personId: null, data, now })
    })
  }
}

function caseOf(way: OpenedWay, threadId: string | undefined): OpenedCase {
  return threadId ? threadOf(way, threadId) : way
}

function threadOf(way: OpenedWay, threadId: string): OpenedThread {
  const thread = way.threads.find((each) => each.threadId === threadId)
  if (!thread) throw new Error('a thread that this code does not open')
  return thread
}

/** Refused where no key is left that anybody but the database believes: then nothing is sealed at all. */
function keyFor(way: OpenedWay, kind: KeyKind, threadId?: string): KeyOfCase {
  const { fileKeyId, fileRecipient, identityKeyId, identityRecipient } = caseOf(way, threadId)
  const thread = threadId ? threadOf(way, threadId) : way.threads[0]!
  const { keyId, recipient } = {
    file: { keyId: fileKeyId, recipient: fileRecipient },
    identity: { keyId: identityKeyId, recipient: identityRecipient },
    thread,
  }[kind]
  if (keyId === null || recipient === null) throw notReady()
  return { keyId, recipient }
}

async function openedWay(found: readonly ThreadOfWay[], code: ReporterKeys): Promise<OpenedWay> {
  const threads = await Promise.all(
    found.map(async (row) => {
      const opened = await Promise.all(row.keys.map((key) => opensWith(key, code)))
      const newest = newestFor(code, row, row.keys)
      return {
        ...openedCase(row, code),
        threadId: row.threadId,
        wayId: row.wayId,
        firstReturn: row.firstReturn,
        identities: opened.flatMap((identity) => identity ?? []),
        recipient: newest?.recipient ?? null,
        keyId: newest?.keyId ?? null,
      }
    }),
  )
  return { ...openedCase(found[0]!, code), threads, digestKey: code.digestKey }
}

function openedCase(row: CaseOfWay, code: ReporterKeys): OpenedCase {
  const file = newestFor(code, row, row.file)
  const identity = newestFor(code, row, row.identity)
  return {
    concernId: row.concernId,
    doorId: row.doorId,
    fileRecipient: file?.recipient ?? null,
    fileKeyId: file?.keyId ?? null,
    identityRecipient: identity?.recipient ?? null,
    identityKeyId: identity?.keyId ?? null,
  }
}

/**
 * What came with this code carries its mark, also what was filed a second time; what handlers made is signed. Under the code
 * with which a case was filed nothing else counts. Another code cannot check the mark, and takes what handlers would take.
 */
function newestFor(code: ReporterKeys, { doorId, isOwn }: CaseOfWay, keys: readonly KeyOfWay[]) {
  return keys.findLast((key) => isMarked(code.digestKey, doorId, key) || (isOwn ? key.vouched : key.believed))
}

/** What somebody put there does not open, and leaves the rest readable. */
async function opensWith(
  { envelope }: Pick<ThreadOfWay['keys'][number], 'envelope'>,
  code: ReporterKeys,
): Promise<string | null> {
  const opened = envelope && (await openWith([code.identity], envelope).catch(() => null))
  return opened ? new TextDecoder().decode(opened) : null
}
