import type { Transaction } from '#app/server/database.server.ts'
import type { Capacity, Role } from '#app/policies/actor.ts'
import type { Contribution } from '#app/policies/participation.ts'

export const participationColumns = {
  where: { untilAt: null },
  select: { organisationId: true, personId: true, capacity: true },
} as const

export interface ParticipationFact {
  organisationId: string | null
  personId: string | null
  capacity: Capacity
}

export type RecordKind = 'programme' | 'call' | 'award' | 'assessment'

/** Makes the record and its first participation; the database refuses an organisation the person does not belong to. */
export async function createRecord(
  tx: Transaction,
  kind: RecordKind,
  organisationId: string,
  capacity: Capacity,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select app_create_record(${kind}, ${organisationId}::uuid, ${capacity}) as id`
  return row!.id
}

/** Lets an organisation take part in a record from now on; asking twice changes nothing. */
export async function addParticipation(
  tx: Transaction,
  recordId: string,
  organisationId: string,
  capacity: Capacity,
): Promise<void> {
  await tx.$queryRaw`
    select app_add_participation(${recordId}::uuid, ${organisationId}::uuid, null, ${capacity})::text`
}

export interface InvitedPerson {
  personId: string
  name: string
  capacity: Contribution
  fromAt: Date
}

/** People invited to help write, in force today. */
export async function listInvited(tx: Transaction, recordId: string): Promise<InvitedPerson[]> {
  const rows = await tx.participation.findMany({
    where: {
      recordId,
      untilAt: null,
      capacity: { in: ['contributor', 'commenter'] },
      person: { isNot: null },
    },
    orderBy: [{ fromAt: 'asc' }, { id: 'asc' }],
    select: { capacity: true, fromAt: true, person: { select: { id: true, name: true } } },
  })
  return rows.flatMap(({ person, capacity, fromAt }) =>
    person ? [{ personId: person.id, name: person.name, capacity: capacity as Contribution, fromAt }] : [],
  )
}

/** Lets a person help from now on; the database refuses members of the body that reviews. */
export async function letHelp(
  tx: Transaction,
  recordId: string,
  personId: string,
  capacity: Contribution,
): Promise<void> {
  await tx.$queryRaw`
    select app_add_participation(${recordId}::uuid, null, ${personId}::uuid, ${capacity})::text`
}

/** False when this person did not help. */
export async function endHelp(tx: Transaction, recordId: string, personId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ended: boolean }[]>`
    select app_end_contribution(${recordId}::uuid, ${personId}::uuid) as ended`
  return row!.ended
}

export interface Writer {
  personId: string
  name: string
  roles: Role[]
}

/** The body's own people who write: those with these jobs today, by name. As the owner, or in the scope of a colleague. */
export async function listWriters(
  tx: Transaction,
  organisationId: string,
  roles: readonly Role[],
  at: Date,
): Promise<Writer[]> {
  const rows = await tx.membership.findMany({
    where: {
      organisationId,
      role: { in: [...roles] },
      person: { closedAt: null },
      fromAt: { lte: at },
      OR: [{ untilAt: null }, { untilAt: { gt: at } }],
    },
    orderBy: [{ person: { name: 'asc' } }, { fromAt: 'asc' }],
    select: { role: true, person: { select: { id: true, name: true } } },
  })
  const people = Map.groupBy(rows, ({ person }) => person.id)
  return [...people.values()].map((jobs) => ({
    personId: jobs[0]!.person.id,
    name: jobs[0]!.person.name,
    roles: jobs.map(({ role }) => role as Role),
  }))
}

/** Everybody whose hand is in the plan, also those who left: they never judge it. As the owner or for the author. */
export async function everWrote(tx: Transaction, assessmentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select person_id::text as id from participation
      where record_id = ${assessmentId}::uuid and capacity in ('contributor', 'commenter') and person_id is not null
    union select updated_by_id::text from answer where assessment_id = ${assessmentId}::uuid
    union select updated_by_id::text from plan_context where assessment_id = ${assessmentId}::uuid
    union select created_by_id::text from register_row where assessment_id = ${assessmentId}::uuid
    union select updated_by_id::text from register_row where assessment_id = ${assessmentId}::uuid
    union select added_by_id::text from evidence_use where assessment_id = ${assessmentId}::uuid
    union select c.author_id::text from comment c join assessment a on a.id = c.assessment_id
      where c.assessment_id = ${assessmentId}::uuid and (
        c.audience = 'writers' or (c.audience = 'both' and exists (
          select from membership m where m.organisation_id = a.organisation_id and m.person_id = c.author_id
        ))
      )
    union select person_id::text from risk_sign_off
      where assessment_id = ${assessmentId}::uuid and capacity = 'research_organisation'
    order by id`
  return rows.map(({ id }) => id)
}

/** Names by id, of those whom this scope knows. */
export async function listNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
