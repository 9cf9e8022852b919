import type { Transaction } from '#app/server/database.server.ts'
import type { Capacity } from '#app/policies/actor.ts'

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
