import { openStream } from '#app/sealing/age.ts'
import type { CaseKeys } from '#app/sealing/parcel.ts'
import { lookAt, scanSource, type Looked } from '#app/server/concerns/look-at-file.server.ts'
import type { ReceivedFile, StoredCopy } from '#app/server/concerns/received-files.server.ts'
import { dropDraft, readDraft, sealToDraft } from '#app/server/concerns/sealed-files.server.ts'
import { sha256Stream } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'
import { cleanPicture } from '#app/server/files/picture.server.ts'
import { headLength } from '#app/server/files/types.server.ts'
import { oneLine } from '#app/forms/one-line.ts'

export const largestConcernFile = 100 * 1024 * 1024
/** Pictures are drawn anew from memory; larger ones are kept as they are. */
const largestPicture = 20 * 1024 * 1024
const picturesAtOnce = 4

export type NotTaken = 'empty' | 'tooLarge' | 'cut' | 'tooMany' | 'notKept' | 'busy'

export class FileNotTaken extends Error {
  override readonly name = 'FileNotTaken'
  readonly problem: NotTaken

  constructor(problem: NotTaken) {
    super(problem)
    this.problem = problem
  }
}

/**
 * Sealed as it arrives, to the file key of a case that does not exist yet. Whatever it is, it is taken; nothing of it is
 * ever in clear on the disk. Throws FileNotTaken for what is empty or too large, and what the source throws.
 */
export async function receiveConcernFile(
  keys: CaseKeys,
  source: AsyncIterable<Buffer>,
  givenName: string,
): Promise<ReceivedFile> {
  const arriving = source[Symbol.asyncIterator]()
  const head = await beginning(arriving)
  if (head.length === 0) throw new FileNotTaken('empty')
  const looked = await lookAt(head, givenName)
  const whole: Whole = { hash: sha256Stream(), size: 0 }
  const made: string[] = []
  try {
    const sealed = await sealToDraft(keys.file.recipient, watched(head, arriving, whole))
    made.push(sealed.draftId)
    const isDrawn = looked.isPicture && whole.size <= largestPicture
    const cleaned = isDrawn ? await cleanedCopy(keys, sealed.draftId, looked) : null
    if (cleaned) made.push(cleaned.draftId)
    const scan = await scanSource(opened(keys, sealed.draftId), env.clamdUrl)
    const sha256 = whole.hash.digest().toString('hex')
    const asSent: StoredCopy = {
      draftId: sealed.draftId,
      mediaType: looked.mediaType,
      size: whole.size,
      sealedSize: sealed.size,
      // A picture that could not be drawn anew is not shown either.
      inline: looked.inline && !looked.isPicture,
    }
    return { keys, name: nameOf(givenName), sha256, scan, asSent, cleaned }
  } catch (error) {
    for (const draftId of made) await dropDraft(draftId)
    throw error
  }
}

type Whole = {
  hash: ReturnType<typeof sha256Stream>
  size: number
}

async function* watched(head: Buffer, arriving: AsyncIterator<Buffer>, whole: Whole): AsyncGenerator<Buffer> {
  for (let bytes: Buffer | null = head; bytes;) {
    whole.size += bytes.length
    if (whole.size > largestConcernFile) throw new FileNotTaken('tooLarge')
    whole.hash.update(bytes)
    yield bytes
    const next: IteratorResult<Buffer, unknown> = await arriving.next()
    bytes = next.done ? null : next.value
  }
}

/**
 * Null when nobody can draw it: broken, hidden behind its size, of another kind. Only now that it is here: whoever sends
 * slowly keeps no place in which others' pictures are drawn.
 */
async function cleanedCopy(
  keys: CaseKeys,
  draftId: string,
  { mediaType }: Looked,
): Promise<StoredCopy | null> {
  const leave = await enter()
  try {
    const held: Uint8Array[] = []
    for await (const bytes of opened(keys, draftId)) held.push(bytes)
    const bytes = await cleanPicture(Buffer.concat(held), mediaType).catch(() => null)
    if (!bytes) return null
    const drawn = await sealToDraft(keys.file.recipient, [bytes])
    return { draftId: drawn.draftId, mediaType, size: bytes.length, sealedSize: drawn.size, inline: true }
  } finally {
    leave()
  }
}

/** Read again from the disk and opened with the key that is still in memory: a slow line does not keep clamd waiting. */
async function* opened(keys: CaseKeys, draftId: string): AsyncGenerator<Uint8Array> {
  for await (const bytes of await openStream([keys.file.identity], readDraft(draftId))) yield bytes
}

async function beginning(arriving: AsyncIterator<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  while (length < headLength) {
    const next = await arriving.next()
    if (next.done) break
    chunks.push(next.value)
    length += next.value.length
  }
  return Buffer.concat(chunks)
}

/** What handlers see as its name; sealed with the rest. */
function nameOf(given: string): string {
  const last = oneLine(given.split(/[\\/]/).at(-1) ?? '').trim()
  return [...last].slice(0, 200).join('') || 'file'
}

let inside = 0
const waiting: (() => void)[] = []

async function enter(): Promise<() => void> {
  if (inside >= picturesAtOnce) await new Promise<void>((go) => waiting.push(go))
  else inside += 1
  return () => {
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }
}
