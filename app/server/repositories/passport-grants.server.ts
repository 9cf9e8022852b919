import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'

const columns = {
  id: true,
  organisationId: true,
  toOrganisationId: true,
  untilOn: true,
  grantedAt: true,
  endedAt: true,
  organisation: { select: { name: true } },
  toOrganisation: { select: { name: true } },
  call: { select: { id: true, title: true } },
} as const

/** Everything that was ever opened, with who read it. */
export function listGrants(tx: Transaction, organisationId: string) {
  return tx.passportGrant.findMany({
    where: { organisationId },
    select: { ...columns, readings: { select: { personId: true, at: true }, orderBy: { at: 'desc' } } },
    orderBy: { grantedAt: 'desc' },
  })
}

/** Passports that are open today to one of these bodies. */
export function listOpenedTo(tx: Transaction, toOrganisationIds: string[], today: Date) {
  return tx.passportGrant.findMany({
    where: { toOrganisationId: { in: toOrganisationIds }, ...openOn(today) },
    select: columns,
    orderBy: { grantedAt: 'desc' },
  })
}

/** What is ended, over or somebody else's does not exist. */
export async function getOpenedTo(tx: Transaction, id: string, toOrganisationIds: string[], today: Date) {
  const where = { id, toOrganisationId: { in: toOrganisationIds }, ...openOn(today) }
  const grant = isId(id) ? await tx.passportGrant.findFirst({ where, select: columns }) : null
  if (!grant) throw notFound()
  return grant
}

export function findOpenGrant(
  tx: Transaction,
  of: { organisationId: string; toOrganisationId: string; callId: string },
  today: Date,
) {
  return tx.passportGrant.findFirst({
    where: { ...of, ...openOn(today) },
    select: { id: true, untilOn: true, grantedAt: true },
    orderBy: { untilOn: 'desc' },
  })
}

function openOn(today: Date) {
  return { endedAt: null, untilOn: { gte: today } }
}

export async function createGrant(
  tx: Transaction,
  grant: {
    organisationId: string
    toOrganisationId: string
    callId: string
    untilOn: Date
    grantedById: string
    grantedAt: Date
  },
): Promise<string> {
  const { id } = await tx.passportGrant.create({ data: grant, select: { id: true } })
  return id
}

/** Whose passport it opens; null for an unknown one. */
export async function findGrant(tx: Transaction, id: string) {
  if (!isId(id)) return null
  return tx.passportGrant.findUnique({
    where: { id },
    select: { organisationId: true, toOrganisationId: true, callId: true, endedAt: true },
  })
}

/** False when it was ended already. */
export async function endGrant(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.passportGrant.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: now },
  })
  return count === 1
}

const anHour = 60 * 60 * 1000

/** One line for each reader and hour: a page opened twice in a row is one reading. */
export async function noteReading(
  tx: Transaction,
  grantId: string,
  personId: string,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - anHour)
  const lately = await tx.passportReading.findFirst({
    where: { grantId, personId, at: { gt: since } },
    select: { id: true },
  })
  if (lately) return
  await tx.passportReading.createMany({ data: [{ grantId, personId, at: now }] })
}
