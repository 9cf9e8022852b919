import { deriveKey, hmac, randomToken } from '#app/server/crypto/hash.server.ts'

/** No vowel but A and E, nothing that looks like something else: 0 O 1 I L U are missing. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const usable = 256 - (256 % alphabet.length)

export type CodePurpose = 'invitation' | 'recovery' | 'recovery-code' | 'first-administrator'

/** A code that a person copies from paper, in groups: 78 bits for 4 × 4. */
export function newCode(groups: number, size: number): string {
  let letters = ''
  while (letters.length < groups * size) letters += lettersFrom(Buffer.from(randomToken(64), 'base64url'))
  return grouped(letters.slice(0, groups * size), size)
}

/** Only this is stored. `owner` ties a short code to its person. */
export function hashCode(purpose: CodePurpose, code: string, owner = ''): Buffer {
  return hmac(deriveKey(`code ${purpose}`), `${owner} ${plain(code)}`)
}

/** What people type: small letters, blanks and dashes as they like. */
export function plain(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '')
}

function lettersFrom(bytes: Uint8Array): string {
  return [...bytes]
    .filter((byte) => byte < usable)
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')
}

function grouped(letters: string, size: number): string {
  return letters.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1-')
}
