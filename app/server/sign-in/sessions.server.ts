import { now } from '#app/server/clock.server.ts'
import { randomToken, sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, readAsSystem, type Transaction } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import {
  createSession,
  findLastJob,
  findSession,
  rotateSession,
  touchSession,
  type Awaiting,
  type SessionRow,
} from '#app/server/repositories/sessions.server.ts'
import { isShutOut } from '#app/server/sign-in/demonstration-accounts.server.ts'
import { onceARequest } from '#app/server/sign-in/request-memory.server.ts'

const minute = 60_000
const idleFor = 60 * minute
const longest = 12 * 60 * minute
const waitingFor = 15 * minute
const touchEvery = minute
const cookieName = 'amana'
const cookieDays = 7

export type FoundSession = { state: 'open' | 'waiting' | 'expired'; session: SessionRow }

/** The cookie outlives the session, so that an ended one still tells whose typed text is to be kept. */
export function sessionCookie(token: string): string {
  return cookie(token, cookieDays * 24 * 60 * 60)
}

export function endedCookie(): string {
  return cookie('', 0)
}

export function sessionToken(request: Request): string | null {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
  return value && /^[\w-]{43}$/.test(value) ? value : null
}

/** The session behind the cookie, whatever its state. One query; asked once a request. */
export function sessionOf(request: Request): Promise<FoundSession | null> {
  const token = sessionToken(request)
  if (!token) return Promise.resolve(null)
  return onceARequest(`session ${token}`, () => lookUp(token, now()))
}

/** A sign-in that has got as far as this question. */
export async function findWaiting(request: Request, awaiting: Awaiting): Promise<SessionRow | null> {
  const found = await sessionOf(request)
  return found?.state === 'waiting' && found.session.awaiting === awaiting ? found.session : null
}

async function lookUp(token: string, at: Date): Promise<FoundSession | null> {
  const session = await readAsSystem((reader) => findSession(reader, sha256(token), at))
  if (!session || session.closedAt || isShutOut(session)) return null
  const state = stateOf(session, at)
  if (state === 'open' && at.getTime() - session.lastSeenAt.getTime() > touchEvery)
    await asSystem('was here', (tx) => touchSession(tx, session.id, at))
  return { state, session }
}

function stateOf(session: SessionRow, at: Date): FoundSession['state'] {
  const idle = at.getTime() - session.lastSeenAt.getTime() > idleFor
  if (session.endedAt || session.expiresAt <= at || idle) return 'expired'
  return session.awaiting ? 'waiting' : 'open'
}

/** Starts a session and returns its token, which is never stored. */
export async function startSession(
  tx: Transaction,
  personId: string,
  awaiting: Awaiting | null,
  at: Date,
): Promise<string> {
  const token = randomToken()
  await createSession(tx, {
    tokenHash: sha256(token),
    personId,
    membershipId: await findLastJob(tx, personId),
    awaiting,
    createdAt: at,
    expiresAt: new Date(at.getTime() + (awaiting ? waitingFor : longest)),
  })
  return token
}

/** The second factor was given: the same session opens, under a new token and with its whole life. */
export async function openWaitingSession(
  tx: Transaction,
  sessionId: string,
  at: Date,
): Promise<string | null> {
  const token = randomToken()
  const expiresAt = new Date(at.getTime() + longest)
  const opened = await rotateSession(tx, sessionId, {
    tokenHash: sha256(token),
    awaiting: null,
    expiresAt,
    lastSeenAt: at,
  })
  return opened ? token : null
}

/** Somebody proved once more who they are. The session does not live longer for it. */
export async function stepUpSession(tx: Transaction, sessionId: string, at: Date): Promise<string | null> {
  const token = randomToken()
  const rotated = await rotateSession(tx, sessionId, {
    tokenHash: sha256(token),
    steppedUpAt: at,
    lastSeenAt: at,
  })
  return rotated ? token : null
}

function cookie(value: string, seconds: number): string {
  const secure = env.origin.startsWith('https:') ? '; Secure' : ''
  return `${cookieName}=${value}; Path=/app; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}
