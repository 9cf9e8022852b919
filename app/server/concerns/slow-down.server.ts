import { now } from '#app/server/clock.server.ts'
import { hmac, randomToken } from '#app/server/crypto/hash.server.ts'
import { addressPrefix } from '#app/server/sign-in/rate-limit.server.ts'

const second = 1000
const hour = 60 * 60 * second

/** So many at once go straight through; then each waits a little longer than the one before. Nobody is refused. */
const rules = {
  file: { free: 12, oneMoreEvery: 30 * second },
  upload: { free: 120, oneMoreEvery: 5 * second },
  listen: { free: 120, oneMoreEvery: 5 * second },
  code: { free: 8, oneMoreEvery: 60 * second },
} as const
export type Slowed = keyof typeof rules

const step = 500
const longest = 20 * second
const mostBuckets = 100_000

type Bucket = { taken: number; at: number }
const buckets = new Map<string, Bucket>()
let hourlyKey = { hour: -1, key: '' }

/** How long this one waits, in milliseconds. Counted before the work is done, so that many at once count too. */
export function waitFor(what: Slowed, address: string): number {
  const at = now().getTime()
  const key = keyed(`${what} ${addressPrefix(address)}`, at)
  const { free, oneMoreEvery } = rules[what]
  const bucket = buckets.get(key) ?? { taken: 0, at }
  const taken = Math.max(0, bucket.taken - (at - bucket.at) / oneMoreEvery) + 1
  if (!buckets.has(key) && buckets.size >= mostBuckets) buckets.delete(buckets.keys().next().value!)
  buckets.set(key, { taken: Math.min(taken, free + longest / step + 1), at })
  return Math.min(longest, Math.max(0, Math.ceil(taken - free)) * step)
}

/** Before anything that a stranger can ask for as often as they like: filing, and trying a code. */
export async function takeTurn(what: Slowed, from: Request | string): Promise<void> {
  const address = typeof from === 'string' ? from : (from.headers.get('x-amana-address') ?? '')
  const wait = waitFor(what, address)
  if (wait > 0) await new Promise((later) => setTimeout(later, wait))
}

export function forgetTurns(): void {
  buckets.clear()
}

/** Under a key that lives an hour in memory: no network can be told from what is kept, and nothing of it is written. */
function keyed(text: string, at: number): string {
  const current = Math.floor(at / hour)
  if (hourlyKey.hour !== current) {
    hourlyKey = { hour: current, key: randomToken() }
    buckets.clear()
  }
  return hmac(hourlyKey.key, text).toString('base64url')
}
