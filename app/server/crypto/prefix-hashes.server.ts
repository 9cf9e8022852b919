import { createHash } from 'node:crypto'

/** SHA-256 of the first n bytes for each n of `lengths` (ascending), in one pass over the file. */
export function prefixHashes(bytes: Uint8Array, lengths: number[]): Buffer[] {
  const hash = createHash('sha256')
  let at = 0
  return lengths.map((length) => {
    hash.update(bytes.subarray(at, length))
    at = length
    return hash.copy().digest()
  })
}
