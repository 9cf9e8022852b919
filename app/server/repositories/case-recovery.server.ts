import type { Transaction } from '#app/server/database.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'

export const recoveryStates = ['asked', 'open', 'half', 'named', 'declared', 'done', 'ended'] as const
export type RecoveryState = (typeof recoveryStates)[number]
/** Nobody can open it any more; or two people of the case ask, and say which of these it is. */
export type RecoveryWhy = 'nobody' | 'handlers_gone' | 'no_answer' | 'keys_lost'
/** What I am in it: `outer` may begin, `inner` waits for somebody who begins, `other` leaves it to two others. */
export type RecoveryPart =
  'asked' | 'may_second' | 'watches' | 'outer' | 'inner' | 'first' | 'second' | 'other'

export interface RecoveryRow {
  id: string
  concernId: string
  organisationId: string
  arrivedOn: Date
  state: RecoveryState
  why: RecoveryWhy
  endsOn: Date | null
  part: RecoveryPart
  firstPerson: string | null
  secondPerson: string | null
}

/** The cases to be recovered in which I have something to do or to know. */
export function listMyRecoveries(tx: Transaction, onDay: Date): Promise<RecoveryRow[]> {
  return tx.$queryRaw<RecoveryRow[]>`
    select id, concern_id as "concernId", organisation_id as "organisationId", arrived_on as "arrivedOn", state, why,
      ends_on as "endsOn", part, first_person as "firstPerson", second_person as "secondPerson"
    from app_my_recoveries(${onDay}::date)`
}

export async function findMyRecovery(tx: Transaction, id: string, onDay: Date): Promise<RecoveryRow | null> {
  if (!isId(id)) return null
  return (await listMyRecoveries(tx, onDay)).find((row) => row.id === id) ?? null
}

export interface OuterEnvelope {
  firstKey: string
  secondKey: string
  secondPerson: string
  secondRecipient: string
  keyId: string
  sealed: Uint8Array
}

/** The envelopes whose outer layer I open, and with whom. */
export function listOuter(tx: Transaction, id: string, onDay: Date): Promise<OuterEnvelope[]> {
  return tx.$queryRaw<OuterEnvelope[]>`
    select first_key as "firstKey", second_key as "secondKey", second_person as "secondPerson",
      second_recipient as "secondRecipient", key as "keyId", sealed
    from app_recovery_outer(${id}::uuid, ${onDay}::date)`
}

export interface Half {
  keyId: string
  sealed: string
}

export interface GivenToMe {
  firstKey: string
  secondKey: string
  firstRecipient: string
  halves: Half[] | null
  names: string[] | null
  /** The keys of who somebody is, and whether anybody is left who keeps them. */
  identityKeys: string[]
  identityKept: boolean
}

export async function findGiven(tx: Transaction, id: string, onDay: Date): Promise<GivenToMe | null> {
  const [row] = await tx.$queryRaw<GivenToMe[]>`
    select first_key as "firstKey", second_key as "secondKey", first_recipient as "firstRecipient", halves, names,
      identity_keys::text[] as "identityKeys", identity_kept as "identityKept"
    from app_recovery_given(${id}::uuid, ${onDay}::date)`
  return row ?? null
}

export interface RecoveryPartRow {
  id: string
  keyId: string
  sealed: Uint8Array
}

export function listRecoveryParts(
  tx: Transaction,
  id: string,
  firstOnly: boolean,
  onDay: Date,
): Promise<RecoveryPartRow[]> {
  return tx.$queryRaw<RecoveryPartRow[]>`
    select id, key as "keyId", sealed from app_recovery_parts(${id}::uuid, ${firstOnly}, ${onDay}::date)`
}

export interface Heir {
  handlerKeyId: string
  personId: string
  keepsIdentity: boolean
}

/** For whom it may be opened. */
export function listHeirs(tx: Transaction, id: string, onDay: Date): Promise<Heir[]> {
  return tx.$queryRaw<Heir[]>`
    select handler_key as "handlerKeyId", person as "personId", keeps_identity as "keepsIdentity"
    from app_recovery_heirs(${id}::uuid, ${onDay}::date)`
}

/** Every key of these people, also those that ended: a reporter who took one of them out took the person out. */
export async function keysOfPeople(
  tx: Transaction,
  personIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.handlerKey.findMany({
    where: { personId: { in: [...new Set(personIds)] } },
    select: { id: true, personId: true },
  })
  return new Map(
    [...Map.groupBy(rows, ({ personId }) => personId)].map(([personId, keys]) => [
      personId,
      keys.map(({ id }) => id),
    ]),
  )
}

/** Whether I opened this case, or watch its clocks; false for whatever is no case. */
export async function watchesCase(tx: Transaction, concernId: string): Promise<boolean> {
  if (!isId(concernId)) return false
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`select app_watches_case(${concernId}::uuid) as ok`
  return row?.ok === true
}

export async function askRecovery(
  tx: Transaction,
  concernId: string,
  why: string,
  onDay: Date,
): Promise<'asked' | 'open' | null> {
  const [row] = await tx.$queryRaw<{ state: 'asked' | 'open' | null }[]>`
    select app_ask_recovery(${concernId}::uuid, ${why}, ${onDay}::date) as state`
  return row?.state ?? null
}

export async function saveFirstHalf(
  tx: Transaction,
  id: string,
  given: { firstKey: string; secondKey: string; halves: readonly Half[] },
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`
    select app_begin_recovery(${id}::uuid, ${given.firstKey}::uuid, ${given.secondKey}::uuid,
      ${JSON.stringify(given.halves)}::jsonb, ${onDay}::date) as ok`
  return row?.ok === true
}

export async function saveNames(tx: Transaction, id: string, names: readonly string[], onDay: Date) {
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`
    select app_name_recovery(${id}::uuid, ${JSON.stringify(names)}::jsonb, ${onDay}::date) as ok`
  return row?.ok === true
}

export async function saveDeclared(tx: Transaction, id: string, onDay: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`
    select app_declare_recovery(${id}::uuid, ${onDay}::date) as ok`
  return row?.ok === true
}

export async function leaveRecovery(tx: Transaction, id: string, conflicted: boolean, onDay: Date) {
  await tx.$queryRaw`select app_leave_recovery(${id}::uuid, ${conflicted}, ${onDay}::date) as ok`
}

export async function saveRecovered(
  tx: Transaction,
  id: string,
  envelopes: readonly { keyId: string; handlerKeyId: string; sealed: string }[],
  onDay: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`
    select app_finish_recovery(${id}::uuid, ${JSON.stringify(envelopes)}::jsonb, ${onDay}::date) as ok`
  return row?.ok === true
}

// ── What the clock does, as the owner ──────────────────────────────────────────

/** Those who could begin to open it with somebody: each is told that something needs them. */
export async function whoCouldBegin(tx: Transaction, concernId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct outer_person::text as id from app_escrow_pairs(${concernId}::uuid) order by 1`
  return rows.map(({ id }) => id)
}

/** Opened once for a case that nobody can open any more; null where it is open already, or where no two are left. */
export async function openForNobody(tx: Transaction, concernId: string, onDay: Date): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into case_recovery (concern_id, state, why, asked_on)
    select ${concernId}::uuid, 'open', 'nobody', ${onDay}::date
    where not exists (select from case_recovery r where r.concern_id = ${concernId}::uuid and r.state not in ('done', 'ended'))
      and exists (select from app_escrow_pairs(${concernId}::uuid))
    returning id`
  return row?.id ?? null
}

/** Halves whose fourteen days are over are gone; so is what one alone asked for, and what somebody reads again. */
export async function endOverdue(
  tx: Transaction,
  onDay: Date,
): Promise<{ concernId: string; state: string }[]> {
  return tx.$queryRaw<{ concernId: string; state: string }[]>`
    update case_recovery r
    set state = case when s.over then 'ended' else 'open' end, settled_on = case when s.over then ${onDay}::date end,
      halves = null, names = null, first_key_id = null, second_key_id = null, ends_on = null
    from (
      select o.id, o.state = 'asked' or app_is_deleted(o.concern_id) or (o.why = 'nobody' and app_is_read(o.concern_id)) as over
      from case_recovery o
      where o.state not in ('done', 'ended')
        and (o.ends_on < ${onDay}::date or app_is_deleted(o.concern_id) or (o.why = 'nobody' and app_is_read(o.concern_id)))
      for update
    ) s
    where s.id = r.id
    returning r.concern_id as "concernId", r.state`
}
