import type { TermsChange } from '#app/server/concerns/door-changes.server.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import type { DoorRow } from '#app/server/repositories/doors.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const columns = {
  id: true,
  doorId: true,
  part: true,
  change: true,
  proposedById: true,
  proposedOn: true,
} as const

/** Changes that wait for a second person: of a page of mine, or of one below mine that has nobody else. */
export async function listOpenChanges(tx: Transaction, doorId?: string): Promise<OpenChange[]> {
  const rows = await tx.doorChange.findMany({
    where: { state: 'open', ...(doorId ? { doorId } : {}) },
    orderBy: [{ proposedOn: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return rows.map(asChange)
}

export async function getOpenChange(tx: Transaction, id: string): Promise<OpenChange> {
  if (!uuid.test(id)) throw notFound()
  const row = await tx.doorChange.findFirst({ where: { id, state: 'open' }, select: columns })
  if (!row) throw notFound()
  return asChange(row)
}

export interface OpenChange {
  id: string
  doorId: string
  part: TermsChange['part']
  change: TermsChange
  proposedById: string
  proposedOn: Date
}

/** Written by our own workflow, and nothing but that. */
function asChange({
  part,
  change,
  ...row
}: Omit<OpenChange, 'part' | 'change'> & { part: string; change: unknown }) {
  return { ...row, part: part as TermsChange['part'], change: change as TermsChange }
}

/**
 * The page of a change that somebody was shown: as the owner, for the next body up does not see it otherwise. `stored` is
 * how the terms lie in the database, in whichever shape of theirs.
 */
export async function doorOfChange(
  tx: Transaction,
  doorId: string,
): Promise<DoorRow & { stored: Record<string, unknown> }> {
  const row = await tx.concernDoor.findUniqueOrThrow({
    where: { id: doorId },
    select: {
      id: true,
      slug: true,
      organisationId: true,
      programmeId: true,
      name: true,
      terms: true,
      revision: true,
      testedOn: true,
      openedOn: true,
    },
  })
  return { ...row, terms: DoorTerms.parse(row.terms), stored: row.terms as Record<string, unknown> }
}

export async function addChange(
  tx: Transaction,
  given: { doorId: string; change: TermsChange; byId: string; onDay: Date },
): Promise<string> {
  const { doorId, change, byId, onDay } = given
  const { id } = await tx.doorChange.create({
    data: { doorId, part: change.part, change, proposedById: byId, proposedOn: onDay },
    select: { id: true },
  })
  return id
}

/** Whether somebody may be the second to it; the database says the same when they are. */
export async function maySecond(
  tx: Transaction,
  { doorId, proposedById }: OpenChange,
  personId: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    select app_may_second_door(${doorId}::uuid, ${personId}::uuid, ${proposedById}::uuid) as may`
  return row!.may
}

/** Whoever may be the second to it today; nobody once it is settled. As the owner: a person asks of themselves alone. */
export async function whoMaySecond(tx: Transaction, changeId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct p.id from door_change c
    join concern_door d on d.id = c.door_id
    join membership m on m.role in ('case_handler', 'safeguarding_lead') and app_in_force(m.from_at, m.until_at)
      and (m.organisation_id = d.organisation_id or d.terms->'bodies' @> jsonb_build_array(
        jsonb_build_object('organisationId', m.organisation_id::text)))
    join person p on p.id = m.person_id and p.closed_at is null
    where c.id = ${changeId}::uuid and c.state = 'open' and app_may_second_door(c.door_id, p.id, c.proposed_by_id)
    order by p.id`
  return rows.map(({ id }) => id)
}

/** False when the page is not the one any more that was looked at, or anything else of it would change too. */
export async function confirmChange(
  tx: Transaction,
  id: string,
  { terms, revision }: { terms: object; revision: number },
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_confirm_door_change(${id}::uuid, ${JSON.stringify(terms)}::jsonb, ${revision}::integer, ${onDay}::date) as done`
  return row!.done
}

export async function endChange(
  tx: Transaction,
  id: string,
  given: { state: 'refused' | 'taken_back'; byId: string; onDay: Date },
): Promise<void> {
  const { state, byId, onDay } = given
  const { count } = await tx.doorChange.updateMany({
    where: { id, state: 'open' },
    data: { state, settledById: byId, settledOn: onDay },
  })
  if (count === 0) throw notFound()
}

export interface Naming {
  doorId: string
  doorName: string
  keeper: string
  bodyId: string
  body: string
  kind: string
  agreedOn: Date | null
}

/** Pages of others that name a body whose safeguarding lead I am. */
export function listNaming(tx: Transaction): Promise<Naming[]> {
  return tx.$queryRaw<Naming[]>`
    select door::text as "doorId", door_name as "doorName", keeper, body::text as "bodyId", body_name as body, kind,
      agreed_on as "agreedOn"
    from app_doors_naming_mine()`
}

export async function addAgreement(
  tx: Transaction,
  { doorId, bodyId, kind }: Naming,
  byId: string,
  onDay: Date,
): Promise<void> {
  await tx.doorAgreement.create({
    data: { doorId, organisationId: bodyId, kind, agreedById: byId, agreedOn: onDay },
    select: { id: true },
  })
}

export async function endAgreements(
  tx: Transaction,
  { doorId, bodyId }: Naming,
  byId: string,
  onDay: Date,
): Promise<void> {
  await tx.doorAgreement.updateMany({
    where: { doorId, organisationId: bodyId, endedOn: null },
    data: { endedById: byId, endedOn: onDay },
  })
}

/** The bodies that have said yes to standing at a page, in the place in which it names them. */
export async function listAgreed(
  tx: Transaction,
  doorId: string,
): Promise<{ organisationId: string; kind: string }[]> {
  return tx.doorAgreement.findMany({
    where: { doorId, endedOn: null },
    select: { organisationId: true, kind: true },
  })
}
