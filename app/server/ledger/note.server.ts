import { sha256 } from '#app/server/crypto/hash.server.ts'
import { provesSignature } from '#app/server/crypto/ledger-key.server.ts'

/** A checkpoint as a C2SP signed note: c2sp.org/tlog-checkpoint, c2sp.org/signed-note. */
export interface Checkpoint {
  origin: string
  size: number
  root: Buffer
}

const ed25519 = 1

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Identifies a key by name and bytes, so that a note can carry signatures of several. */
function keyId(name: string, publicKey: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), publicKey])).subarray(0, 4)
}

export function verifierKey(name: string, publicKey: Uint8Array): string {
  const key = Buffer.concat([Buffer.of(ed25519), publicKey])
  return `${name}+${keyId(name, publicKey).toString('hex')}+${key.toString('base64')}`
}

export function signedNote(
  checkpoint: Checkpoint,
  key: { name: string; publicKey: Uint8Array; sign: (bytes: Uint8Array) => Buffer },
): string {
  const text = checkpointText(checkpoint)
  const signature = Buffer.concat([keyId(key.name, key.publicKey), key.sign(Buffer.from(text))])
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`
}

/** The checkpoint that the note states if the key behind `vkey` signed it, else null. Never throws. */
export function openNote(note: string, vkey: string): Checkpoint | null {
  const key = parseVerifierKey(vkey)
  const end = note.lastIndexOf('\n\n')
  if (!key || end < 0 || note.length > 10_000) return null
  const text = note.slice(0, end + 1)
  const signed = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line))
    .filter((match) => match?.[1] === key.name)
    .map((match) => Buffer.from(match![2]!, 'base64'))
    .some(
      (bytes) =>
        bytes.length === 68 &&
        bytes.subarray(0, 4).equals(keyId(key.name, key.publicKey)) &&
        provesSignature(key.publicKey, Buffer.from(text), bytes.subarray(4)),
    )
  return signed ? parseCheckpoint(text) : null
}

function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, root] = text.split('\n')
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? ''))
    return null
  return { origin, size: Number(size), root: Buffer.from(root!, 'base64') }
}

function parseVerifierKey(vkey: string): { name: string; publicKey: Buffer } | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(vkey)
  if (!match) return null
  const [, name, id, encoded] = match as unknown as [string, string, string, string]
  const bytes = Buffer.from(encoded, 'base64')
  const publicKey = bytes.subarray(1)
  if (bytes.length !== 33 || bytes[0] !== ed25519 || keyId(name, publicKey).toString('hex') !== id)
    return null
  return { name, publicKey }
}
