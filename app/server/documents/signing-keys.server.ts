import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { now } from '#app/server/clock.server.ts'
import { checkAuthority, createAuthority, type Authority } from '#app/server/crypto/authority.server.ts'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'

const purpose = 'authority'

/** Where the authority lives. `root.key.sealed` is read by nothing here and may be kept elsewhere. */
export function authorityFolder(keysFolder: string): string {
  return join(keysFolder, 'authority')
}

/**
 * The installation's signing authority: made at the first run, read afterwards. Once its folder is there nothing is made
 * anew, because a second root would leave every document signed so far without one.
 */
export async function ensureAuthority(keysFolder: string, organisationName = 'Amana'): Promise<Authority> {
  const folder = authorityFolder(keysFolder)
  if (!(await isThere(folder))) await makeAuthority(keysFolder, organisationName)
  return readAuthority(keysFolder)
}

export async function readAuthority(keysFolder: string): Promise<Authority> {
  const folder = authorityFolder(keysFolder)
  const [rootPem, issuingPem, sealedKey] = await Promise.all([
    readKey(join(folder, 'root.pem')),
    readKey(join(folder, 'issuing.pem')),
    readKey(join(folder, 'issuing.key.sealed')),
  ])
  try {
    const authority = {
      rootPem: rootPem.toString('utf8'),
      issuingPem: issuingPem.toString('utf8'),
      issuingKey: new Uint8Array(open(purpose, sealedKey)),
    }
    checkAuthority(authority)
    return authority
  } catch (cause) {
    throw new DocumentFailure('signingKeyUnreadable', 'the key does not open or does not fit', { cause })
  }
}

/** Written aside and renamed into place, so that a crash leaves all of it or nothing, and of two processes one wins. */
async function makeAuthority(keysFolder: string, organisationName: string): Promise<void> {
  const made = await createAuthority(organisationName, now())
  await mkdir(keysFolder, { recursive: true, mode: 0o700 })
  const draft = join(keysFolder, `authority.new.${process.pid}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const files: [string, Uint8Array | string, number][] = [
    ['root.pem', made.rootPem, 0o644],
    ['issuing.pem', made.issuingPem, 0o644],
    ['root.key.sealed', seal(purpose, made.rootKey), 0o600],
    ['issuing.key.sealed', seal(purpose, made.issuingKey), 0o600],
  ]
  for (const [name, bytes, mode] of files) await writeFile(join(draft, name), bytes, { mode, flush: true })
  try {
    await rename(draft, authorityFolder(keysFolder))
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function readKey(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new DocumentFailure(missing ? 'signingKeyMissing' : 'signingKeyUnreadable', '', { cause })
  }
}
