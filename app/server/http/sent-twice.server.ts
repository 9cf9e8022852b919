import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Typed } from '#app/server/http/read-form.server.ts'

const lasts = 60_000
const done = new Map<string, { until: number; result: Promise<unknown> }>()

/**
 * The same form from the same person within a minute is a second click on its button, not a second wish: it is answered
 * with what the first one made. For forms that make something new; where a record moves, its revision sees to it.
 */
export async function onceFor<Result>(
  actor: Actor,
  request: Request,
  typed: Typed,
  make: () => Promise<Result>,
): Promise<Result> {
  const at = now().getTime()
  for (const [key, { until }] of done) if (until <= at) done.delete(key)
  const { pathname, search } = new URL(request.url)
  const key = sha256(JSON.stringify([actor.id, pathname, search, typed])).toString('base64url')
  const before = done.get(key) as { result: Promise<Result> } | undefined
  if (before) return before.result
  const result = make()
  done.set(key, { until: at + lasts, result })
  try {
    return await result
  } catch (error) {
    done.delete(key)
    throw error
  }
}
