import { deriveKey, hmac, sameBytes } from '#app/server/crypto/hash.server.ts'
import { env } from '#app/server/env.server.ts'

const day = 86_400_000
const lastsDays = 7

/**
 * The address of a page with what marks whatever is sent from there as a test. Nobody else can make it, so that no real
 * account is ever left out of the figures by a link that somebody passes on for long.
 */
export function testLinkOf(door: { id: string; slug: string }, now: Date): string {
  return `${env.origin}/r/${door.slug}?t=${markOf(door.id, now.getTime())}`
}

export function isTestMark(doorId: string, given: string, now: Date): boolean {
  if (!/^[0-9a-f]{24}$/.test(given)) return false
  return Array.from({ length: lastsDays }, (_, ago) => markOf(doorId, now.getTime() - ago * day)).some(
    (mark) => sameBytes(Buffer.from(mark), Buffer.from(given)),
  )
}

function markOf(doorId: string, at: number): string {
  const key = deriveKey('reporting page test')
  return hmac(key, `${doorId} ${Math.floor(at / day)}`)
    .toString('hex')
    .slice(0, 24)
}
