import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { now } from '#app/server/clock.server.ts'
import {
  belongsTo,
  checkAuthority,
  createIssuing,
  createRoot,
  factsOf,
  type Authority,
  type ListUrl,
  type Trust,
} from '#app/server/crypto/authority.server.ts'
import { fingerprintOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import { createRevocationList } from '#app/server/crypto/revocation-list.server.ts'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import {
  addFolder,
  authorityFolders,
  findFile,
  getCertificate,
  getFile,
  type AuthorityFolder,
  type NewFile,
} from '#app/server/documents/authority-folders.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import {
  addList,
  nameOf,
  newestList,
  nextNumber,
  renewIssuingList,
  type KeptList,
} from '#app/server/documents/revocation-lists.server.ts'
import { findRootKey } from '#app/server/documents/root-key.server.ts'
import { env } from '#app/server/env.server.ts'

export { authorityFolder } from '#app/server/documents/authority-folders.server.ts'

export const purpose = 'authority'

/**
 * The installation's signing authority: made at the first run, read afterwards. Once its folder is there nothing is made
 * anew by itself, because a second root would leave every document signed so far without one.
 */
export async function ensureAuthority(keysFolder: string, organisationName = 'Amana'): Promise<Authority> {
  if ((await authorityFolders(keysFolder)).length === 0) await makeFirst(keysFolder, organisationName)
  return readAuthority(keysFolder)
}

/** The newest. When it was retired while its files were being read, the one that took its place. */
export async function readAuthority(keysFolder: string): Promise<Authority> {
  const folder = await newestFolder(keysFolder)
  try {
    return await readFolder(folder)
  } catch (error) {
    const newer = await newestFolder(keysFolder)
    if (newer.sequence === folder.sequence) throw error
    return readFolder(newer)
  }
}

/** What documents of all years may stand on: every root there ever was, and the newest list of each authority. */
export async function trustOf(keysFolder: string): Promise<Trust> {
  const kept = await keptAuthorities(keysFolder)
  return {
    rootPems: [...new Set(kept.map(({ rootPem }) => rootPem))],
    revocationLists: kept.flatMap(({ rootList, issuingList }) =>
      [rootList, issuingList].flatMap((list) => (list ? [list.der] : [])),
    ),
  }
}

export type KeptAuthority = {
  sequence: number
  rootPem: string
  issuingPem: string
  rootList: KeptList | null
  issuingList: KeptList | null
}

/** Everything public about the authorities, newest first, with their lists as new as they have to be. */
export async function keptAuthorities(keysFolder: string): Promise<KeptAuthority[]> {
  await tendLists(keysFolder).catch(unlessNotWritable)
  const kept: KeptAuthority[] = []
  for (const { sequence, path } of (await authorityFolders(keysFolder)).reverse()) {
    const rootPem = await getCertificate(join(path, 'root.pem'))
    const issuingPem = await getCertificate(join(path, 'issuing.pem'))
    const rootList = await newestList(path, 'root', rootPem)
    kept.push({
      sequence,
      rootPem,
      issuingPem,
      // The root signs one list for all authorities under it, and the newest one stands for all.
      rootList: kept.find((newer) => newer.rootPem === rootPem)?.rootList ?? rootList,
      issuingList: await newestList(path, 'issuing', issuingPem),
    })
  }
  return kept
}

export type Rotation = {
  /** The root's own key, if somebody gives it back. It is used once and not kept. */
  rootKey?: Uint8Array | null
  /** Somebody else may have the old key: it goes onto the root's list. Needs the root's key. */
  withdraw?: boolean
}

/** Why nothing was rotated. */
export class RotationRefused extends Error {
  override readonly name = 'RotationRefused'
  readonly reason: 'anotherRoot' | 'rotatedMeanwhile'

  constructor(reason: 'anotherRoot' | 'rotatedMeanwhile') {
    super(
      reason === 'anotherRoot'
        ? "This is not the key of this installation's root certificate. Nothing was changed."
        : 'Somebody else made a new authority a moment ago. Nothing was changed by you.',
    )
    this.reason = reason
  }
}

/**
 * From now on another authority signs: under the same root where its key is at hand, else under a new one. What was signed
 * before stays good, because every former certificate is kept.
 */
export async function rotateAuthority(
  keysFolder: string,
  { rootKey: given = null, withdraw = false }: Rotation,
  at: Date,
): Promise<{ authority: Authority; newRoot: boolean }> {
  const current = await newestFolder(keysFolder)
  const rootPem = await getCertificate(join(current.path, 'root.pem'))
  if (given && !belongsTo(rootPem, given)) throw new RotationRefused('anotherRoot')
  const rootKey = given ?? (await findRootKey(keysFolder, rootPem))
  const { organisationName } = factsOf(rootPem)
  const sequence = current.sequence + 1
  const root = rootKey ? { rootPem, rootKey } : await createRoot(organisationName, at, sequence)
  const issuing = await createIssuing(root, organisationName, at, listUrl(), sequence)

  const before = rootKey ? await newestRootList(keysFolder, rootPem) : null
  const gone = { serialNumber: await serialOf(current), at }
  const number = (before?.number ?? 0) + 1
  const list = await createRevocationList({
    certificatePem: root.rootPem,
    key: root.rootKey,
    number,
    thisUpdate: at,
    nextUpdate: factsOf(root.rootPem).validTo,
    withdrawn: [...(before?.withdrawn ?? []), ...(withdraw && rootKey ? [gone] : [])],
  })
  const added = await addFolder(keysFolder, sequence, [
    ['root.pem', root.rootPem, 0o644],
    ['issuing.pem', issuing.issuingPem, 0o644],
    [nameOf('root', number), list, 0o644],
    ['issuing.key.sealed', seal(purpose, issuing.issuingKey), 0o600],
    ...(rootKey ? [] : [sealedRootKey(root.rootKey)]),
  ])
  if (!added) throw new RotationRefused('rotatedMeanwhile')
  await tendLists(keysFolder).catch(unlessNotWritable)
  return { authority: await readAuthority(keysFolder), newRoot: !rootKey }
}

async function makeFirst(keysFolder: string, organisationName: string): Promise<void> {
  const at = now()
  const root = await createRoot(organisationName, at)
  const issuing = await createIssuing(root, organisationName, at, listUrl())
  await addFolder(keysFolder, 1, [
    ['root.pem', root.rootPem, 0o644],
    ['issuing.pem', issuing.issuingPem, 0o644],
    sealedRootKey(root.rootKey),
    ['issuing.key.sealed', seal(purpose, issuing.issuingKey), 0o600],
  ])
}

function sealedRootKey(key: Uint8Array): NewFile {
  return ['root.key.sealed', seal(purpose, key), 0o600]
}

async function newestFolder(keysFolder: string): Promise<AuthorityFolder> {
  const newest = (await authorityFolders(keysFolder)).at(-1)
  if (!newest) throw new DocumentFailure('signingKeyMissing')
  return newest
}

async function readFolder({ path }: AuthorityFolder): Promise<Authority> {
  const [rootPem, issuingPem, sealedKey] = await Promise.all([
    getCertificate(join(path, 'root.pem')),
    getCertificate(join(path, 'issuing.pem')),
    getFile(join(path, 'issuing.key.sealed')),
  ])
  try {
    const authority = { rootPem, issuingPem, issuingKey: new Uint8Array(open(purpose, sealedKey)) }
    checkAuthority(authority)
    return authority
  } catch (cause) {
    throw new DocumentFailure('signingKeyUnreadable', 'the key does not open or does not fit', { cause })
  }
}

/**
 * A former authority signs one last list, good to its own end, and its key is deleted: nothing is left to steal. The
 * present one's list is renewed once a week, by whoever asks first.
 */
async function tendLists(keysFolder: string): Promise<void> {
  const folders = await authorityFolders(keysFolder)
  const at = now()
  for (const { sequence, path } of folders) {
    const sealed = await findFile(join(path, 'issuing.key.sealed'))
    const issuingPem = await getCertificate(join(path, 'issuing.pem'))
    const key = sealed && opened(sealed)
    if (!key) continue
    if (sequence === folders.at(-1)!.sequence) {
      await renewIssuingList(path, issuingPem, key, at)
      await addFirstRootList(keysFolder, path, at)
      continue
    }
    const number = await nextNumber(path, 'issuing')
    const until = factsOf(issuingPem).validTo
    await addList(path, 'issuing', { pem: issuingPem, key, number, at, until, withdrawn: [] })
    await unlink(join(path, 'issuing.key.sealed')).catch(() => {})
  }
}

/** An older list is better than no answer. */
function unlessNotWritable(error: NodeJS.ErrnoException): void {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code ?? '')) throw error
}

/** The root's key leaves this computer one day, so its list is good for as long as the root. */
async function addFirstRootList(keysFolder: string, path: string, at: Date): Promise<void> {
  const pem = await getCertificate(join(path, 'root.pem'))
  if (await newestRootList(keysFolder, pem)) return
  const key = await findRootKey(keysFolder, pem)
  if (key)
    await addList(path, 'root', { pem, key, number: 1, at, until: factsOf(pem).validTo, withdrawn: [] })
}

async function newestRootList(keysFolder: string, rootPem: string): Promise<KeptList | null> {
  for (const { path } of (await authorityFolders(keysFolder)).reverse()) {
    const list = await newestList(path, 'root', rootPem)
    if (list) return list
  }
  return null
}

async function serialOf({ path }: AuthorityFolder): Promise<string> {
  return factsOf(await getCertificate(join(path, 'issuing.pem'))).serialNumber
}

function opened(sealed: Buffer): Uint8Array | null {
  try {
    return new Uint8Array(open(purpose, sealed))
  } catch {
    return null
  }
}

/** Only a public address can be fetched from: what runs on one computer names none in its certificates. */
function listUrl(): ListUrl {
  const { hostname } = new URL(env.origin)
  const local = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  return (fingerprint) => (local ? null : `${env.origin}${listPath(fingerprint)}`)
}

export function listPath(fingerprint: string): string {
  return `/crl/${fingerprint.slice(0, 16)}.crl`
}

/** Every list by the path under which it is fetched. */
export async function listAt(keysFolder: string, path: string): Promise<Uint8Array | null> {
  for (const { rootPem, issuingPem, rootList, issuingList } of await keptAuthorities(keysFolder)) {
    if (rootList && listPath(fingerprintOfPem(rootPem)) === path) return rootList.der
    if (issuingList && listPath(fingerprintOfPem(issuingPem)) === path) return issuingList.der
  }
  return null
}
