import type { Transaction } from '#app/server/database.server.ts'
import type { Role } from '#app/policies/actor.ts'
import { notFound } from '#app/server/errors.server.ts'

export interface Account {
  id: string
  name: string
  email: string | null
  userName: string | null
  passwordHash: string | null
  fictional: boolean
}

const accountColumns = {
  id: true,
  name: true,
  email: true,
  userName: true,
  passwordHash: true,
  fictional: true,
} as const

/** By e-mail address or by user name: an address always has an @, a user name never. */
export async function findAccount(tx: Transaction, name: string): Promise<Account | null> {
  const where = name.includes('@') ? { email: name } : { userName: name }
  return tx.person.findFirst({ where: { ...where, closedAt: null }, select: accountColumns })
}

export async function getAccount(tx: Transaction, id: string): Promise<Account> {
  const row = await tx.person.findFirst({ where: { id, closedAt: null }, select: accountColumns })
  if (!row) throw notFound()
  return row
}

export interface NewPerson {
  name: string
  email: string | null
  userName: string | null
  passwordHash: string
  locale: string
  fictional: boolean
  createdAt: Date
}

export async function createPerson(tx: Transaction, person: NewPerson): Promise<string> {
  const row = await tx.person.create({ data: person, select: { id: true } })
  return row.id
}

export async function isTaken(
  tx: Transaction,
  who: { email: string | null; userName: string | null },
): Promise<boolean> {
  const names = [who.email ? { email: who.email } : null, who.userName ? { userName: who.userName } : null]
  const where = { OR: names.filter((name) => name !== null) }
  return where.OR.length > 0 && (await tx.person.count({ where })) > 0
}

export async function setPassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { passwordHash }, select: { id: true } })
}

export async function setLanguage(tx: Transaction, personId: string, locale: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { locale }, select: { id: true } })
}

// ── Organisations and memberships ──────────────────────────────────────────────

export async function createOrganisation(
  tx: Transaction,
  organisation: { name: string; kind: string; country: string; fictional?: boolean; createdAt: Date },
): Promise<string> {
  const row = await tx.organisation.create({ data: organisation, select: { id: true } })
  return row.id
}

function activeAt(at: Date) {
  return { fromAt: { lte: at }, OR: [{ untilAt: null }, { untilAt: { gt: at } }] }
}

export async function countAdministrators(tx: Transaction, at: Date): Promise<number> {
  return tx.membership.count({
    where: { role: 'administrator', person: { closedAt: null }, ...activeAt(at) },
  })
}

/** The organisation that runs this installation: the one of its first administrator. Null before there is any. */
export async function findRunningOrganisation(tx: Transaction): Promise<string | null> {
  const first = await tx.membership.findFirst({
    where: { role: 'administrator' },
    orderBy: [{ fromAt: 'asc' }, { id: 'asc' }],
    select: { organisationId: true },
  })
  return first?.organisationId ?? null
}

export async function listRoles(tx: Transaction, personId: string, at: Date) {
  const rows = await tx.membership.findMany({
    where: { personId, ...activeAt(at) },
    select: { organisationId: true, role: true },
  })
  return rows.map((row) => ({ organisationId: row.organisationId, role: row.role as Role }))
}

/** Gives a role, or gives it again to someone who had it. False when they hold it already. */
export async function giveMembership(
  tx: Transaction,
  membership: { personId: string; organisationId: string; role: Role },
  at: Date,
): Promise<boolean> {
  const held = await tx.membership.findFirst({ where: membership, select: { id: true, untilAt: true } })
  if (!held) await tx.membership.create({ data: { ...membership, fromAt: at }, select: { id: true } })
  else if (held.untilAt === null || held.untilAt > at) return false
  else await tx.membership.update({ where: { id: held.id }, data: { untilAt: null }, select: { id: true } })
  return true
}

export async function getMembership(tx: Transaction, id: string, organisationId: string, at: Date) {
  const row = await tx.membership.findFirst({
    where: { id, organisationId, ...activeAt(at) },
    select: { id: true, personId: true, organisationId: true, role: true },
  })
  if (!row) throw notFound()
  return row
}

export async function endMembership(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.membership.updateMany({
    where: { id, OR: [{ untilAt: null }, { untilAt: { gt: at } }] },
    data: { untilAt: at },
  })
}

/** In the actor's scope: colleagues and their jobs. */
export async function listMembers(tx: Transaction, organisationId: string, at: Date) {
  return tx.membership.findMany({
    where: { organisationId, person: { closedAt: null }, ...activeAt(at) },
    orderBy: [{ person: { name: 'asc' } }, { fromAt: 'asc' }],
    select: { id: true, role: true, person: { select: { id: true, name: true } } },
  })
}

/** In the actor's scope: how members sign in, for an administrator of the organisation only. */
export async function listAccountNames(
  tx: Transaction,
  organisationId: string,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; name: string | null }[]>`
    select distinct person_id::text as id, coalesce(email, user_name) as name from app_members(${organisationId}::uuid)`
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))
}

/** A member of this organisation; anybody else is not there. */
export async function getMember(tx: Transaction, personId: string, organisationId: string, at: Date) {
  const active = { organisationId, ...activeAt(at) }
  const person = await tx.person.findFirst({
    where: { id: personId, closedAt: null, memberships: { some: active } },
    select: {
      id: true,
      name: true,
      memberships: { where: active, orderBy: { fromAt: 'asc' }, select: { id: true, role: true } },
    },
  })
  if (!person) throw notFound()
  return person
}

/** People of the person's organisations who hold one of these roles and can be written to. */
export async function listColleagues(
  tx: Transaction,
  personId: string,
  roles: readonly Role[],
  at: Date,
): Promise<string[]> {
  const own = await listRoles(tx, personId, at)
  const rows = await tx.membership.findMany({
    where: {
      organisationId: { in: own.map(({ organisationId }) => organisationId) },
      role: { in: [...roles] },
      personId: { not: personId },
      person: { closedAt: null, email: { not: null } },
      ...activeAt(at),
    },
    distinct: ['personId'],
    select: { personId: true },
  })
  return rows.map((row) => row.personId)
}
