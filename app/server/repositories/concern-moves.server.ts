import type { ConcernFacts, ProposalKind } from '#app/policies/concern.policy.ts'
import type { Capacity } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import type { ConcernContext } from '#machines/concern.setup.ts'
import { rememberedOf, type Stored } from '#machines/processes.ts'

/** Lines of the case log that tell of steps, not of who was given what. */
export interface StepLine {
  action: string
  personId: string | null
  onDay: Date
  data: Readonly<Record<string, string | number | boolean | null>>
}

export interface ProposalRow {
  id: string
  kind: ProposalKind
  data: Readonly<Record<string, string>>
  proposedById: string
  proposedOn: Date
}

interface Own extends Stored {
  id: string
  doorId: string
  organisationId: string
  arrivedOn: Date
  isTest: boolean
  revision: number
}

export interface ConcernRow extends Own {
  facts: ConcernFacts
  lines: StepLine[]
  proposals: ProposalRow[]
  remembered: ConcernContext
}

/** Locked until the transaction ends. Without a scope for jobs and codes only. */
export async function lockConcern(tx: Transaction, scope: Scope | null, id: string): Promise<ConcernRow> {
  if (!isId(id)) throw notFound()
  const [row] = await tx.$queryRaw<Own[]>`
    select c.id, c.door_id as "doorId", c.organisation_id as "organisationId", c.arrived_on as "arrivedOn",
      c.is_test as "isTest", c.machine_version as "machineVersion", c.state, c.value, c.context, c.revision
    from concern c where c.id = ${id}::uuid and (${scope === null} or app_handles(c.id)) for update`
  if (!row) throw notFound()
  return withFacts(tx, row)
}

/** To look at only. */
export async function readConcern(tx: Transaction, id: string): Promise<ConcernRow> {
  if (!isId(id)) throw notFound()
  const [row] = await tx.$queryRaw<Own[]>`
    select c.id, c.door_id as "doorId", c.organisation_id as "organisationId", c.arrived_on as "arrivedOn",
      c.is_test as "isTest", c.machine_version as "machineVersion", c.state, c.value, c.context, c.revision
    from concern c where c.id = ${id}::uuid`
  if (!row) throw notFound()
  return withFacts(tx, row)
}

async function withFacts(tx: Transaction, row: Own): Promise<ConcernRow> {
  const { id } = row
  const participations = await tx.participation.findMany({
    where: { recordId: id, untilAt: null, personId: { not: null } },
    select: { organisationId: true, personId: true, capacity: true },
  })
  const declared = await tx.concernDeclaration.findMany({
    where: { concernId: id, conflicted: false },
    select: { personId: true },
  })
  const proposals = (await tx.concernProposal.findMany({
    where: { concernId: id, state: 'open' },
    orderBy: [{ proposedOn: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, data: true, proposedById: true, proposedOn: true },
  })) as ProposalRow[]
  const custodians = await tx.$queryRaw<{ personId: string }[]>`
    select distinct h.person_id as "personId"
    from concern_envelope e join concern_key k on k.id = e.key_id join handler_key h on h.id = e.handler_key_id
    where k.concern_id = ${id}::uuid and k.kind = 'identity' and e.holder = 'handler' and e.ended_on is null
      and app_key_stands(h.id)
      and ('custody' = any (h.duties) or exists (
        select from concern_proposal p where p.concern_id = k.concern_id and p.kind = 'identity'
          and p.state = 'confirmed' and p.proposed_by_id = h.person_id))`
  const lines = await listStepLines(tx, id)
  const remembered = rememberedOf(row)
  const people = participations.map((one) => ({ ...one, capacity: one.capacity as Capacity }))
  return {
    ...row,
    lines,
    proposals,
    remembered,
    facts: {
      participations: people,
      declaredIds: declared.map(({ personId }) => personId),
      proposedBy: Object.fromEntries(proposals.map(({ kind, proposedById }) => [kind, proposedById])),
      custodianIds: custodians.map(({ personId }) => personId),
      // Nobody is let in without a key that two handlers have signed; who acts says that they are trained to.
      trainedIds: people
        .filter(({ capacity }) => capacity === 'case_handler')
        .map(({ personId }) => personId!),
      reportById: lines.findLast(({ action }) => action === 'concern.deliverReport')?.personId ?? null,
      dangerActorIds: dangerActors(lines, remembered.dangersOpen),
      deciderIds: peopleWho(lines, deciding),
    },
  }
}

const deciding = [
  'concern.investigate',
  'concern.needNoInvestigation',
  'concern.deliverReport',
  'concern.reviewReport',
  'concern.proposeOutcome',
  'concern.confirmOutcome',
]

function peopleWho(lines: readonly StepLine[], actions: readonly string[]): string[] {
  const ids = lines.flatMap(({ action, personId }) =>
    personId && actions.includes(action) ? [personId] : [],
  )
  return [...new Set(ids)]
}

/** The last ones who acted: what was acted on first is looked at first. */
function dangerActors(lines: readonly StepLine[], open: number): string[] {
  const actors = lines.filter(({ action }) => action === 'concern.actInDanger')
  return open === 0 ? [] : actors.slice(-open).flatMap(({ personId }) => (personId ? [personId] : []))
}

/** Every step in the order in which it was taken. */
export async function listStepLines(tx: Transaction, concernId: string): Promise<StepLine[]> {
  const rows = await tx.$queryRaw<StepLine[]>`
    select action, person_id as "personId", on_day as "onDay", data from case_log_entry
    where concern_id = ${concernId}::uuid and (action like 'concern.%' or action like 'plan.%' or action like 'notice.%')
    order by position`
  return rows
}

export async function saveMove(tx: Transaction, row: ConcernRow, next: Stored): Promise<void> {
  await tx.concern.updateMany({
    where: { id: row.id },
    data: {
      machineVersion: next.machineVersion,
      state: next.state,
      value: next.value as object,
      context: next.context as object,
      revision: row.revision + 1,
    },
  })
}

// ── Clocks ─────────────────────────────────────────────────────────────────────

export interface ClockRow {
  id: string
  kind: string
  legal: boolean
  startedOn: Date
  dueAt: Date
  metOn: Date | null
  pausedOn: Date | null
  stoppedOn: Date | null
  level: number
  /** Of a check for retaliation: who is asked. */
  personRef: string | null
  /** Of law or contract: which duty it counts, by its code. */
  duty: string | null
  basis: string | null
  amount: number | null
  unit: string | null
  zone: string | null
  /** Of a clause entered by hand: whose days of rest do not count. */
  calendar: string | null
}

/** Neither met nor stopped; some of these rest. */
export function listRunning(tx: Transaction, concernId: string): Promise<ClockRow[]> {
  return tx.concernClock.findMany({
    where: { concernId, metOn: null, stoppedOn: null },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      kind: true,
      legal: true,
      startedOn: true,
      dueAt: true,
      metOn: true,
      pausedOn: true,
      stoppedOn: true,
      level: true,
      personRef: true,
      duty: true,
      basis: true,
      amount: true,
      unit: true,
      zone: true,
      calendar: true,
    },
  })
}

export async function addClocks(
  tx: Transaction,
  concernId: string,
  rows: readonly { kind: string; startedOn: Date; dueAt: Date }[],
): Promise<void> {
  await tx.concernClock.createMany({ data: rows.map((row) => ({ ...row, concernId })) })
}

/** Of law or contract: it never pauses, and the database lets nobody move it. */
export async function addDutyClock(
  tx: Transaction,
  concernId: string,
  clock: {
    duty: string
    basis: 'law' | 'contract'
    amount: number
    unit: string
    zone: string
    calendar?: string
    startedOn: Date
    dueAt: Date
  },
): Promise<void> {
  await tx.concernClock.createMany({ data: [{ ...clock, concernId, kind: 'duty', legal: true }] })
}

/** As the owner. The body whose programme the page of the case belongs to; null for a page of no programme. */
export async function whoGivesMoney(tx: Transaction, concernId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select g.organisation_id as id from concern c join concern_door d on d.id = c.door_id
    join programme g on g.id = d.programme_id where c.id = ${concernId}::uuid`
  return row?.id ?? null
}

export async function changeClocks(
  tx: Transaction,
  ids: readonly string[],
  data: { metOn?: Date; pausedOn?: Date | null; stoppedOn?: Date; dueAt?: Date; level?: number },
): Promise<void> {
  if (ids.length > 0) await tx.concernClock.updateMany({ where: { id: { in: [...ids] } }, data })
}

export async function saveNextDue(tx: Transaction, concernId: string, nextDueAt: Date | null): Promise<void> {
  await tx.concern.updateMany({ where: { id: concernId }, data: { nextDueAt } })
}

// ── Two people ─────────────────────────────────────────────────────────────────

export async function addProposal(
  tx: Transaction,
  concernId: string,
  given: { kind: ProposalKind; data: Record<string, string>; byId: string; onDay: Date },
): Promise<void> {
  const { kind, data, byId, onDay } = given
  await tx.concernProposal.createMany({
    data: [{ concernId, kind, data, proposedById: byId, proposedOn: onDay }],
  })
}

export async function endProposal(
  tx: Transaction,
  id: string,
  given: { state: 'confirmed' | 'refused' | 'taken_back'; byId: string | null; onDay: Date },
): Promise<void> {
  const { state, byId, onDay } = given
  await tx.concernProposal.updateMany({
    where: { id, state: 'open' },
    data: { state, settledById: byId, settledOn: onDay },
  })
}

// ── Who else takes part ────────────────────────────────────────────────────────

export async function letCare(
  tx: Transaction,
  concernId: string,
  personId: string,
  onDay: Date,
): Promise<void> {
  await tx.$queryRaw`select app_add_to_case(${concernId}::uuid, ${personId}::uuid, 'subject_carer', ${onDay}::date)::text`
}

/** As the owner. People of the body who could look after the person named: nobody who handles or handled the case. */
export async function listCarers(tx: Transaction, concernId: string) {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select distinct p.id, p.name from concern c
    join membership m on m.organisation_id = c.organisation_id and app_in_force(m.from_at, m.until_at)
      and m.role in ('case_handler', 'safeguarding_lead', 'focal_point')
    join person p on p.id = m.person_id and p.closed_at is null
    where c.id = ${concernId}::uuid
      and not exists (select from participation t where t.record_id = c.id and t.person_id = p.id)
    order by p.name`
  return rows
}

/** As their keys name them: a handler of another body is no name that the request could look up. */
export async function listNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select distinct on (person_id) person_id as id, statement::jsonb->>'name' as name from handler_key
    where person_id = any (${[...new Set(ids)]}::uuid[]) order by person_id, created_on desc`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export interface CareLine {
  id: string
  value: unknown
  context: unknown
  machineVersion: number
  state: string
}

/** Cases whose subject I look after: the task and nothing else. */
export function listCaredFor(tx: Transaction): Promise<CareLine[]> {
  return tx.$queryRaw<CareLine[]>`
    select c.id, c.value, c.context, c.machine_version as "machineVersion", c.state from concern c
    where c.id in (select m.record_id from my_participation m where m.capacity = 'subject_carer') order by c.id`
}
