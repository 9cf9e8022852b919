import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** A device with one passkey, as a browser would speak for it. */
export interface Device {
  create(options: { challenge: string; rp: { id?: string } }, origin?: string): string
  get(options: { challenge: string; rpId?: string }, origin?: string): string
}

const home = 'http://localhost:3000'
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()

export function aDevice({ verifiesItsOwner = true } = {}): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const data = (rpId: string, attested?: Uint8Array) => {
    counter += 1
    const flags = 0x01 | (verifiesItsOwner ? 0x04 : 0) | (attested ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count, attested ?? Buffer.alloc(0)])
  }
  const client = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const answer = (response: object) =>
    JSON.stringify({ id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response })

  return {
    create(options, origin = home) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const authData = new Uint8Array(data(options.rp.id ?? '', attested))
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]) as never,
      )
      const clientDataJSON = b64(client('webauthn.create', options.challenge, origin))
      return answer({ attestationObject: b64(attestation), clientDataJSON, transports: ['internal'] })
    },
    get(options, origin = home) {
      const authenticatorData = data(options.rpId ?? '')
      const clientData = client('webauthn.get', options.challenge, origin)
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey)
      return answer({
        authenticatorData: b64(authenticatorData),
        clientDataJSON: b64(clientData),
        signature: b64(signature),
      })
    },
  }
}

function coseKey(publicKey: KeyObject): Uint8Array {
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  return isoCBOR.encode(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]) as never,
  )
}
