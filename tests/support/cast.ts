import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { ask } from '#tests/support/asking.ts'
import { theSite } from '#tests/support/the-site.ts'

export const password = 'millet granary doorway seed'

export interface Person {
  key: string
  name: string
  signsInWith: string
  organisation: string
  /** Of the authenticator, where the job asks for one. */
  secret: string | null
  /** The newest step whose code was used: each works once. */
  lastStep: number
  cookie: string | null
  /** Where their requests come from, so that limits count them apart. */
  address: string
}

export type Part =
  | 'administrator'
  | 'officer'
  | 'reviewer'
  | 'secondReviewer'
  | 'approver'
  | 'secondApprover'
  | 'lead'
  | 'investigator'
  | 'focalPoint'
  | 'peerReviewer'
  | 'peerApprover'

export type Cast = Record<Part, Person>

const castFile = () => join(theSite().folder, 'cast.json')

/** The people whom the set-up journey made, or null before it. They are shared by all journeys of a run. */
export function knownCast(): Cast | null {
  return existsSync(castFile()) ? (JSON.parse(readFileSync(castFile(), 'utf8')) as Cast) : null
}

export function keepCast(cast: Cast): void {
  writeFileSync(castFile(), JSON.stringify(cast, null, 2))
}

const period = 30_000

/** The next code that the authenticator would be believed; waits only if three were used within half a minute. */
export async function codeFor(person: Pick<Person, 'key' | 'secret' | 'lastStep'>): Promise<string> {
  const stepNow = () => Math.floor(Date.now() / period)
  const step = Math.max(person.lastStep + 1, stepNow() - 1)
  while (step > stepNow() + 1) await new Promise((later) => setTimeout(later, 500))
  person.lastStep = step
  const cast = knownCast()
  if (cast && person.key in cast) {
    cast[person.key as Part].lastStep = step
    keepCast(cast)
  }
  const secret = Secret.fromBase32(person.secret!)
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: step * period })
}

export function keepCookie(person: Person, cookie: string): void {
  person.cookie = cookie
  const cast = knownCast()
  if (!cast || !(person.key in cast)) return
  cast[person.key as Part].cookie = cookie
  keepCast(cast)
}

/** A cookie with which this person is signed in: the one they have, or a new one. */
export async function cookieOf(person: Person): Promise<string> {
  if (person.cookie) {
    const { status } = await ask(person, '/app/account')
    if (status === 200) return person.cookie
  }
  const first = await ask({ ...person, cookie: null }, '/app/sign-in', {
    name: person.signsInWith,
    password,
  })
  let cookie = first.cookie
  if (first.location?.startsWith('/app/sign-in/code')) {
    const { cookie: after } = await ask({ ...person, cookie }, first.location, {
      code: await codeFor(person),
    })
    cookie = after
  }
  if (!cookie)
    throw new Error(`${person.name} cannot sign in: ${first.status} ${first.location ?? first.html}`)
  keepCookie(person, cookie)
  return cookie
}
