import { mkdir, open, rename, rm, statfs, utimes, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { env } from '#app/server/env.server.ts'

/** What writes to the disk here, so that a test can stand in for a disk that is full. */
export interface Disk {
  write(this: void, file: FileHandle, bytes: Uint8Array): Promise<void>
}

const realDisk: Disk = {
  async write(file, bytes) {
    for (let at = 0; at < bytes.byteLength;) at += (await file.write(bytes, at)).bytesWritten
  },
}
let disk = realDisk

/** For tests; returns what puts the real one back. */
export function replaceDisk(replacement: Disk): () => void {
  disk = replacement
  return () => {
    disk = realDisk
  }
}

export async function writeNew(
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const bytes of pieces) {
      await disk.write(file, bytes)
      size += bytes.byteLength
    }
    await file.sync()
    return size
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** From here on a power cut does not take it. Of when it came, the disk keeps the day only. */
export async function moveIntoPlace(from: string, to: string, at: Date): Promise<void> {
  const day = new Date(at)
  day.setUTCHours(0, 0, 0, 0)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await utimes(from, day, day)
  await rename(from, to)
  await utimes(dirname(to), day, day)
  await Promise.all([dirname(to), dirname(dirname(to))].map(syncFolder))
}

/** Files leave room for words and for the database. */
const roomForWords = 256 * 1024 * 1024

export async function hasRoomForFiles(): Promise<boolean> {
  const known = await statfs(env.dataFolder).catch(() => null)
  return known === null || known.bavail * known.bsize > roomForWords
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '')
}

/** A new name in a folder is safe only once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
