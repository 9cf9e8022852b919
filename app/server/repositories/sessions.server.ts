import type { Reader, Transaction } from '#app/server/database.server.ts'
import type { Membership } from '#app/policies/actor.ts'
import { isLocale, type Locale } from '#content/locale.ts'

export type Awaiting = 'second_factor' | 'set_up_second_factor'

export interface SessionRow {
  id: string
  personId: string
  membershipId: string | null
  awaiting: Awaiting | null
  lastSeenAt: Date
  expiresAt: Date
  steppedUpAt: Date | null
  endedAt: Date | null
  challenge: string | null
  name: string
  locale: Locale
  fictional: boolean
  closedAt: Date | null
  memberships: Membership[]
  /** Notices not read yet, for the header; at most a hundred are counted. */
  unread: number
}

/** Everything a request needs to know about who is asking, in one query. */
export async function findSession(reader: Reader, tokenHash: Buffer, at: Date): Promise<SessionRow | null> {
  const [row] = await reader.$queryRaw<SessionRow[]>`
    select s.id, s.person_id as "personId", s.membership_id as "membershipId", s.awaiting,
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.stepped_up_at as "steppedUpAt",
      s.ended_at as "endedAt", s.challenge, p.name, p.locale, p.fictional, p.closed_at as "closedAt",
      (select count(*)::int from (
        select from notice n where n.person_id = p.id and n.read_at is null limit 100
      ) as waiting) as unread,
      coalesce((
        select json_agg(json_build_object('id', m.id, 'organisationId', o.id, 'organisationName', o.name,
          'organisationKind', o.kind, 'role', m.role) order by m.from_at, m.id)
        from membership m join organisation o on o.id = m.organisation_id
        where m.person_id = p.id and m.from_at <= ${at}::timestamptz
          and (m.until_at is null or m.until_at > ${at}::timestamptz)
      ), '[]') as memberships
    from session s join person p on p.id = s.person_id
    where s.token_hash = ${tokenHash}`
  if (!row) return null
  return { ...row, locale: isLocale(row.locale) ? row.locale : 'en' }
}

export interface NewSession {
  tokenHash: Buffer
  personId: string
  membershipId: string | null
  awaiting: Awaiting | null
  createdAt: Date
  expiresAt: Date
}

export async function createSession(tx: Transaction, session: NewSession): Promise<string> {
  await tx.session.deleteMany({
    where: { personId: session.personId, expiresAt: { lt: daysBefore(session.createdAt, 7) } },
  })
  const data = { ...session, tokenHash: bytes(session.tokenHash), lastSeenAt: session.createdAt }
  const row = await tx.session.create({ data, select: { id: true } })
  return row.id
}

export async function touchSession(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.session.updateMany({ where: { id }, data: { lastSeenAt: at } })
}

export interface Rotation {
  tokenHash: Buffer
  awaiting?: Awaiting | null
  steppedUpAt?: Date
  expiresAt?: Date
  lastSeenAt: Date
}

/** A new token for a session that now opens more than it did. */
export async function rotateSession(tx: Transaction, id: string, rotation: Rotation): Promise<boolean> {
  const data = { ...rotation, tokenHash: bytes(rotation.tokenHash), challenge: null }
  const { count } = await tx.session.updateMany({ where: { id, endedAt: null }, data })
  return count === 1
}

export async function endSession(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } })
}

/** Ends every session of a person, or every one but `exceptId`; returns how many. */
export async function endSessions(
  tx: Transaction,
  personId: string,
  at: Date,
  exceptId?: string,
): Promise<number> {
  const where = { personId, endedAt: null, ...(exceptId ? { id: { not: exceptId } } : {}) }
  const { count } = await tx.session.updateMany({ where, data: { endedAt: at } })
  return count
}

export async function chooseJob(tx: Transaction, id: string, membershipId: string): Promise<void> {
  await tx.session.updateMany({ where: { id }, data: { membershipId } })
}

/** The job chosen last time, to begin with it again. */
export async function findLastJob(tx: Transaction, personId: string): Promise<string | null> {
  const row = await tx.session.findFirst({
    where: { personId, membershipId: { not: null } },
    orderBy: { lastSeenAt: 'desc' },
    select: { membershipId: true },
  })
  return row?.membershipId ?? null
}

export async function setChallenge(tx: Transaction, id: string, challenge: string): Promise<void> {
  await tx.session.updateMany({ where: { id }, data: { challenge } })
}

/** Takes the challenge out, so that an answer to it counts once. */
export async function takeChallenge(tx: Transaction, id: string): Promise<string | null> {
  const row = await tx.session.findUnique({ where: { id }, select: { challenge: true } })
  if (!row?.challenge) return null
  const { count } = await tx.session.updateMany({
    where: { id, challenge: row.challenge },
    data: { challenge: null },
  })
  return count === 1 ? row.challenge : null
}

export async function listSessions(tx: Transaction, personId: string, at: Date) {
  return tx.session.findMany({
    where: { personId, endedAt: null, awaiting: null, expiresAt: { gt: at } },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, createdAt: true, lastSeenAt: true },
  })
}

// ── What someone typed when their sign-in had ended ────────────────────────────

export async function createHeldForm(
  tx: Transaction,
  held: { personId: string; path: string; sealed: Buffer; createdAt: Date },
): Promise<string> {
  await tx.heldForm.deleteMany({ where: { createdAt: { lt: daysBefore(held.createdAt, 1) } } })
  const kept = await tx.heldForm.findMany({
    where: { personId: held.personId },
    orderBy: { createdAt: 'desc' },
    skip: 19,
    select: { id: true },
  })
  await tx.heldForm.deleteMany({ where: { id: { in: kept.map(({ id }) => id) } } })
  const row = await tx.heldForm.create({
    data: { ...held, sealed: bytes(held.sealed) },
    select: { id: true },
  })
  return row.id
}

export async function findHeldForm(tx: Transaction, id: string, personId: string, path: string, at: Date) {
  return tx.heldForm.findFirst({
    where: { id, personId, path, createdAt: { gte: daysBefore(at, 1) } },
    select: { sealed: true, createdAt: true },
  })
}

export async function deleteHeldForm(tx: Transaction, id: string, personId: string): Promise<void> {
  await tx.heldForm.deleteMany({ where: { id, personId } })
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * 24 * 60 * 60 * 1000)
}

/** Prisma wants bytes that own their memory. */
function bytes(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}
