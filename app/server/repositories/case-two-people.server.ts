import type { Transaction } from '#app/server/database.server.ts'

export interface OwnCase {
  id: string
  arrivedOn: Date
  state: string
  label: Uint8Array | null
}

/** Cases that are open to me, the newest first, without one of them. */
export function listOtherCases(tx: Transaction, without: string, take: number): Promise<OwnCase[]> {
  return tx.$queryRaw<OwnCase[]>`
    select c.id, c.arrived_on as "arrivedOn", c.state, c.label from concern c
    where c.id in (select m.record_id from my_participation m where m.capacity = 'case_handler')
      and app_account_open(c.id) and not app_is_deleted(c.id) and not c.is_test and c.id <> ${without}::uuid
    order by c.arrived_on desc, c.id limit ${take}`
}

export interface OpenWayRow {
  id: string
  threadId: string
  lookupHash: Uint8Array<ArrayBuffer>
  recipient: string
  firstReturn: boolean
}

/** What opens these threads today. */
export async function listOpenWays(tx: Transaction, threadIds: readonly string[]): Promise<OpenWayRow[]> {
  const rows = await tx.concernWay.findMany({
    where: { threadId: { in: [...threadIds] }, endedOn: null },
    orderBy: { id: 'asc' },
    select: { id: true, threadId: true, lookupHash: true, recipient: true, firstReturn: true },
  })
  return rows.map((row) => ({ ...row, lookupHash: new Uint8Array(row.lookupHash) }))
}

export async function saveWay(tx: Transaction, way: OpenWayRow, onDay: Date): Promise<void> {
  await tx.concernWay.createMany({ data: [{ ...way, onDay }] })
}

export async function endWays(tx: Transaction, ids: readonly string[], onDay: Date): Promise<void> {
  await tx.concernWay.updateMany({ where: { id: { in: [...ids] }, endedOn: null }, data: { endedOn: onDay } })
  await tx.concernEnvelope.updateMany({
    where: { wayId: { in: [...ids] }, endedOn: null },
    data: { endedOn: onDay },
  })
}

export interface Custody {
  keyId: string
  handlerKeyId: string
  personId: string
  duties: string[]
}

/** Who holds which key of who somebody is. */
export function listCustody(tx: Transaction, concernId: string): Promise<Custody[]> {
  return tx.$queryRaw<Custody[]>`
    select distinct k.id as "keyId", h.id as "handlerKeyId", h.person_id as "personId", h.duties
    from concern_envelope e join concern_key k on k.id = e.key_id join handler_key h on h.id = e.handler_key_id
    where k.concern_id = ${concernId}::uuid and k.kind = 'identity' and e.holder = 'handler' and e.ended_on is null
      and app_key_stands(h.id) order by 1, 2`
}

/** Where nobody who handles it keeps names as a duty, two handlers agree instead. */
export async function hasCustodian(tx: Transaction, concernId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ has: boolean }[]>`select app_has_custodian(${concernId}::uuid) as has`
  return row!.has
}

/** As one of two; `granted` by the second. */
export async function agreeAsOneOfTwo(
  tx: Transaction,
  proposalId: string,
  onDay: Date,
): Promise<'one' | 'granted'> {
  const [row] = await tx.$queryRaw<{ state: 'one' | 'granted' }[]>`
    select app_agree_identity(${proposalId}::uuid, ${onDay}::date) as state`
  return row!.state
}

/** The key with which somebody opens this case. */
export async function keyInCase(
  tx: Transaction,
  concernId: string,
  personId: string,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select h.id from concern_envelope e join concern_key k on k.id = e.key_id join handler_key h on h.id = e.handler_key_id
    where k.concern_id = ${concernId}::uuid and k.kind = 'file' and e.holder = 'handler' and e.ended_on is null
      and h.ended_on is null and h.counted_on is not null and h.person_id = ${personId}::uuid
    order by k.generation desc, h.created_on desc limit 1`
  return row?.id ?? null
}

export function findPart(tx: Transaction, concernId: string, id: string) {
  return tx.sealedPart.findFirst({
    where: { id, concernId },
    select: { id: true, keyId: true, sealed: true },
  })
}

/** False when the part is not the one any more of which the copy was made. */
export async function redactPart(tx: Transaction, proposalId: string, onDay: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_redact_part(${proposalId}::uuid, ${onDay}::date) as done`
  return row!.done
}

export async function deleteContent(tx: Transaction, proposalId: string, onDay: Date): Promise<void> {
  await tx.$queryRaw`select app_delete_content(${proposalId}::uuid, ${onDay}::date)::text`
}

export async function isDeleted(tx: Transaction, concernId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { deleted: boolean }[]
  >`select app_is_deleted(${concernId}::uuid) as deleted`
  return row!.deleted
}

export interface EndedCase {
  id: string
  state: string
  arrivedOn: Date
  machineVersion: number
  value: unknown
  context: unknown
  endedOn: Date | null
  terms: unknown
}

/** Cases open to me that are over, with the day of the last step and the page's own schedule. */
export function listEnded(tx: Transaction): Promise<EndedCase[]> {
  return tx.$queryRaw<EndedCase[]>`
    select c.id, c.state, c.arrived_on as "arrivedOn", c.machine_version as "machineVersion", c.value, c.context, d.terms,
      (select max(l.on_day) from case_log_entry l where l.concern_id = c.id
        and l.action in ('concern.closeCase', 'concern.closeWithdrawn', 'concern.referOut', 'concern.answer')) as "endedOn"
    from concern c join concern_door d on d.id = c.door_id
    where c.id in (select m.record_id from my_participation m where m.capacity = 'case_handler')
      and app_account_open(c.id) and not app_is_deleted(c.id) and c.state in ('closed', 'referred_out', 'answered')
    order by c.arrived_on, c.id limit 500`
}
