import { DoorTerms, type BodyKind } from '#app/forms/door-terms.ts'
import type { HandlerFact } from '#app/policies/readers.policy.ts'
import type { Duty } from '#app/sealing/handler-key.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listHeard, type OpenRecording } from '#app/server/repositories/door-recordings.server.ts'

/** Everything that filing needs to know of a door, so that it can go on while the database is away. */
export interface DoorFacts {
  id: string
  slug: string
  organisationId: string
  receivingName: string
  isOpen: boolean
  terms: DoorTerms
  bodies: { organisationId: string; name: string; kind: BodyKind; position: number }[]
  handlers: (HandlerFact & { recipient: string })[]
  /** Keys that ended: whoever was taken out by one of them is out with the next one too. */
  formerKeys: { keyId: string; personId: string }[]
  /** Who sees stage and clocks and nothing else, with everything they belong to. */
  overseers: { personId: string; organisationIds: string[]; bodyId: string; body: string }[]
  recordings: OpenRecording[]
}

export async function listSlugs(tx: Transaction): Promise<string[]> {
  const rows = await tx.concernDoor.findMany({ select: { slug: true } })
  return rows.map(({ slug }) => slug)
}

export async function findDoorFacts(tx: Transaction, slug: string, at: Date): Promise<DoorFacts | null> {
  const door = await tx.concernDoor.findUnique({
    where: { slug },
    include: { organisation: { select: { name: true } } },
  })
  if (!door) return null
  const terms = DoorTerms.parse(door.terms)
  const bodyIds = [
    ...new Set([door.organisationId, ...terms.bodies.map(({ organisationId }) => organisationId)]),
  ]
  const names = new Map(
    (
      await tx.organisation.findMany({ where: { id: { in: bodyIds } }, select: { id: true, name: true } })
    ).map(({ id, name }) => [id, name]),
  )
  const isReceiverNamed = terms.bodies.some(({ organisationId }) => organisationId === door.organisationId)
  const bodies = [
    ...(isReceiverNamed
      ? []
      : [{ organisationId: door.organisationId, kind: 'receiving' as const, position: -1 }]),
    ...terms.bodies,
  ].map((body) => ({ ...body, name: names.get(body.organisationId) ?? '' }))
  return {
    id: door.id,
    slug,
    organisationId: door.organisationId,
    receivingName: door.organisation.name,
    isOpen: door.openedOn !== null,
    terms,
    bodies,
    handlers: await listHandlers(tx, bodyIds, at),
    formerKeys: await listFormerKeys(tx, bodyIds),
    overseers: door.programmeId ? await listOverseers(tx, door.programmeId, at) : [],
    recordings: await listHeard(tx, door.id),
  }
}

async function listHandlers(tx: Transaction, bodyIds: string[], at: Date): Promise<DoorFacts['handlers']> {
  const keys = await tx.handlerKey.findMany({
    where: {
      organisationId: { in: bodyIds },
      endedOn: null,
      countedOn: { not: null },
      person: { closedAt: null },
    },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: { id: true, personId: true, organisationId: true, duties: true, recipient: true },
  })
  const homes = await homesOf(
    tx,
    keys.map(({ personId }) => personId),
    at,
  )
  // Whoever has left, or has another job now, opens no case however long their key is there.
  const handling = await tx.membership.findMany({
    where: { organisationId: { in: bodyIds }, role: 'case_handler', ...inForce(at) },
    select: { personId: true, organisationId: true },
  })
  const present = keys.filter((key) =>
    handling.some((one) => one.personId === key.personId && one.organisationId === key.organisationId),
  )
  return present.map(({ id, personId, organisationId, duties, recipient }) => ({
    keyId: id,
    personId,
    organisationIds: homes.get(personId) ?? [],
    bodyId: organisationId,
    duties: duties as Duty[],
    counted: true,
    recipient,
  }))
}

async function listFormerKeys(tx: Transaction, bodyIds: string[]): Promise<DoorFacts['formerKeys']> {
  const keys = await tx.handlerKey.findMany({
    where: { organisationId: { in: bodyIds }, endedOn: { not: null } },
    select: { id: true, personId: true },
  })
  return keys.map(({ id, personId }) => ({ keyId: id, personId }))
}

/** The funder's safeguarding leads. */
async function listOverseers(
  tx: Transaction,
  programmeId: string,
  at: Date,
): Promise<DoorFacts['overseers']> {
  const programme = await tx.programme.findUnique({
    where: { id: programmeId },
    select: { organisationId: true, organisation: { select: { name: true } } },
  })
  if (!programme) return []
  const { organisationId: bodyId, organisation } = programme
  const rows = await tx.membership.findMany({
    where: {
      organisationId: programme.organisationId,
      role: 'safeguarding_lead',
      person: { closedAt: null },
      ...inForce(at),
    },
    select: { personId: true },
  })
  const personIds = [...new Set(rows.map(({ personId }) => personId))]
  const homes = await homesOf(tx, personIds, at)
  return personIds.map((personId) => ({
    personId,
    organisationIds: homes.get(personId) ?? [],
    bodyId,
    body: organisation.name,
  }))
}

async function homesOf(tx: Transaction, personIds: string[], at: Date): Promise<Map<string, string[]>> {
  const rows = await tx.membership.findMany({
    where: { personId: { in: personIds }, ...inForce(at) },
    select: { personId: true, organisationId: true },
  })
  const homes = new Map<string, string[]>()
  for (const { personId, organisationId } of rows)
    homes.set(personId, [...new Set([...(homes.get(personId) ?? []), organisationId])])
  return homes
}

function inForce(at: Date) {
  return { fromAt: { lte: at }, OR: [{ untilAt: null }, { untilAt: { gt: at } }] }
}
