import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from '#app/server/crypto/hash.server.ts'

const version = 1
const nonceLength = 12
const tagLength = 16

/** AES-256-GCM under the purpose's own key: version, nonce, tag, ciphertext. */
export function seal(purpose: string, bytes: Uint8Array | string): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', deriveKey(purpose), nonce)
  const sealed = Buffer.concat([cipher.update(Buffer.from(bytes)), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed])
}

/** Throws when the bytes were sealed for another purpose, under another secret, or changed since. */
export function open(purpose: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== version || bytes.length < 1 + nonceLength + tagLength) throw new Error('Not sealed here')
  const nonce = bytes.subarray(1, 1 + nonceLength)
  const tag = bytes.subarray(1 + nonceLength, 1 + nonceLength + tagLength)
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(purpose), nonce, { authTagLength: tagLength })
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(1 + nonceLength + tagLength)), decipher.final()])
}
