import { now } from '#app/server/clock.server.ts'
import { takeTry, type Limited } from '#app/server/sign-in/rate-limit.server.ts'
import type { Key, Values } from '#content/words.ts'

/** What a person asked for did not happen, and what to say. */
export type Refusal = { ok: false; error: { key: Key; values?: Values } }

export function refused(key: Key): Refusal {
  return { ok: false, error: { key } }
}

/** Counts one try; null as long as there are tries left. */
export function tooMany(limited: Limited, request: Request, account?: string): Refusal | null {
  const taken = takeTry(limited, request, account)
  if (taken.allowed) return null
  const minutes = Math.max(1, Math.ceil((taken.tryAgainAt.getTime() - now().getTime()) / 60_000))
  return { ok: false, error: { key: 'auth.tooMany', values: { minutes } } }
}
