import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sealStream } from '#app/sealing/age.ts'
import { moveIntoPlace, writeNew } from '#app/server/concerns/disk.server.ts'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const casesFolder = () => join(env.filesFolder, 'cases')
const incomingFolder = () => join(casesFolder(), 'incoming')

/** Where a sealed file lies: its case, its id, and the key that it is sealed to. */
export interface SealedPlace {
  concernId: string
  fileId: string
  /** Of the case key: sent twice, the same file may be sealed to two keys. */
  recipient: string
}

/** Seals while it arrives: nothing in clear touches the disk. Until it is kept it belongs to nobody. */
export async function sealToDraft(
  recipient: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ draftId: string; size: number }> {
  const sealed = await sealStream(
    [recipient],
    Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>,
  )
  return storeDraft(sealed)
}

/** What a browser has sealed already. */
export async function storeDraft(
  sealed: AsyncIterable<Uint8Array>,
): Promise<{ draftId: string; size: number }> {
  const draftId = randomId()
  return { draftId, size: await writeNew(draftPath(draftId), sealed) }
}

export function readDraft(draftId: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(draftPath(draftId))) as ReadableStream<Uint8Array>
}

export async function dropDraft(draftId: string): Promise<void> {
  await rm(draftPath(draftId), { force: true })
}

export async function keepDraft(draftId: string, place: SealedPlace, at: Date): Promise<void> {
  await moveIntoPlace(draftPath(draftId), sealedPath(place), at)
}

/** A case that turned out to be another one takes along what came for it. Done twice it changes nothing. */
export async function moveKept(from: SealedPlace, concernId: string, at: Date): Promise<void> {
  const to = { ...from, concernId }
  if (await isKept(from)) await moveIntoPlace(sealedPath(from), sealedPath(to), at)
}

/** The sealed bytes as they lie there, and how many; null when they are gone. */
export async function openSealedFile(
  place: SealedPlace,
): Promise<{ size: number; stream: ReadableStream<Uint8Array> } | null> {
  const path = sealedPath(place)
  const known = await stat(path).catch(() => null)
  if (!known) return null
  return { size: known.size, stream: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> }
}

export async function isKept(place: SealedPlace): Promise<boolean> {
  return (await stat(sealedPath(place)).catch(() => null)) !== null
}

export async function dropSealedFile(place: SealedPlace): Promise<void> {
  await rm(sealedPath(place), { force: true })
}

const tooOld = 24 * 60 * 60 * 1000

/** Of a form that broke off, or of a server that stopped in the middle of one. */
export async function sweepDrafts(at: Date): Promise<void> {
  for (const name of await readdir(incomingFolder()).catch(() => [])) {
    const path = join(incomingFolder(), name)
    const known = await stat(path).catch(() => null)
    if (known && at.getTime() - known.mtimeMs > tooOld) await rm(path, { force: true })
  }
}

export function sealedPath({ concernId, fileId, recipient }: SealedPlace): string {
  if (!uuid.test(concernId) || !uuid.test(fileId)) throw new Error('a sealed file is called by its ids')
  return join(casesFolder(), concernId, `${fileId}.${sha256(recipient).toString('hex').slice(0, 16)}.age`)
}

function draftPath(draftId: string): string {
  if (!uuid.test(draftId)) throw new Error('a draft is called by its id')
  return join(incomingFolder(), `${draftId}.part`)
}
