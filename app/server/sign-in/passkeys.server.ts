import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { now } from '#app/server/clock.server.ts'
import { deriveKey, hmac, randomToken, sameBytes } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'

export type KnownPasskey = {
  credentialId: string
  publicKey: Uint8Array
  counter: bigint
  transports: string[]
}
export type NewPasskey = {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: bigint
  transports: string[]
}

const minute = 60_000
/** Ed25519, ES256, RS256: what today's devices sign with. */
const algorithms = [-8, -7, -257]
const rpName = 'Amana'
const rpID = new URL(env.origin).hostname

/** The browser's answer arrives as JSON in a form field; the library looks inside. */
const Answer = z.looseObject({ id: z.string().regex(/^[\w-]{1,1400}$/), response: z.looseObject({}) })

export async function registrationOptions(
  person: { id: string; account: string; name: string },
  known: { credentialId: string; transports: string[] }[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName,
    rpID,
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.account,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Null for anything but a good answer to this challenge, made for this address by a person who was checked. */
export async function verifyRegistration(answer: string, challenge: string): Promise<NewPasskey | null> {
  const response = parse<RegistrationResponseJSON>(answer)
  if (!response) return null
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: env.origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return null
    const { id, publicKey, counter, transports } = registrationInfo.credential
    return {
      credentialId: id,
      publicKey: new Uint8Array(publicKey),
      counter: BigInt(counter),
      transports: transports ?? [],
    }
  } catch {
    return null
  }
}

/** Without `known` the browser offers whatever passkeys it has for this address. */
export async function authenticationOptions(
  challenge?: string,
  known: { credentialId: string; transports: string[] }[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    ...(challenge ? { challenge: new Uint8Array(Buffer.from(challenge, 'base64url')) } : {}),
  })
}

export function credentialIdIn(answer: string): string | null {
  return parse<AuthenticationResponseJSON>(answer)?.id ?? null
}

/** The passkey's new counter, or null. */
export async function verifyAuthentication(
  answer: string,
  passkey: KnownPasskey,
  isExpected: (challenge: string) => boolean,
): Promise<bigint | null> {
  const response = parse<AuthenticationResponseJSON>(answer)
  if (!response || response.id !== passkey.credentialId) return null
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isExpected,
      expectedOrigin: env.origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: Number(passkey.counter),
        transports: passkey.transports,
      },
    })
    return verified ? BigInt(authenticationInfo.newCounter) : null
  } catch {
    return null
  }
}

// ── A challenge for someone who has no session yet ─────────────────────────────

const lasts = 5 * minute
const used = new Map<string, number>()

/** Carries its own end and a mark of ours, so that nothing is stored for everybody who opens the page. */
export function visitorChallenge(): string {
  const body = Buffer.concat([Buffer.from(randomToken(16), 'base64url'), timeBytes(now().getTime() + lasts)])
  return Buffer.concat([body, markOf(body)]).toString('base64url')
}

/** True once, within five minutes, for a challenge made here. */
export function takeVisitorChallenge(challenge: string): boolean {
  const at = now().getTime()
  for (const [each, end] of used) if (end < at) used.delete(each)
  const bytes = Buffer.from(challenge, 'base64url')
  const body = bytes.subarray(0, 24)
  if (bytes.length !== 40 || !sameBytes(bytes.subarray(24), markOf(body))) return false
  const end = Number(body.readBigUInt64BE(16))
  if (end < at || used.has(challenge)) return false
  used.set(challenge, end)
  return true
}

function markOf(body: Buffer): Buffer {
  return hmac(deriveKey('passkey challenge'), body).subarray(0, 16)
}

function timeBytes(time: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(time))
  return bytes
}

function parse<Response>(answer: string): Response | null {
  if (answer.length > 20_000) return null
  try {
    return Answer.parse(JSON.parse(answer)) as unknown as Response
  } catch {
    return null
  }
}
