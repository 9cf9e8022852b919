import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'

/** How a code is stretched, the same on the server and in the browser: Argon2id with 64 MiB, three passes, one lane. */
export const stretching = { memoryKiB: 65_536, passes: 3, lanes: 1, length: 32 } as const

export interface ReporterKeys {
  /** Shown to find the thread; the database keeps only its hash. */
  lookup: Uint8Array
  lookupHash: Uint8Array
  /** Opens the envelope of the thread: AGE-SECRET-KEY-1… */
  identity: string
  recipient: string
  /** Tells a message that is sent twice from two messages. */
  digestKey: Uint8Array
}

/** Everything that a receipt code is good for, from its 32 stretched bytes. */
export async function reporterKeysFrom(stretched: Uint8Array): Promise<ReporterKeys> {
  const part = (name: string) => hkdf(sha256, stretched, undefined, text(`amana receipt code ${name}`), 32)
  const lookup = part('look-up')
  const identity = bech32.encode('age-secret-key-', bech32.toWords(part('identity')), false).toUpperCase()
  return {
    lookup,
    lookupHash: sha256(lookup),
    identity,
    recipient: await identityToRecipient(identity),
    digestKey: part('digest'),
  }
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}
