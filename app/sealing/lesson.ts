import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** What two handlers let out of a case. The salt stays in the sealed part: without it the commitment tells nothing. */
export interface Lesson {
  salt: string
  locale: string
  audience: string
  area: string
  words: string
}

/** One way to write a line break and an accent, so that what was proposed and what is agreed to are the same. */
export function lessonWords(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .normalize('NFC')
    .trim()
}

/** Left with the proposal, so that the second handler agrees to these words and to no others. The database reckons it too. */
export function commitmentTo({ salt, locale, audience, area, words }: Lesson): string {
  return bytesToHex(sha256(new TextEncoder().encode([salt, locale, audience, area, words].join('\n'))))
}
