import { now } from '#app/server/clock.server.ts'
import { hmac, randomToken } from '#app/server/crypto/hash.server.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

type Rule = { tries: number; oneMoreEvery: number }
type Rules = { address: Rule; account?: Rule; accountAnywhere?: Rule }

/**
 * `account` counts one account from one address, so that a stranger elsewhere cannot lock anyone out.
 * `accountAnywhere` is kept for codes, which only someone past the password can try, and for letters sent.
 */
const rules = {
  signIn: { address: { tries: 60, oneMoreEvery: 10 * second }, account: { tries: 5, oneMoreEvery: minute } },
  code: {
    address: { tries: 60, oneMoreEvery: 10 * second },
    accountAnywhere: { tries: 6, oneMoreEvery: 2 * minute },
  },
  reset: {
    address: { tries: 20, oneMoreEvery: 2 * minute },
    account: { tries: 3, oneMoreEvery: 10 * minute },
  },
  recover: {
    address: { tries: 20, oneMoreEvery: 2 * minute },
    account: { tries: 3, oneMoreEvery: 10 * minute },
  },
  invitation: { address: { tries: 20, oneMoreEvery: minute } },
  // Looking somebody up by name tells whether they have an account here.
  contributor: {
    address: { tries: 60, oneMoreEvery: minute },
    accountAnywhere: { tries: 10, oneMoreEvery: 5 * minute },
  },
  // Public and without an account: a number on the verify page, a checkpoint that somebody kept.
  lookUp: { address: { tries: 120, oneMoreEvery: 30 * second } },
  letter: {
    address: { tries: 200, oneMoreEvery: minute },
    accountAnywhere: { tries: 4, oneMoreEvery: 20 * minute },
  },
} satisfies Record<string, Rules>

export type Limited = keyof typeof rules
export type Taken = { allowed: true } | { allowed: false; tryAgainAt: Date }

type Bucket = { left: number; at: number }
const buckets = new Map<string, Bucket>()
const mostBuckets = 100_000
let hourlyKey = { hour: -1, key: '' }

/** Counts one try before the work is done, so that many at once count too. */
export function takeTry(limited: Limited, request: Request, account = ''): Taken {
  const at = now().getTime()
  // An address that is refused leaves no trace of the names it tries, or it could crowd out what is kept of others.
  for (const [key, rule] of keysOf(limited, request, account, at)) {
    const wait = take(key, rule, at)
    if (wait > 0) return { allowed: false, tryAgainAt: new Date(at + wait) }
  }
  return { allowed: true }
}

/** The right password or code: earlier slips are forgotten. The address keeps its count. */
export function forgiveTries(limited: Limited, request: Request, account: string): void {
  for (const [key] of keysOf(limited, request, account, now().getTime()).slice(1)) buckets.delete(key)
}

export function forgetEveryTry(): void {
  buckets.clear()
}

function take(key: string, rule: Rule, at: number): number {
  const bucket = buckets.get(key) ?? { left: rule.tries, at }
  const left = Math.min(rule.tries, bucket.left + (at - bucket.at) / rule.oneMoreEvery)
  const allowed = left >= 1
  if (!buckets.has(key) && buckets.size >= mostBuckets) buckets.delete(buckets.keys().next().value!)
  buckets.set(key, { left: allowed ? left - 1 : left, at })
  return allowed ? 0 : Math.ceil((1 - left) * rule.oneMoreEvery)
}

function keysOf(limited: Limited, request: Request, account: string, at: number): [string, Rule][] {
  const { address, account: here, accountAnywhere }: Rules = rules[limited]
  // Written by our own server over whatever the caller sent.
  const prefix = addressPrefix(request.headers.get('x-amana-address') ?? '')
  const keys: [string, Rule][] = [[keyed(`${limited} ${prefix}`, at), address]]
  if (here && account) keys.push([keyed(`${limited} ${prefix} ${account}`, at), here])
  if (accountAnywhere && account) keys.push([keyed(`${limited} * ${account}`, at), accountAnywhere])
  return keys
}

/** Under a key that lives an hour in memory, so that neither address nor name can be told from what is kept. */
function keyed(text: string, at: number): string {
  const current = Math.floor(at / hour)
  if (hourlyKey.hour !== current) {
    hourlyKey = { hour: current, key: randomToken() }
    buckets.clear()
  }
  return hmac(hourlyKey.key, text).toString('base64url')
}

/** The network, not the device: /24 of IPv4, /48 of IPv6. */
export function addressPrefix(address: string): string {
  const four = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (four) return four[1]!
  return expandIpv6(address).slice(0, 3).join(':')
}

function expandIpv6(address: string): string[] {
  const [before = '', after = ''] = address.split('%')[0]!.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = after.split(':').filter(Boolean)
  const gap = address.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0
  return [...head, ...Array<string>(gap).fill('0'), ...tail].map((part) =>
    part.toLowerCase().replace(/^0+(?=.)/, ''),
  )
}
