import { argon2idAsync } from '@noble/hashes/argon2.js'
import { stretching } from '#app/sealing/reporter-keys.ts'

/**
 * Stretches a code without WebAssembly, in some seconds: for pages that hold opened keys and therefore allow no code but
 * our own. The same bytes as the server makes.
 */
export function stretchHere(code: string, salt: Uint8Array): Promise<Uint8Array> {
  const { memoryKiB, passes, lanes, length } = stretching
  return argon2idAsync(code, salt, { m: memoryKiB, t: passes, p: lanes, dkLen: length })
}
