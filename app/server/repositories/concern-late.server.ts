import type { Transaction } from '#app/server/database.server.ts'

interface Lead {
  personId: string
  organisationIds: string[]
  /** Has a key that counts and was given no envelope of this case: the reporter may have taken them out. */
  heldNothing: boolean
}

/** As the owner. Safeguarding leads of a body who take no part in this case yet, not even by having stepped back. */
export function listLeads(tx: Transaction, concernId: string, organisationId: string): Promise<Lead[]> {
  return tx.$queryRaw<Lead[]>`
    select p.id as "personId",
      array(select distinct m.organisation_id::text from membership m
            where m.person_id = p.id and app_in_force(m.from_at, m.until_at)) as "organisationIds",
      exists (select from handler_key h where h.person_id = p.id and h.counted_on is not null) as "heldNothing"
    from person p
    where p.closed_at is null
      and exists (select from membership m where m.person_id = p.id and m.organisation_id = ${organisationId}::uuid
                  and m.role = 'safeguarding_lead' and app_in_force(m.from_at, m.until_at))
      and not exists (select from participation t where t.record_id = ${concernId}::uuid and t.person_id = p.id)
      and not exists (select from concern_declaration d
                      where d.concern_id = ${concernId}::uuid and d.person_id = p.id and d.conflicted)
      -- Would have seen stage and dates from the first day, as lead of whoever gives the money, and does not: taken out.
      and not exists (
        select from concern c join concern_door d on d.id = c.door_id join programme g on g.id = d.programme_id
        join membership m on m.person_id = p.id and m.organisation_id = g.organisation_id
          and m.role = 'safeguarding_lead' and m.from_at <= c.arrived_on
        where c.id = ${concernId}::uuid)
    order by p.id`
}

export async function letOversee(
  tx: Transaction,
  concernId: string,
  personIds: readonly string[],
  onDay: Date,
): Promise<void> {
  await tx.participation.createMany({
    data: personIds.map((personId) => ({
      recordId: concernId,
      personId,
      capacity: 'case_overseer',
      fromAt: onDay,
    })),
    skipDuplicates: true,
  })
}

/** Who takes part in this capacity today, and has neither stepped back nor left the body for which they do. */
export async function whoTakesPart(tx: Transaction, concernId: string, capacity: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id from participation t join person p on p.id = t.person_id
    where t.record_id = ${concernId}::uuid and t.capacity = ${capacity} and t.until_at is null and p.closed_at is null
      and app_stands_in(t.record_id, p.id, t.capacity)
      and not exists (select from participation r where r.record_id = t.record_id and r.person_id = p.id
                      and r.capacity = 'recused' and r.until_at is null)
    order by p.id`
  return rows.map(({ id }) => id)
}

/**
 * Who is told that something below them is late. Whom the reporter took out is sealed; but of whoever they left in, those
 * who would read next hold an envelope in reserve. So: these; or, where nobody ever stood in reserve, the first body further
 * up of which nobody could have been passed over.
 */
export async function handlersAbove(tx: Transaction, concernId: string): Promise<string[]> {
  const { terms, organisationId } = await doorOf(tx, concernId)
  const above = bodiesAfter(terms.bodies ?? [], organisationId)
  const inReserve = await reserveOf(tx, concernId, above)
  if (inReserve.length > 0) return inReserve
  const passedOver = await bodiesPassedOver(tx, concernId, above)
  for (const body of above.filter((id) => !passedOver.includes(id))) {
    const people = await handlersOf(tx, concernId, [body], terms)
    if (people.length > 0) return people
  }
  return []
}

async function reserveOf(tx: Transaction, concernId: string, bodyIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct h.person_id as id from concern_envelope e
    join concern_key k on k.id = e.key_id and k.concern_id = ${concernId}::uuid
    join handler_key h on h.id = e.handler_key_id and h.organisation_id = any (${[...bodyIds]}::uuid[])
    where e.holder = 'reserve' and e.ended_on is null and app_could_open(${concernId}::uuid, h.person_id, 'reserve')
      and not exists (select from participation t where t.record_id = ${concernId}::uuid and t.person_id = h.person_id)
    order by id`
  return rows.map(({ id }) => id)
}

/** Bodies that had somebody to read when it came, of whom nobody was given anything: the reporter may have taken them out. */
async function bodiesPassedOver(
  tx: Transaction,
  concernId: string,
  bodyIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct h.organisation_id as id from handler_key h join concern c on c.id = ${concernId}::uuid
    where h.organisation_id = any (${[...bodyIds]}::uuid[]) and 'handle' = any (h.duties)
      and h.counted_on <= c.arrived_on and (h.ended_on is null or h.ended_on > c.arrived_on)
      and not exists (
        select from concern_envelope e join concern_key k on k.id = e.key_id and k.concern_id = c.id
        join handler_key o on o.id = e.handler_key_id where o.organisation_id = h.organisation_id)`
  return rows.map(({ id }) => id)
}

/** The people with a key that counts of the contact outside the chain; nobody who has a part in it. */
export async function handlersOutside(tx: Transaction, concernId: string): Promise<string[]> {
  const { terms } = await doorOf(tx, concernId)
  const outside = (terms.bodies ?? []).filter(({ kind }) => kind === 'independent')
  const ids = outside.map(({ organisationId }) => organisationId)
  return handlersOf(tx, concernId, ids, terms)
}

interface Terms {
  bodies?: Body[]
  teamPersonIds?: string[]
}

async function doorOf(tx: Transaction, concernId: string) {
  const [found] = await tx.$queryRaw<{ terms: Terms; organisationId: string }[]>`
    select d.terms, c.organisation_id as "organisationId" from concern c join concern_door d on d.id = c.door_id
    where c.id = ${concernId}::uuid`
  return found ?? { terms: {}, organisationId: '' }
}

async function handlersOf(
  tx: Transaction,
  concernId: string,
  bodyIds: readonly string[],
  { teamPersonIds = [] }: Terms,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct p.id from handler_key h join person p on p.id = h.person_id
    where h.organisation_id = any (${[...bodyIds]}::uuid[]) and h.counted_on is not null and h.ended_on is null
      and 'handle' = any (h.duties) and p.closed_at is null and p.id <> all (${teamPersonIds}::uuid[])
      and exists (select from membership m where m.person_id = p.id and m.organisation_id = h.organisation_id
                  and m.role = 'case_handler' and app_in_force(m.from_at, m.until_at))
      and not exists (select from participation t where t.record_id = ${concernId}::uuid and t.person_id = p.id)
    order by p.id`
  return rows.map(({ id }) => id)
}

/** Open cases, in portions, in which no handler is left who could still open them. */
export async function listUnread(tx: Transaction, after: string | null, take: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from concern c
    where not c.is_test and (c.state not in ('closed', 'referred_out') or c.next_due_at is not null)
      and (${after}::uuid is null or c.id > ${after}::uuid) and not app_is_read(c.id) and not app_is_deleted(c.id)
    order by c.id limit ${take}`
  return rows.map(({ id }) => id)
}

/** The same of those that this person handled or stepped back from. */
export async function listUnreadOf(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct c.id from concern c join participation t on t.record_id = c.id
    where t.person_id = ${personId}::uuid and t.capacity in ('case_handler', 'recused')
      and not c.is_test and (c.state not in ('closed', 'referred_out') or c.next_due_at is not null)
      and not app_is_read(c.id) and not app_is_deleted(c.id)
    order by c.id`
  return rows.map(({ id }) => id)
}

/** How many of the next body handle it from now on; null where somebody was left after all. */
export async function seatReserve(tx: Transaction, concernId: string, onDay: Date): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ seated: number | null }[]>`
    select app_seat_reserve(${concernId}::uuid, ${onDay}::date) as seated`
  return row?.seated ?? null
}

interface Body {
  organisationId: string
  kind: string
  position: number
}

const order = ['receiving', 'next_up', 'independent']

/** Also when it is the upper one that is late: then those after it. */
function bodiesAfter(bodies: readonly Body[], organisationId: string): string[] {
  const inOrder = [...bodies].sort(
    (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || one.position - other.position,
  )
  const own = inOrder.findIndex((body) => body.organisationId === organisationId)
  const after = inOrder.slice(own + 1).map((body) => body.organisationId)
  return [...new Set(after)].filter((id) => id !== organisationId)
}

// ── What the clock looks at ────────────────────────────────────────────────────

export interface Arrived {
  concernId: string
  personId: string
  capacity: string
}

/** Everybody who takes part in a case that came since that day. */
export function listArrived(tx: Transaction, since: Date): Promise<Arrived[]> {
  return tx.$queryRaw<Arrived[]>`
    select c.id as "concernId", t.person_id as "personId", t.capacity
    from concern c join participation t on t.record_id = c.id join person p on p.id = t.person_id
    where coalesce(c.imported_on, c.arrived_on) >= ${since}::date and t.capacity in ('case_handler', 'case_overseer') and t.until_at is null
      and p.closed_at is null and (t.capacity = 'case_handler' or not c.is_test)
      and app_stands_in(c.id, t.person_id, t.capacity)
      and not exists (select from participation r where r.record_id = c.id and r.person_id = t.person_id
                      and r.capacity = 'recused' and r.until_at is null)
    order by c.id, t.person_id`
}

/** The last thing that came with a code in each case since that day, for each of its handlers. */
export function listCodeNews(tx: Transaction, since: Date): Promise<(Arrived & { position: bigint })[]> {
  return tx.$queryRaw<(Arrived & { position: bigint })[]>`
    with news as (
      select concern_id, max(position) as position from case_log_entry
      where on_day >= ${since}::date and person_id is null
        and (action in ('concern.add', 'concern.sentMore', 'thread.withdraw', 'thread.takeUp', 'concern.withdraw',
          'concern.takePartAgain', 'concern.comeBack', 'concern.askForReview', 'concern.acceptSupport',
          'concern.declineSupport', 'concern.reopenContact', 'concern.convert'))
      group by concern_id
    )
    select n.concern_id as "concernId", t.person_id as "personId", t.capacity, n.position
    from news n join participation t on t.record_id = n.concern_id join person p on p.id = t.person_id
    where t.capacity = 'case_handler' and t.until_at is null and p.closed_at is null
      and app_stands_in(n.concern_id, t.person_id, t.capacity)
      and not exists (select from participation r where r.record_id = n.concern_id and r.person_id = t.person_id
                      and r.capacity = 'recused' and r.until_at is null)
    order by n.concern_id, t.person_id`
}

export interface LateClock {
  concernId: string
  kind: string
  dueAt: Date
}

/** The longest late of each kind in each case; trials of a door are nobody's lateness. */
export function listLate(
  tx: Transaction,
  now: Date,
  after: string | null,
  take: number,
): Promise<LateClock[]> {
  return tx.$queryRaw<LateClock[]>`
    select c.id as "concernId", k.kind, min(k.due_at) as "dueAt"
    from concern c join concern_clock k on k.concern_id = c.id
    where k.met_on is null and k.paused_on is null and k.stopped_on is null and not k.legal and k.due_at <= ${now}
      and not c.is_test
      and c.id in (
        select d.id from concern d where d.next_due_at <= ${now} and not d.is_test
          and (${after}::uuid is null or d.id > ${after}::uuid) order by d.id limit ${take})
    group by c.id, k.kind order by c.id, k.kind`
}

export interface LateDuty {
  id: string
  concernId: string
  unit: string | null
  dueAt: Date
  level: number
}

/** Clocks of law or contract that are late, each by itself: two notices are late twice. */
export function listLateDuties(
  tx: Transaction,
  now: Date,
  after: string | null,
  take: number,
): Promise<LateDuty[]> {
  return tx.$queryRaw<LateDuty[]>`
    select k.id, k.concern_id as "concernId", k.unit, k.due_at as "dueAt", k.level
    from concern_clock k join concern c on c.id = k.concern_id
    where k.legal and k.met_on is null and k.due_at <= ${now} and not c.is_test
      and (${after}::uuid is null or k.id > ${after}::uuid)
    order by k.id limit ${take}`
}

/** Days of checks for retaliation that have come and of which the case log does not tell yet, whoever is asked on them. */
export function listChecksDue(
  tx: Transaction,
  before: Date,
): Promise<{ concernId: string; dueOn: string }[]> {
  return tx.$queryRaw<{ concernId: string; dueOn: string }[]>`
    select d.* from (
      select distinct k.concern_id as "concernId", to_char(k.due_at at time zone 'UTC', 'YYYY-MM-DD') as "dueOn"
      from concern_clock k join concern c on c.id = k.concern_id
      where k.kind = 'detriment' and k.met_on is null and k.stopped_on is null and k.due_at <= ${before} and not c.is_test
    ) d
    where not exists (select from case_log_entry l where l.concern_id = d."concernId"
                      and l.action = 'plan.detrimentDue' and l.data->>'dueOn' = d."dueOn")
    order by d."concernId", d."dueOn"`
}
