import { sha256 } from '@noble/hashes/sha2.js'

export type Shown = 'img' | 'audio' | 'video'

/** Only these are ever shown on a page, as what we call them: a browser does not get to guess. */
export function shownAs(media: string): Shown | null {
  if (/^image\/(jpeg|png|webp)$/.test(media)) return 'img'
  if (/^audio\/[a-z0-9.+-]+$/.test(media)) return 'audio'
  return /^video\/(mp4|webm)$/.test(media) ? 'video' : null
}

/** What a handler sends to a person is carried inside a page, whole. */
export const largestThreadFile = 8 * 1024 * 1024

/**
 * The id of a file that a handler sends: of these very bytes, in this thread. The message that names it is signed, and
 * so another file in its place is told from it.
 */
export function fileIdOf(threadId: string, bytes: Uint8Array): string {
  const head = new TextEncoder().encode(`amana thread file 1 ${threadId} `)
  const hash = sha256.create().update(head).update(bytes).digest().slice(0, 16)
  hash[6] = (hash[6]! & 0x0f) | 0x80
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
