import { createHash, createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { env } from '#app/server/env.server.ts'

export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** For what is written or read piece by piece. */
export function sha256Stream(): { update(bytes: Uint8Array | string): void; digest(): Buffer } {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
}

/** An unguessable token for a link, a cookie or a code, in letters that a URL carries unchanged. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

export function randomId(): string {
  return randomUUID()
}

export function hmac(key: Uint8Array | string, bytes: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(bytes).digest()
}

/** Compares in constant time; lengths may differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

/** A key of its own for each purpose, so that no two uses of the installation's secret can be mixed up. */
export function deriveKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env.secret, 'amana', purpose, 32))
}
