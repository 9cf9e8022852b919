import { deriveKey, hmac, sha256 } from '#app/server/crypto/hash.server.ts'

/** The same code leads to the same case of a door, however often it is sent and in whatever order it arrives. */
export function concernIdOf(lookupHash: Uint8Array): string {
  return idFrom(sha256(Buffer.concat([Buffer.from('amana concern\n'), lookupHash])))
}

/** Where that case is of another door, or was deleted: a case of its own. */
export function concernIdBeside(lookupHash: Uint8Array, doorId: string, number: number): string {
  return idFrom(
    sha256(Buffer.concat([Buffer.from(`amana concern beside\n${doorId}\n${number}\n`), lookupHash])),
  )
}

/** Somebody who only looks on has no key to be named by; on a public page stands this, and not who they are. */
export function overseerIdOf(personId: string): string {
  return idFrom(hmac(deriveKey('overseers on reporting pages'), personId))
}

/** Of a file: one code used at two doors leads to two cases, each with files of its own. */
export function digestKeyAt(digestKey: Uint8Array, doorId: string): Uint8Array {
  return new Uint8Array(hmac(digestKey, `amana door\n${doorId}`))
}

/** The same bytes sent twice with the same code are one file; without the code nobody can tell which bytes they are. */
export function fileIdOf(digestKey: Uint8Array, sha256Hex: string, form: 'as_sent' | 'cleaned'): string {
  return idFrom(hmac(digestKey, `amana file\n${form}\n${sha256Hex}`))
}

/** A UUID (version 8) of the first bytes of a hash. */
function idFrom(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
