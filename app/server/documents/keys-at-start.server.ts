import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { unlockedKey } from '#app/server/crypto/authority.server.ts'
import { proveLedgerKeyOpens } from '#app/server/crypto/ledger-key.server.ts'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import { addFile, authorityFolders, findFile } from '#app/server/documents/authority-folders.server.ts'
import { purpose } from '#app/server/documents/signing-keys.server.ts'

/** Says what to set, for the person who starts the installation. */
export class KeysUnderAnotherSecret extends Error {
  override readonly name = 'KeysUnderAnotherSecret'
}

/** Before anything is served: under another secret nothing could be signed, and everything sealed would be lost on people. */
export async function proveKeysOpen(keysFolder: string): Promise<void> {
  const folders = await authorityFolders(keysFolder)
  for (const { path } of folders) await sealClearKeys(path)
  proveLedgerKeyOpens()
  const newest = folders.at(-1)
  const sealed = newest && (await findFile(join(newest.path, 'issuing.key.sealed')))
  if (!sealed) return
  try {
    open(purpose, sealed)
  } catch {
    throw new KeysUnderAnotherSecret(
      `The signing key in ${newest.path} was sealed under another secret, or is damaged: set AMANA_SECRET to the one it was made with, or restore the keys from their backup. If that secret is lost for good, "npm run keys:rotate" makes new keys and keeps the old certificates.`,
    )
  }
}

/** A key that somebody put there as OpenSSL writes it is sealed, and the open file taken away. */
async function sealClearKeys(path: string): Promise<void> {
  for (const name of ['issuing.key', 'root.key']) {
    const clear = await findFile(join(path, name))
    const key = clear && unlockedKey(clear.toString('utf8'), '')
    if (!key) continue
    await addFile(join(path, `${name}.sealed`), seal(purpose, key), 0o600)
    await unlink(join(path, name))
  }
}
