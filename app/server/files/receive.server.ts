import { randomId, sha256Stream } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'
import { shownName } from '#app/server/files/name.server.ts'
import { cleanPicture } from '#app/server/files/picture.server.ts'
import { FileRefused } from '#app/server/files/problems.server.ts'
import { scan, type Scan } from '#app/server/files/scan.server.ts'
import { readDraft, startDraft, type Draft } from '#app/server/files/store.server.ts'
import { guessType, headLength, textInspector, type FileType } from '#app/server/files/types.server.ts'
import { officeType, readZipDirectory, tailLength } from '#app/server/files/zip-directory.server.ts'

export const largestFile = 20 * 1024 * 1024

/** Sealed and safe on the disk; no row names it yet. */
export interface StoredFile {
  id: string
  name: string
  mediaType: string
  size: number
  /** Of what is kept, in hexadecimal. */
  sha256: string
  /** A picture without its hidden details. */
  cleaned: boolean
  scan: Scan
}

/** Pictures are drawn anew from memory; this much of them arrives at once, and whoever comes then is asked to wait. */
const mostPicturesHeld = 4 * largestFile
let picturesHeld = 0

/** Takes a file in as it arrives, never in clear on the disk. Throws FileRefused; then nothing of it is left. */
export async function receiveFile(source: AsyncIterable<Buffer>, givenName: string): Promise<StoredFile> {
  const arriving = source[Symbol.asyncIterator]()
  const { head, ended } = await beginning(arriving)
  if (head.length === 0) throw new FileRefused('empty')
  const rest = chainOf(head, ended ? null : arriving)
  const guess = await guessType(head, givenName)
  if (guess.handling === 'picture') return receivePicture(rest, guess, givenName)

  const id = randomId()
  const draft = await startDraft(id)
  try {
    const whole = await writeThrough(draft, rest, guess.handling === 'text')
    const type = guess.handling === 'zip' ? zipType(head, whole) : checkedType(guess, whole)
    await draft.finish()
    const scanned = await scan(readDraft(id), env.clamdUrl)
    await draft.keep()
    const { size, sha256 } = whole
    return { id, ...described(type, givenName), size, sha256, cleaned: false, scan: scanned }
  } catch (error) {
    await draft.discard()
    throw error
  }
}

type Whole = { size: number; sha256: string; tail: Buffer }

async function writeThrough(draft: Draft, source: AsyncIterable<Buffer>, isText: boolean): Promise<Whole> {
  const hash = sha256Stream()
  const inspector = isText ? textInspector() : null
  const tail = lastBytes(tailLength)
  let size = 0
  for await (const bytes of source) {
    size += bytes.length
    if (size > largestFile) throw new FileRefused('tooLarge')
    hash.update(bytes)
    inspector?.push(bytes)
    tail.push(bytes)
    await draft.write(bytes)
  }
  inspector?.end()
  return { size, sha256: hash.digest().toString('hex'), tail: tail.end() }
}

function zipType(head: Buffer, { tail, size }: Whole): FileType {
  const entries = readZipDirectory(tail, size)
  if (!entries) throw new FileRefused('notWhole')
  return officeType(entries, head)
}

function checkedType(type: FileType, { tail, size }: Whole): FileType {
  if (endsAsZip(tail, size)) throw new FileRefused('twoInOne')
  const ending = tail.subarray(Math.max(0, tail.length - 1024))
  if (type.handling === 'pdf' && !ending.includes('%%EOF')) throw new FileRefused('notWhole')
  return type
}

/** Programs that open zips look at the end, all others at the beginning: such a file is two. */
function endsAsZip(tail: Buffer, size: number): boolean {
  try {
    return readZipDirectory(tail, size) !== null
  } catch {
    return true
  }
}

async function receivePicture(
  source: AsyncIterable<Buffer>,
  type: FileType,
  givenName: string,
): Promise<StoredFile> {
  const original = { chunks: [] as Buffer[], size: 0 }
  try {
    for await (const bytes of source) {
      if (original.size + bytes.length > largestFile) throw new FileRefused('tooLarge')
      if (picturesHeld + bytes.length > mostPicturesHeld) throw new FileRefused('busy')
      original.chunks.push(bytes)
      original.size += bytes.length
      picturesHeld += bytes.length
    }
    const scanned = await scan(original.chunks, env.clamdUrl)
    const cleaned = await cleanPicture(Buffer.concat(original.chunks), type.mediaType)
    if (cleaned.length > largestFile) throw new FileRefused('tooLarge')
    return await storePicture(cleaned, described(type, givenName), scanned)
  } finally {
    picturesHeld -= original.size
  }
}

async function storePicture(
  bytes: Buffer,
  named: { name: string; mediaType: string },
  scanned: Scan,
): Promise<StoredFile> {
  const id = randomId()
  const draft = await startDraft(id)
  try {
    const hash = sha256Stream()
    hash.update(bytes)
    await draft.write(bytes)
    await draft.finish()
    await draft.keep()
    const sha256 = hash.digest().toString('hex')
    return { id, ...named, size: bytes.length, sha256, cleaned: true, scan: scanned }
  } catch (error) {
    await draft.discard()
    throw error
  }
}

function described({ mediaType, endings }: FileType, givenName: string) {
  return { name: shownName(givenName, endings), mediaType }
}

async function beginning(arriving: AsyncIterator<Buffer>): Promise<{ head: Buffer; ended: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  while (length < headLength) {
    const next = await arriving.next()
    if (next.done) return { head: Buffer.concat(chunks), ended: true }
    chunks.push(next.value)
    length += next.value.length
  }
  return { head: Buffer.concat(chunks), ended: false }
}

async function* chainOf(head: Buffer, arriving: AsyncIterator<Buffer> | null): AsyncGenerator<Buffer> {
  yield head
  while (arriving) {
    const next = await arriving.next()
    if (next.done) return
    yield next.value
  }
}

function lastBytes(length: number): { push(bytes: Buffer): void; end(): Buffer } {
  const chunks: Buffer[] = []
  let held = 0
  return {
    push(bytes) {
      chunks.push(bytes)
      held += bytes.length
      while (held - chunks[0]!.length >= length) held -= chunks.shift()!.length
    },
    end: () => Buffer.concat(chunks).subarray(-length),
  }
}
