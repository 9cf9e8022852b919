import { stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { lockedKey } from '#app/server/crypto/authority.server.ts'
import { fingerprintOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import { open } from '#app/server/crypto/seal.server.ts'
import {
  addFile,
  authorityFolders,
  findFile,
  getCertificate,
} from '#app/server/documents/authority-folders.server.ts'

const purpose = 'authority'
const file = { key: 'root.key.sealed', downloaded: 'root-key.downloaded', deleted: 'root-key.deleted' }

export type RootKeyState =
  | { state: 'offered' }
  | { state: 'downloaded'; downloadedAt: Date }
  | { state: 'deleted'; downloadedAt: Date | null; deletedAt: Date }
  /** Somebody took the file away by hand. */
  | { state: 'elsewhere' }

/** Why the root's key was not given out or deleted. */
export class RootKeyRefused extends Error {
  override readonly name = 'RootKeyRefused'
}

export async function rootKeyState(keysFolder: string, rootPem: string): Promise<RootKeyState> {
  const folder = await folderOf(keysFolder, rootPem)
  if (!folder) return { state: 'elsewhere' }
  const [downloadedAt, deletedAt] = await Promise.all([
    dateIn(join(folder, file.downloaded)),
    dateIn(join(folder, file.deleted)),
  ])
  if (deletedAt) return { state: 'deleted', downloadedAt, deletedAt }
  if (!(await isThere(join(folder, file.key)))) return { state: 'elsewhere' }
  return downloadedAt ? { state: 'downloaded', downloadedAt } : { state: 'offered' }
}

/** Once for each offer: of two people who press the button together, one is given the key. Throws RootKeyRefused. */
export async function takeRootKey(
  keysFolder: string,
  rootPem: string,
  password: string,
  at: Date,
): Promise<string> {
  const folder = await folderOf(keysFolder, rootPem)
  const key = await findRootKey(keysFolder, rootPem)
  if (!folder || !key) throw new RootKeyRefused('there is no key')
  if (!(await addFile(join(folder, file.downloaded), at.toISOString(), 0o600)))
    throw new RootKeyRefused('it was downloaded')
  return lockedKey(key, password)
}

/** For a download that did not arrive. */
export async function offerRootKeyAgain(keysFolder: string, rootPem: string): Promise<void> {
  const folder = await folderOf(keysFolder, rootPem)
  const { state } = await rootKeyState(keysFolder, rootPem)
  if (!folder || state !== 'downloaded') throw new RootKeyRefused('it was not downloaded')
  await unlink(join(folder, file.downloaded)).catch(() => {})
}

/** Only what somebody downloaded is deleted. */
export async function deleteRootKey(keysFolder: string, rootPem: string, at: Date): Promise<void> {
  const folder = await folderOf(keysFolder, rootPem)
  const { state } = await rootKeyState(keysFolder, rootPem)
  if (!folder || state !== 'downloaded') throw new RootKeyRefused('it was not downloaded')
  await unlink(join(folder, file.key))
  await addFile(join(folder, file.deleted), at.toISOString(), 0o600)
}

/** The key of this root, where it is still on this computer and opens. */
export async function findRootKey(keysFolder: string, rootPem: string): Promise<Uint8Array | null> {
  const folder = await folderOf(keysFolder, rootPem)
  const sealed = folder && (await findFile(join(folder, file.key)))
  if (!sealed) return null
  try {
    return new Uint8Array(open(purpose, sealed))
  } catch {
    return null
  }
}

/** The oldest folder of this root: where it was made. */
async function folderOf(keysFolder: string, rootPem: string): Promise<string | null> {
  const wanted = fingerprintOfPem(rootPem)
  for (const { path } of await authorityFolders(keysFolder)) {
    if (fingerprintOfPem(await getCertificate(join(path, 'root.pem'))) === wanted) return path
  }
  return null
}

async function dateIn(path: string): Promise<Date | null> {
  const text = await findFile(path)
  return text ? new Date(text.toString('utf8').trim()) : null
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
