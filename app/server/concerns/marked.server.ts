import { markOf } from '#app/sealing/parcel.ts'
import { sameBytes } from '#app/server/crypto/hash.server.ts'

export interface Marked {
  kind: string
  recipient: string
  mark: Uint8Array | null
}

/** Whether a key came with this code: without it nobody can put a mark beside a key that they made. */
export function isMarked(digestKey: Uint8Array, doorId: string, key: Marked): boolean {
  return key.mark !== null && sameBytes(key.mark, markOf(digestKey, doorId, key))
}
