import { DoorTerms } from '#app/forms/door-terms.ts'
import type { HandlerFact } from '#app/policies/readers.policy.ts'
import type { Duty } from '#app/sealing/handler-key.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound } from '#app/server/errors.server.ts'

const columns = {
  id: true,
  slug: true,
  organisationId: true,
  programmeId: true,
  name: true,
  terms: true,
  revision: true,
  testedOn: true,
  openedOn: true,
} as const

/** Row-level security shows a page also to whoever handles a case from it; only its own body looks after it. */
export async function listDoors(tx: Transaction, organisationIds: readonly string[]) {
  const rows = await tx.concernDoor.findMany({
    where: { organisationId: { in: [...organisationIds] } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return rows.map((row) => ({ ...row, terms: DoorTerms.parse(row.terms) }))
}

export async function getDoor(tx: Transaction, organisationIds: readonly string[], id: string) {
  const row = await tx.concernDoor.findFirst({
    where: { id, organisationId: { in: [...organisationIds] } },
    select: columns,
  })
  if (!row) throw notFound()
  return { ...row, terms: DoorTerms.parse(row.terms) }
}

export type DoorRow = Awaited<ReturnType<typeof getDoor>>

export interface NewDoor {
  slug: string
  organisationId: string
  programmeId: string | null
  name: string
  terms: DoorTerms
  createdById: string
  createdOn: Date
}

export async function createDoorRow(tx: Transaction, door: NewDoor): Promise<string> {
  const { id } = await tx.concernDoor.create({ data: door, select: { id: true } })
  return id
}

export async function changeDoor(
  tx: Transaction,
  { id, revision }: Pick<DoorRow, 'id' | 'revision'>,
  change: Partial<Pick<DoorRow, 'terms' | 'testedOn' | 'openedOn'>>,
): Promise<void> {
  const { count } = await tx.concernDoor.updateMany({
    where: { id, revision },
    data: { ...change, revision: revision + 1 },
  })
  if (count === 0) throw changedByAnother()
}

export interface NamedBody {
  id: string
  name: string
}

/** For choosing who receives and who belongs to the project. As the owner: most of them are strangers to whoever asks. */
export async function listBodies(tx: Transaction): Promise<NamedBody[]> {
  return tx.organisation.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
}

/** Everybody who gives or holds money of a programme. As the owner. */
export async function listChain(tx: Transaction, programmeId: string): Promise<string[]> {
  const programme = await tx.programme.findUnique({
    where: { id: programmeId },
    select: { organisationId: true },
  })
  const awards = await tx.award.findMany({ where: { programmeId }, select: { organisationId: true } })
  return [
    ...new Set([
      ...(programme ? [programme.organisationId] : []),
      ...awards.map(({ organisationId }) => organisationId),
    ]),
  ]
}

/** Whoever handles cases for one of these bodies today with a key that counts, and what else they belong to. As the owner. */
export async function listKeyHolders(
  tx: Transaction,
  bodyIds: readonly string[],
  at: Date,
): Promise<HandlerFact[]> {
  const keys = await tx.handlerKey.findMany({
    where: {
      organisationId: { in: [...bodyIds] },
      endedOn: null,
      countedOn: { not: null },
      person: { closedAt: null },
    },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: { id: true, personId: true, organisationId: true, duties: true },
  })
  const homes = await tx.membership.findMany({
    where: {
      personId: { in: keys.map(({ personId }) => personId) },
      fromAt: { lte: at },
      OR: [{ untilAt: null }, { untilAt: { gt: at } }],
    },
    select: { personId: true, organisationId: true, role: true },
  })
  const handle = ({ personId, organisationId }: (typeof keys)[number]) =>
    homes.some(
      (home) =>
        home.personId === personId && home.organisationId === organisationId && home.role === 'case_handler',
    )
  return keys.filter(handle).map(({ id, personId, organisationId, duties }) => ({
    keyId: id,
    personId,
    bodyId: organisationId,
    organisationIds: homes.filter((home) => home.personId === personId).map((home) => home.organisationId),
    duties: duties as Duty[],
    counted: true,
  }))
}

/** Names of people who hold keys, and of those who look after a page. As the owner. */
export async function namesOfPeople(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Programmes that whoever asks may see. */
export async function listProgrammesSeen(tx: Transaction): Promise<{ id: string; title: string }[]> {
  return tx.programme.findMany({
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true },
  })
}

/** How far the test concerns of a page have come. As the owner: whoever looks after the page may handle none of them. */
export async function statesOfTests(tx: Transaction, doorId: string): Promise<string[]> {
  const rows = await tx.concern.findMany({ where: { doorId, isTest: true }, select: { state: true } })
  return rows.map(({ state }) => state)
}

/** Open pages of the programmes and bodies that these organisations have to do with. As the owner. */
export async function listOpenDoorsFor(tx: Transaction, organisationIds: readonly string[]) {
  if (organisationIds.length === 0) return []
  const rows = await tx.$queryRaw<{ slug: string; terms: unknown }[]>`
    SELECT d.slug, d.terms FROM concern_door d
    WHERE d.opened_on IS NOT NULL AND (
      d.organisation_id = ANY (${[...organisationIds]}::uuid[])
      OR d.programme_id IN (
        SELECT p.id FROM programme p WHERE p.organisation_id = ANY (${[...organisationIds]}::uuid[])
        UNION SELECT a.programme_id FROM award a WHERE a.organisation_id = ANY (${[...organisationIds]}::uuid[])
      )
    )
    ORDER BY d.name, d.slug LIMIT 6`
  return rows.map(({ slug, terms }) => ({ slug, place: DoorTerms.parse(terms).place }))
}
