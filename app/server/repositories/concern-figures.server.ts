import type { Transaction } from '#app/server/database.server.ts'

export interface OwnFigures {
  /** By the day on which it was first told to anybody, here or elsewhere. */
  received: number
  /** Of these, how many began elsewhere and were brought in. */
  broughtIn: number
  open: number
  late: number
}

/** Within the scope of a person: of the cases in which they take part, and of no other. */
export async function ownFigures(
  tx: Transaction,
  organisationId: string,
  since: Date,
  now: Date,
): Promise<OwnFigures> {
  const [row] = await tx.$queryRaw<OwnFigures[]>`
    select count(*) filter (where c.arrived_on >= ${since}::date)::int as received,
      count(*) filter (where c.arrived_on >= ${since}::date and c.imported_on is not null)::int as "broughtIn",
      count(*) filter (where c.state not in ('closed', 'referred_out'))::int as open,
      count(*) filter (where c.next_due_at < ${now})::int as late
    from concern c where c.organisation_id = ${organisationId}::uuid and not c.is_test`
  return row!
}

/** As the owner. */
export async function receivedBy(tx: Transaction, organisationId: string, since: Date): Promise<number> {
  return tx.concern.count({ where: { organisationId, isTest: false, arrivedOn: { gte: since } } })
}

/** As the owner: everything that was received, and over how many awards whose programmes have an open reporting page. */
export async function pooled(tx: Transaction, since: Date): Promise<{ awards: number; received: number }> {
  const [row] = await tx.$queryRaw<{ awards: number; received: number }[]>`
    with programmes as (select distinct d.programme_id as id from concern_door d where d.opened_on is not null and d.programme_id is not null)
    select
      (select count(*)::int from assessment a join call l on l.id = a.call_id
        where l.programme_id in (select id from programmes) and a.state = 'signed') as awards,
      (select count(*)::int from concern c join concern_door d on d.id = c.door_id
        where d.programme_id in (select id from programmes) and not c.is_test and c.arrived_on >= ${since}::date) as received`
  return row!
}
