import { link, mkdir, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomToken } from '#app/server/crypto/hash.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'

/**
 * Each signing authority that this installation ever had lies in a folder of its own: `authority`, then `authority-2` and
 * so on. The newest signs. None is ever replaced, so that what former ones signed can be checked for as long as it is kept.
 */
export type AuthorityFolder = { sequence: number; path: string }

export function authorityFolder(keysFolder: string, sequence = 1): string {
  return join(keysFolder, sequence === 1 ? 'authority' : `authority-${sequence}`)
}

/** Oldest first. */
export async function authorityFolders(keysFolder: string): Promise<AuthorityFolder[]> {
  const names = await readdir(keysFolder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .flatMap((name) => {
      const found = /^authority(?:-([1-9]\d{0,5}))?$/.exec(name)
      return found ? [Number(found[1] ?? 1)] : []
    })
    .sort((a, b) => a - b)
    .map((sequence) => ({ sequence, path: authorityFolder(keysFolder, sequence) }))
}

export type NewFile = [name: string, bytes: Uint8Array | string, mode: number]

/**
 * Written aside and renamed into place, so that a crash leaves all of it or nothing, and of two processes one wins.
 * False for the one that did not.
 */
export async function addFolder(keysFolder: string, sequence: number, files: NewFile[]): Promise<boolean> {
  await mkdir(keysFolder, { recursive: true, mode: 0o700 })
  const draft = join(keysFolder, `authority.new.${process.pid}.${randomToken(4)}`)
  await mkdir(draft, { mode: 0o700 })
  try {
    for (const [name, bytes, mode] of files) await writeFile(join(draft, name), bytes, { mode, flush: true })
    await rename(draft, authorityFolder(keysFolder, sequence))
    return true
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** Adds a file that is whole when it appears. False when there is one of that name. */
export async function addFile(path: string, bytes: Uint8Array | string, mode: number): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomToken(4)}`
  await writeFile(draft, bytes, { mode, flush: true })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(draft)
  }
}

/** Null when it is not there. */
export async function findFile(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new DocumentFailure('signingKeyUnreadable', '', { cause: error })
  }
}

export async function getFile(path: string): Promise<Buffer> {
  const found = await findFile(path)
  if (!found) throw new DocumentFailure('signingKeyMissing')
  return found
}

export async function getCertificate(path: string): Promise<string> {
  return (await getFile(path)).toString('utf8')
}
