import { Secret, TOTP } from 'otpauth'
import { open, seal } from '#app/server/crypto/seal.server.ts'

const purpose = 'totp'
const period = 30

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

export function sealTotpSecret(secret: string): Buffer {
  return seal(purpose, secret)
}

export function openTotpSecret(sealed: Uint8Array): string {
  return open(purpose, sealed).toString('utf8')
}

/** The address an authenticator app opens; the account's name is shown in the app. */
export function otpauthUri(secret: string, accountName: string): string {
  return generator(secret, accountName).toString()
}

export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / period)
}

export function codeAt(secret: string, step: number): string {
  return generator(secret).generate({ timestamp: step * period * 1000 })
}

/** The step a code belongs to, one before or after allowed for slow clocks and slow fingers. */
export function stepOf(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = generator(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  return delta === null ? null : stepAt(at) + delta
}

export type ShownCode = { code: string } | { waitSeconds: number }

/** What a demonstration account is shown: a code not yet taken, or how long until there is one. */
export function codeToShow(secret: string, lastStep: number | null, at: Date): ShownCode {
  const step = Math.max(stepAt(at), (lastStep ?? 0) + 1)
  if (step <= stepAt(at) + 1) return { code: codeAt(secret, step) }
  return { waitSeconds: Math.ceil((step - 1) * period - at.getTime() / 1000) }
}

function generator(secret: string, label = 'Amana'): TOTP {
  return new TOTP({
    issuer: 'Amana',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period,
  })
}
