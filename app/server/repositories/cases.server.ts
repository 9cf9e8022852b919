import type { Transaction } from '#app/server/database.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import { caseKeyColumns, storedVouched, withBelief } from '#app/server/repositories/case-keys.server.ts'
import type { Vouched } from '#app/sealing/case-key.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Cases in which nothing waits for a handler any more, unless a clock still runs. */
const overStates = ['closed', 'referred_out'] as const

export const casesOnPage = 25

/** The place after which the next page begins: what it is sorted by, and the case. */
export interface Cursor {
  by: Date | null
  id: string
}

export interface CaseLine {
  id: string
  state: string
  arrivedOn: Date
  /** Brought in from elsewhere on this day. */
  importedOn: Date | null
  nextDueAt: Date | null
  isTest: boolean
  label: Uint8Array | null
}

export interface CaseLoad {
  open: number
  overdue: number
  today: number
}

export type CaseView = 'open' | 'all'

/**
 * How much lies with me, in numbers, and a page of it: what has something to do, the soonest due first, or every case, the
 * newest first. One more than a page says whether there is another. Both come from one walk over my cases.
 */
export async function readInbox(
  tx: Transaction,
  view: CaseView,
  after: Cursor | null,
  { now, tomorrow }: { now: Date; tomorrow: Date },
): Promise<{ load: CaseLoad; found: CaseLine[] }> {
  const [order, from] = view === 'all' ? newestFirst(after) : soonestFirst(after)
  const waiting = view === 'all' ? Prisma.sql`true` : Prisma.sql`waits`
  const rows = await tx.$queryRaw<{ open: number; overdue: number; byTonight: number; ids: string[] }[]>`
    with mine as materialized (
      select c.id, c.arrived_on, c.next_due_at, c.is_test, c.next_due_at is not null or c.state <> all (${[...overStates]}) as waits
      from my_case c where c.capacity = 'case_handler'
    )
    select count(*)::int as open, count(*) filter (where next_due_at < ${now})::int as overdue,
      count(*) filter (where next_due_at < ${tomorrow})::int as "byTonight",
      array(select id from mine where ${waiting} ${from} order by ${order} limit ${casesOnPage + 1}) as ids
    from mine where waits and not is_test`
  const { open, overdue, byTonight, ids } = rows[0]!
  return { load: { open, overdue, today: byTonight - overdue }, found: await linesOf(tx, ids, true) }
}

/** Cases whose clocks I watch: nothing sealed is read, not even the label. */
export async function listOverseenCases(tx: Transaction, after: Cursor | null): Promise<CaseLine[]> {
  const [order, from] = soonestFirst(after)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from my_case where capacity = 'case_overseer' ${from} order by ${order} limit ${casesOnPage + 1}`
  const ids = rows.map(({ id }) => id)
  return linesOf(tx, ids, false)
}

function soonestFirst(after: Cursor | null): [order: Prisma.Sql, from: Prisma.Sql] {
  const order = Prisma.sql`next_due_at nulls last, id`
  if (!after) return [order, Prisma.empty]
  const { by, id } = after
  const from = Prisma.sql`and (coalesce(next_due_at, 'infinity'), id) > (coalesce(${by}::timestamptz, 'infinity'), ${id}::uuid)`
  return [order, from]
}

function newestFirst(after: Cursor | null): [order: Prisma.Sql, from: Prisma.Sql] {
  const order = Prisma.sql`arrived_on desc, id desc`
  if (!after) return [order, Prisma.empty]
  return [order, Prisma.sql`and (arrived_on, id) < (${after.by}::date, ${after.id}::uuid)`]
}

/** In the order in which they are asked for. */
async function linesOf(tx: Transaction, ids: readonly string[], withLabels: boolean): Promise<CaseLine[]> {
  if (ids.length === 0) return []
  const rows = await tx.concern.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      state: true,
      arrivedOn: true,
      importedOn: true,
      nextDueAt: true,
      isTest: true,
      label: withLabels,
    },
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ ...row, label: row.label ?? null }] : []
  })
}

/** Which clock strikes next in each of these cases. */
export async function nextClocks(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; kind: string }[]>`
    select distinct on (concern_id) concern_id as id, kind from concern_clock
    where concern_id = any (${[...ids]}::uuid[]) and met_on is null and paused_on is null and stopped_on is null
    order by concern_id, due_at, kind`
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** Of these cases, those whose account I may open. */
export async function declaredIn(
  tx: Transaction,
  personId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.concernDeclaration.findMany({
    where: { personId, conflicted: false, concernId: { in: [...ids] } },
    select: { concernId: true },
  })
  return new Set(rows.map(({ concernId }) => concernId))
}

export interface OwnEnvelope {
  concernId: string
  keyId: string
  kind: string
  threadId: string | null
  handlerKeyId: string
  sealed: Uint8Array
}

/** The envelopes that my own keys open, of these cases. */
export async function ownEnvelopes(
  tx: Transaction,
  personId: string,
  ids: readonly string[],
  kind?: 'file',
): Promise<OwnEnvelope[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw<OwnEnvelope[]>`
    select k.concern_id as "concernId", k.id as "keyId", k.kind, k.thread_id as "threadId",
      e.handler_key_id as "handlerKeyId", e.sealed
    from concern_envelope e join concern_key k on k.id = e.key_id join handler_key h on h.id = e.handler_key_id
    where k.concern_id = any (${[...ids]}::uuid[]) and e.holder = 'handler' and e.ended_on is null
      and h.person_id = ${personId}::uuid and h.ended_on is null
      and (${kind ?? null}::text is null or k.kind = ${kind ?? null})
    order by k.on_day, k.generation, e.on_day`
}

/** A label carries the id of the key under which it was sealed in front of it: keys turn over, labels stay. */
export function labelBytes(keyId: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([Buffer.from(keyId.replaceAll('-', ''), 'hex'), sealed]))
}

export function readLabel(bytes: Uint8Array | null): { keyId: string; sealed: Uint8Array } | null {
  if (!bytes || bytes.byteLength <= 16) return null
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  )
  return { keyId, sealed: bytes.subarray(16) }
}

export interface CaseRow {
  id: string
  doorId: string
  organisationId: string
  arrivedOn: Date
  importedOn: Date | null
  nextDueAt: Date | null
  isTest: boolean
  label: Uint8Array | null
  machineVersion: number
  state: string
  value: Prisma.JsonValue
  context: Prisma.JsonValue
  revision: number
  /** Whether I said that there is no conflict. */
  opened: boolean
}

/** A case that I handle today; null for every other, whatever the reason. */
export async function findCase(tx: Transaction, id: string): Promise<CaseRow | null> {
  if (!isId(id)) return null
  const [row] = await tx.$queryRaw<CaseRow[]>`
    select c.id, c.door_id as "doorId", c.organisation_id as "organisationId", c.arrived_on as "arrivedOn",
      c.imported_on as "importedOn", c.next_due_at as "nextDueAt", c.is_test as "isTest", c.label, c.machine_version as "machineVersion", c.state,
      c.value, c.context, c.revision, app_account_open(c.id) as opened
    from concern c where c.id = ${id}::uuid and app_handles(c.id)`
  return row ?? null
}

/** Nobody else changes who may open it before this transaction ends. */
export async function holdCase(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 5))::text as held`
}

export interface PartRow {
  id: string
  keyId: string
  first: boolean
  /** Written by a handler; the rest came with a code. */
  ours: boolean
  sealed: Uint8Array
  onDay: Date
}

/** In the order of arrival; row-level security gives only the first ones to whoever has not declared. */
export async function listParts(tx: Transaction, concernId: string, only?: 'first'): Promise<PartRow[]> {
  const rows = await tx.sealedPart.findMany({
    where: { concernId, ...(only ? { first: true } : {}) },
    orderBy: { position: 'asc' },
    select: { id: true, keyId: true, first: true, digest: true, sealed: true, onDay: true },
  })
  return rows.map(({ digest, ...row }) => ({ ...row, ours: digest === null && !row.first }))
}

export function listFiles(tx: Transaction, concernId: string) {
  return tx.sealedFile.findMany({
    where: { concernId },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: { id: true, keyId: true, size: true, onDay: true, lockedOn: true },
  })
}

export function findFile(tx: Transaction, concernId: string, id: string) {
  return isId(id)
    ? tx.sealedFile.findFirst({
        where: { id, concernId },
        select: { id: true, keyId: true, size: true, onDay: true, lockedOn: true },
      })
    : Promise.resolve(null)
}

export async function saveThreadFile(
  tx: Transaction,
  file: { id: string; concernId: string; keyId: string; size: number },
  onDay: Date,
): Promise<void> {
  await tx.sealedFile.createMany({ data: [{ ...file, onDay }] })
}

/** Each with whether something may be sealed to it: by our own check of who signed it, in the place of which. */
export async function listKeys(tx: Transaction, concernId: string) {
  const rows = await tx.concernKey.findMany({
    where: { concernId },
    orderBy: [{ kind: 'asc' }, { onDay: 'asc' }, { generation: 'asc' }],
    select: caseKeyColumns,
  })
  return withBelief(tx, rows)
}
export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number]

export function listThreads(tx: Transaction, concernId: string) {
  return tx.concernThread.findMany({
    where: { concernId },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      onDay: true,
      endedOn: true,
      ways: { select: { id: true, recipient: true, firstReturn: true, onDay: true, endedOn: true } },
    },
  })
}
export type ThreadRow = Awaited<ReturnType<typeof listThreads>>[number]

/** Who holds what, without what is sealed in it. */
export function listEnvelopes(tx: Transaction, concernId: string) {
  return tx.concernEnvelope.findMany({
    where: { key: { concernId } },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      keyId: true,
      holder: true,
      handlerKeyId: true,
      innerKeyId: true,
      wayId: true,
      onDay: true,
      endedOn: true,
    },
  })
}
export type EnvelopeRow = Awaited<ReturnType<typeof listEnvelopes>>[number]

const handlerKeyColumns = {
  id: true,
  personId: true,
  organisationId: true,
  duties: true,
  recipient: true,
  verifyKey: true,
  statement: true,
  countedOn: true,
  endedOn: true,
} as const

export function listHandlerKeys(tx: Transaction, ids: readonly string[]) {
  return tx.handlerKey.findMany({ where: { id: { in: [...new Set(ids)] } }, select: handlerKeyColumns })
}
export type HandlerKeyRow = Awaited<ReturnType<typeof listHandlerKeys>>[number]

/** Keys that count, for handling, of these bodies. */
export function listCountedKeys(tx: Transaction, organisationIds: readonly string[]) {
  return tx.handlerKey.findMany({
    where: {
      organisationId: { in: [...organisationIds] },
      countedOn: { not: null },
      endedOn: null,
      duties: { has: 'handle' },
    },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: handlerKeyColumns,
  })
}

export function listClocks(tx: Transaction, concernId: string) {
  return tx.concernClock.findMany({
    where: { concernId },
    orderBy: [{ dueAt: 'asc' }, { kind: 'asc' }],
    select: {
      id: true,
      kind: true,
      legal: true,
      startedOn: true,
      dueAt: true,
      metOn: true,
      pausedOn: true,
      stoppedOn: true,
      personRef: true,
      level: true,
      duty: true,
      basis: true,
      amount: true,
      unit: true,
      zone: true,
      calendar: true,
    },
  })
}

/** Who was given what is told apart from what was done. */
export const deliveries = ['case.first', 'case.open', 'case.file', 'case.export'] as const

/** The newest lines first. */
export function listCaseLog(
  tx: Transaction,
  concernId: string,
  what: 'done' | 'delivered',
  { skip, take }: { skip: number; take: number },
) {
  return tx.caseLogEntry.findMany({
    where: { concernId, action: what === 'done' ? { notIn: [...deliveries] } : { in: [...deliveries] } },
    orderBy: { position: 'desc' },
    skip,
    take,
    select: { position: true, onDay: true, action: true, personId: true, data: true },
  })
}

export function listTakingPart(tx: Transaction, concernId: string) {
  return tx.participation.findMany({
    where: { recordId: concernId, untilAt: null, personId: { not: null } },
    orderBy: [{ fromAt: 'asc' }, { id: 'asc' }],
    select: { personId: true, capacity: true },
  })
}

/** Of these, who belongs to the project or its site, also where their key is another body's. */
export async function listOfTeam(
  tx: Transaction,
  concernId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id::text from unnest(${[...personIds]}::uuid[]) as p(id) where app_of_the_team(${concernId}::uuid, p.id)`
  return rows.map(({ id }) => id)
}

/** Who has a conflict never comes back. */
export async function listSteppedBack(tx: Transaction, concernId: string): Promise<string[]> {
  const rows = await tx.concernDeclaration.findMany({
    where: { concernId, conflicted: true },
    select: { personId: true },
  })
  return rows.map(({ personId }) => personId)
}

export async function findDoorTerms(tx: Transaction, doorId: string): Promise<unknown> {
  return (await tx.concernDoor.findUnique({ where: { id: doorId }, select: { terms: true } }))?.terms ?? null
}

/** As the owner: a body's name is no secret, and a handler is to see it whoever it is. */
export async function bodyFacts(tx: Transaction, ids: readonly string[]) {
  const rows = await tx.organisation.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, country: true },
  })
  return new Map(rows.map((row) => [row.id, row]))
}

/** My own key as I locked it with the opening phrase: it goes into an export so that the export opens without this program. */
export function listOwnPhraseWraps(tx: Transaction, personId: string) {
  return tx.handlerKeyWrap.findMany({
    where: { way: 'phrase', endedOn: null, key: { personId, endedOn: null } },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: { keyId: true, sealed: true },
  })
}

export async function saveDeclaration(tx: Transaction, concernId: string, personId: string, onDay: Date) {
  await tx.concernDeclaration.createMany({
    data: [{ concernId, personId, conflicted: false, onDay }],
    skipDuplicates: true,
  })
}

export async function stepBackFrom(tx: Transaction, concernId: string, onDay: Date): Promise<void> {
  await tx.$queryRaw`select app_step_back_from_case(${concernId}::uuid, ${onDay}::date)::text`
}

export async function letIn(
  tx: Transaction,
  concernId: string,
  personId: string,
  onDay: Date,
): Promise<void> {
  await tx.$queryRaw`select app_add_to_case(${concernId}::uuid, ${personId}::uuid, 'case_handler', ${onDay}::date)::text`
}

export async function endPartIn(tx: Transaction, concernId: string, personId: string, onDay: Date) {
  await tx.$queryRaw`select app_end_in_case(${concernId}::uuid, ${personId}::uuid, 'case_handler', ${onDay}::date)::text`
}

/** How many besides this person could open it today: nobody ends a part so that fewer than two are left. */
export async function countHandlersBesides(
  tx: Transaction,
  concernId: string,
  personId: string,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number | null }[]>`
    select app_handlers_besides(${concernId}::uuid, ${personId}::uuid) as count`
  return row?.count ?? 0
}

export interface NewPart {
  id: string
  keyId: string
  sealed: Uint8Array<ArrayBuffer>
}

export async function saveParts(tx: Transaction, concernId: string, onDay: Date, parts: readonly NewPart[]) {
  await tx.sealedPart.createMany({ data: parts.map((part) => ({ ...part, concernId, onDay })) })
}

export async function saveLabel(tx: Transaction, concernId: string, label: Uint8Array<ArrayBuffer>) {
  await tx.concern.updateMany({ where: { id: concernId }, data: { label } })
}

export interface NewKey {
  id: string
  kind: string
  threadId: string | null
  generation: number
  recipient: string
  follows: string | null
  signed: Vouched
}

export async function saveKeys(tx: Transaction, concernId: string, onDay: Date, keys: readonly NewKey[]) {
  await tx.concernKey.createMany({
    data: keys.map(({ signed, ...key }) => ({
      ...key,
      concernId,
      onDay,
      signatures: [storedVouched(signed, onDay)],
    })),
  })
}

export interface NewEnvelope {
  keyId: string
  holder: 'handler' | 'reserve' | 'escrow' | 'way'
  handlerKeyId: string | null
  innerKeyId: string | null
  wayId: string | null
  sealed: Uint8Array<ArrayBuffer>
}

export async function saveEnvelopes(tx: Transaction, onDay: Date, envelopes: readonly NewEnvelope[]) {
  await tx.concernEnvelope.createMany({ data: envelopes.map((envelope) => ({ ...envelope, onDay })) })
}

export async function saveThread(
  tx: Transaction,
  thread: { id: string; concernId: string; onDay: Date },
  way: { id: string; lookupHash: Uint8Array<ArrayBuffer>; recipient: string },
) {
  await tx.concernThread.createMany({ data: [thread] })
  await tx.concernWay.createMany({
    data: [{ ...way, threadId: thread.id, firstReturn: true, onDay: thread.onDay }],
  })
}

export async function saveLock(tx: Transaction, fileId: string, personId: string, onDay: Date) {
  await tx.sealedFile.updateMany({
    where: { id: fileId, lockedOn: null },
    data: { lockedOn: onDay, lockedById: personId },
  })
}

/** Which sealed part says who the person of a thread is; the first thread is of whoever reported, and is not among them. */
export async function threadParts(tx: Transaction, concernId: string): Promise<Map<string, string>> {
  const rows = await tx.caseLogEntry.findMany({
    where: { concernId, action: 'case.addThread' },
    select: { data: true },
  })
  return new Map(
    rows.flatMap(({ data }) => {
      const { thread, part } = data as { thread?: string; part?: string }
      return thread && part ? [[thread, part] as const] : []
    }),
  )
}
