import { open, seal } from '#app/server/crypto/seal.server.ts'

/** A one-time token on its way into a mailed link, unreadable in the queue and in backups. For `sealedToken` in a job. */
export function sealToken(mail: 'invitation' | 'passwordReset', token: string): string {
  return seal(`mail-token:${mail}`, token).toString('base64url')
}

/** Null when it was sealed for another mail or under another secret. */
export function openToken(mail: string, sealed: string): string | null {
  try {
    return open(`mail-token:${mail}`, Buffer.from(sealed, 'base64url')).toString()
  } catch {
    return null
  }
}
