import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { Decrypter, Encrypter, webauthn } from 'age-encryption'
import { z } from 'zod'
import { newKeyPair } from '#app/sealing/age.ts'

export const duties = ['handle', 'custody', 'escrow'] as const
export type Duty = (typeof duties)[number]

/** The private half. It exists in the memory of its owner's browser and, locked, in one row. */
export const HandlerSecret = z.strictObject({
  identity: z.string().startsWith('AGE-SECRET-KEY-1'),
  seed: z.base64(),
})
export type HandlerSecret = z.infer<typeof HandlerSecret>

/** What two handlers sign about a third: who, for which body, for which duties, with which keys. */
export const Statement = z.strictObject({
  amana: z.literal('handler key 1'),
  personId: z.uuid(),
  name: z.string(),
  organisationId: z.uuid(),
  duties: z.array(z.enum(duties)).min(1),
  recipient: z.string(),
  verifyKey: z.base64(),
})
export type Statement = z.infer<typeof Statement>

export async function newHandlerSecret(): Promise<HandlerSecret> {
  const { identity } = await newKeyPair()
  return { identity, seed: base64.encode(crypto.getRandomValues(new Uint8Array(32))) }
}

export function verifyKeyOf({ seed }: HandlerSecret): Uint8Array {
  return ed25519.getPublicKey(base64.decode(seed))
}

/** The bytes that are signed; the order of fields is fixed. */
export function statementText(statement: Statement): string {
  const { amana, personId, name, organisationId, duties, recipient, verifyKey } = statement
  return JSON.stringify({
    amana,
    personId,
    name,
    organisationId,
    duties: [...duties].sort(),
    recipient,
    verifyKey,
  })
}

/** Read aloud and compared by two people who sit together: eight groups of five digits. */
export function fingerprintOf(statement: string): string[] {
  const hash = sha256(new TextEncoder().encode(statement))
  return Array.from({ length: 8 }, (_, index) => {
    const number = new DataView(hash.buffer, hash.byteOffset + index * 4, 4).getUint32(0) % 100_000
    return String(number).padStart(5, '0')
  })
}

export function signText(secret: HandlerSecret, text: string): Uint8Array {
  return ed25519.sign(new TextEncoder().encode(text), base64.decode(secret.seed))
}

export function verifyText(verifyKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, new TextEncoder().encode(text), verifyKey)
  } catch {
    return false
  }
}

/** What a handler's signature under a part covers: the case, the thread or null, and the part without its signature. */
export function signedText(concernId: string, threadId: string | null, part: object): string {
  const { signed: _, ...unsigned } = part as { signed?: unknown }
  return JSON.stringify(['amana part 1', concernId, threadId, sorted(unsigned)])
}

/** What proves that whoever changes how a key is locked had it open: nobody else can put a lock of theirs in its place. */
export function wrapText(keyId: string, way: 'phrase' | 'passkey' | 'known', sealed: string): string {
  return JSON.stringify(['amana wrap 1', keyId, way, sealed])
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]),
  )
}

const letters = { consonants: 'bdfghjklmnprstvz', vowels: 'aiou' }

/** Six pronounceable words of five letters, 96 bits: made here, written down, never sent. */
export function newOpeningPhrase(): string {
  const bytes = crypto.getRandomValues(new Uint16Array(6))
  return [...bytes].map(word).join(' ')
}

/** As it was written down, whatever stands between the words; null when it is not six such words. */
export function readOpeningPhrase(typed: string): string | null {
  const words = typed.toLowerCase().match(/[a-z]+/g) ?? []
  const [c, v] = [`[${letters.consonants}]`, `[${letters.vowels}]`]
  const fits = new RegExp(`^${c}${v}${c}${v}${c}$`)
  return words.length === 6 && words.every((each) => fits.test(each)) ? words.join(' ') : null
}

function word(bits: number): string {
  const { consonants, vowels } = letters
  return (
    consonants[(bits >> 12) & 15]! +
    vowels[(bits >> 10) & 3]! +
    consonants[(bits >> 6) & 15]! +
    vowels[(bits >> 4) & 3]! +
    consonants[bits & 15]!
  )
}

/** The phrase has 96 bits by itself, so little stretching keeps slow telephones usable. */
const workFactor = 14

export async function lockWithPhrase(secret: HandlerSecret, phrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(workFactor)
  encrypter.setPassphrase(phrase)
  return encrypter.encrypt(JSON.stringify(secret))
}

/** Throws when the phrase is another one. */
export async function unlockWithPhrase(sealed: Uint8Array, phrase: string): Promise<HandlerSecret> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(phrase)
  return HandlerSecret.parse(JSON.parse(await decrypter.decrypt(sealed, 'text')))
}

/** In a browser only: makes a passkey for this purpose and locks with it. */
export async function lockWithPasskey(secret: HandlerSecret, keyName: string): Promise<Uint8Array> {
  const identity = await webauthn.createCredential({ keyName })
  const encrypter = new Encrypter()
  encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity }))
  return encrypter.encrypt(JSON.stringify(secret))
}

export async function unlockWithPasskey(sealed: Uint8Array): Promise<HandlerSecret> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(new webauthn.WebAuthnIdentity())
  return HandlerSecret.parse(JSON.parse(await decrypter.decrypt(sealed, 'text')))
}
