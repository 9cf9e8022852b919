import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '#app/server/env.server.ts'

const mark = Buffer.from('AMF1')
const saltLength = 32
const headLength = mark.length + saltLength
const tagLength = 16
export const chunkLength = 64 * 1024
const sealedChunkLength = chunkLength + tagLength

/** What is read back is not what was sealed here under this name. */
export class NotSealedHere extends Error {
  override readonly name = 'NotSealedHere'
}

export interface Sealer {
  /** Stands before everything else. */
  head: Buffer
  push(this: void, bytes: Uint8Array): Buffer
  end(this: void): Buffer
}

/**
 * Seals bytes of any length piece by piece: AES-256-GCM over chunks of 64 KiB (STREAM). The key belongs to this one name;
 * the nonce counts the chunks and says which is the last, so none can be left out, moved or taken from another file.
 */
export function sealChunks(purpose: string, name: string): Sealer {
  const head = Buffer.concat([mark, randomBytes(saltLength)])
  const key = keyFor(purpose, name, head)
  let held: Uint8Array[] = []
  let holding = 0
  let count = 0

  const sealOne = (chunk: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count++, last))
    cipher.setAAD(head)
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }

  return {
    head,
    push(bytes) {
      held.push(bytes)
      holding += bytes.byteLength
      if (holding <= chunkLength) return Buffer.alloc(0)
      const waiting = Buffer.concat(held)
      const sealed: Buffer[] = []
      let at = 0
      // A full chunk is held back until more arrives: it may be the last.
      for (; waiting.length - at > chunkLength; at += chunkLength)
        sealed.push(sealOne(waiting.subarray(at, at + chunkLength), false))
      held = [waiting.subarray(at)]
      holding = waiting.length - at
      return Buffer.concat(sealed)
    },
    end: () => sealOne(Buffer.concat(held), true),
  }
}

/** Gives back what was sealed, chunk by chunk; throws NotSealedHere at the first that is not as it was. */
export async function* openChunks(
  purpose: string,
  name: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let key: Buffer | null = null
  let head: Buffer = Buffer.alloc(0)
  let held: Buffer = Buffer.alloc(0)
  let count = 0

  const openOne = (sealed: Buffer, last: boolean) => {
    if (sealed.length < tagLength || (sealed.length === tagLength && count > 0)) throw new NotSealedHere()
    const tagAt = sealed.length - tagLength
    const decipher = createDecipheriv('aes-256-gcm', key!, nonceOf(count++, last), {
      authTagLength: tagLength,
    })
    decipher.setAAD(head)
    decipher.setAuthTag(sealed.subarray(tagAt))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, tagAt)), decipher.final()])
    } catch {
      throw new NotSealedHere()
    }
  }

  for await (const bytes of source) {
    held = Buffer.concat([held, bytes])
    if (!key) {
      if (held.length < headLength) continue
      head = Buffer.from(held.subarray(0, headLength))
      if (!head.subarray(0, mark.length).equals(mark)) throw new NotSealedHere()
      key = keyFor(purpose, name, head)
      held = held.subarray(headLength)
    }
    while (held.length > sealedChunkLength) {
      yield openOne(held.subarray(0, sealedChunkLength), false)
      held = held.subarray(sealedChunkLength)
    }
  }
  if (!key) throw new NotSealedHere()
  yield openOne(held, true)
}

function keyFor(purpose: string, name: string, head: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', env.secret, head.subarray(mark.length), `${purpose} ${name}`, 32))
}

function nonceOf(count: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(count, 7)
  nonce[11] = last ? 1 : 0
  return nonce
}
