import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Parcel } from '#app/sealing/parcel.ts'
import { isDiskFull, moveIntoPlace, writeNew } from '#app/server/concerns/disk.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'
import { roundedToSixHours } from '#content/concern-clocks.ts'
import type { ConcernKind } from '#machines/processes.ts'

/** A sealed parcel and what stands beside it in clear: nothing that the rows of the case would not say. */
export interface Arrival {
  parcel: Parcel
  kind: ConcernKind
  isTest: boolean
  /** Who received it; also of the keys that hold an envelope. */
  bodyId: string
  /** Persons who see stage and clocks. */
  overseers: string[]
  /** In steps of six hours: no minute is kept. */
  at: string
}

const folder = () => join(env.dataFolder, 'concerns')
const spoolFolder = () => join(folder(), 'spool')
const reservePath = () => join(folder(), 'reserve')
/** Kept free for words: given up when the disk is full, taken back when there is room. */
export const reserveLength = 16 * 1024 * 1024

/** On the disk for good before it returns. The name says nothing. */
export async function putInSpool(
  arrival: Omit<Arrival, 'at'>,
  now: Date,
): Promise<{ name: string; spooled: Arrival }> {
  const name = randomId()
  const spooled: Arrival = { ...arrival, at: roundedToSixHours(now).toISOString() }
  const bytes = Buffer.from(JSON.stringify(spooled))
  const write = async () => {
    await writeNew(draftPath(name), [bytes])
    await moveIntoPlace(draftPath(name), pathOf(name), now)
  }
  try {
    await write()
  } catch (error) {
    if (!isDiskFull(error) || !(await giveUpReserve())) throw error
    await write()
  }
  return { name, spooled }
}

export async function readFromSpool(name: string): Promise<Arrival | null> {
  const text = await readFile(pathOf(name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as Arrival)
}

export async function removeFromSpool(name: string): Promise<void> {
  await rm(pathOf(name), { force: true })
}

/** In no order that tells anything. */
export async function listSpool(): Promise<string[]> {
  const names = await readdir(spoolFolder()).catch(() => [])
  return names.filter((name) => name.endsWith('.parcel')).map((name) => name.slice(0, -'.parcel'.length))
}

/** At the start: what was being written when the server stopped was acknowledged to nobody. */
export async function sweepSpool(): Promise<void> {
  for (const name of await readdir(spoolFolder()).catch(() => []))
    if (name.endsWith('.draft')) await rm(join(spoolFolder(), name), { force: true })
}

/** False when there is no room for it now. */
export async function keepReserve(): Promise<boolean> {
  const known = await stat(reservePath()).catch(() => null)
  if (known?.size === reserveLength) return true
  await rm(reservePath(), { force: true })
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  try {
    await writeNew(reservePath(), filling())
    return true
  } catch (error) {
    if (isDiskFull(error)) return false
    throw error
  }
}

async function giveUpReserve(): Promise<boolean> {
  const known = await stat(reservePath()).catch(() => null)
  if (!known) return false
  await rm(reservePath(), { force: true })
  return true
}

/** Random: a file of holes, or one that a disk can make smaller, would keep nothing free. */
function* filling(): Generator<Uint8Array> {
  const piece = new Uint8Array(64 * 1024)
  for (let written = 0; written < reserveLength; written += piece.length) yield crypto.getRandomValues(piece)
}

function draftPath(name: string): string {
  return join(spoolFolder(), `${name}.draft`)
}

function pathOf(name: string): string {
  return join(spoolFolder(), `${name}.parcel`)
}
