import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import { env } from '#app/server/env.server.ts'

export interface LedgerKey {
  name: string
  publicKey: Buffer
  sign(bytes: Uint8Array): Buffer
}

/** Says what to restore, for the person who runs the installation. */
export class LedgerKeyMissing extends Error {
  override readonly name = 'LedgerKeyMissing'
}

const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const purpose = 'ledger-key'
const StoredKey = z.object({ name: z.string(), publicKey: z.base64(), sealedSeed: z.base64() })

let known: { folder: string; key: LedgerKey } | null = null

/**
 * Made once, at the first run, and kept apart from the data. `mayMake` is false as soon as a checkpoint exists:
 * a log that quietly changes its key is not the same log.
 */
export function ledgerKey(mayMake: boolean): LedgerKey {
  if (known?.folder === env.keysFolder) return known.key
  const file = keyFile()
  const stored = read(file) ?? (mayMake ? make(file) : null)
  if (!stored) {
    throw new LedgerKeyMissing(
      `The ledger's signing key is missing: put ${file} back from your backup of the keys. Nothing is signed until then.`,
    )
  }
  const key = unlock(stored, file)
  known = { folder: env.keysFolder, key }
  return key
}

/** Throws LedgerKeyMissing when there is a key that does not open. */
export function proveLedgerKeyOpens(): void {
  const file = keyFile()
  const stored = read(file)
  if (stored) unlock(stored, file)
}

/** What anyone may know, without opening the key; null before the first run. */
export function ledgerPublicKey(): { name: string; publicKey: Buffer } | null {
  const stored = read(keyFile())
  return stored && { name: stored.name, publicKey: Buffer.from(stored.publicKey, 'base64') }
}

export function provesSignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' })
  return verify(null, bytes, key, signature)
}

/** For tests, and after the keys were put back. */
export function forgetLedgerKey(): void {
  known = null
}

type Stored = z.infer<typeof StoredKey>

function keyFile(): string {
  return join(env.keysFolder, 'ledger-key.json')
}

function unlock(stored: Stored, file: string): LedgerKey {
  let seed: Buffer
  try {
    seed = open(purpose, Buffer.from(stored.sealedSeed, 'base64'))
  } catch {
    throw new LedgerKeyMissing(
      `The ledger's signing key in ${file} was sealed under another secret: set AMANA_SECRET to the one it was made with.`,
    )
  }
  const privateKey = createPrivateKey({
    key: Buffer.concat([privatePrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    name: stored.name,
    publicKey: Buffer.from(stored.publicKey, 'base64'),
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

function read(file: string): Stored | null {
  try {
    return StoredKey.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new LedgerKeyMissing(
      `The ledger's signing key in ${file} cannot be read: put it back from your backup of the keys.`,
    )
  }
}

/** Linked into place, so that two processes starting at once agree on one key. */
function make(file: string): Stored {
  mkdirSync(env.keysFolder, { recursive: true, mode: 0o700 })
  chmodSync(env.keysFolder, 0o700)
  const pair = generateKeyPairSync('ed25519')
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const made: Stored = {
    name: `${new URL(env.origin).host}/ledger`,
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    sealedSeed: seal(purpose, seed).toString('base64'),
  }
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  return read(file)!
}
