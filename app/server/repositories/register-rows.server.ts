import type { RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'

const columns = {
  id: true,
  register: true,
  values: true,
  sealed: true,
  position: true,
  revision: true,
  updatedById: true,
  updatedAt: true,
  removedAt: true,
} as const

export interface StoredRow {
  id: string
  register: RegisterId
  values: RowValues
  sealed: Uint8Array | null
  position: number
  revision: number
  updatedById: string
  updatedAt: Date
  removedAt: Date | null
}

/** Rows that are on the list; row-level security shows them to those who write the plan. */
export async function listRows(
  tx: Transaction,
  assessmentId: string,
  registers?: readonly RegisterId[],
): Promise<StoredRow[]> {
  const rows = await tx.registerRow.findMany({
    where: { assessmentId, removedAt: null, ...(registers ? { register: { in: [...registers] } } : {}) },
    select: columns,
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows as unknown as StoredRow[]
}

/** Also one that was removed: it can be put back. */
export async function findRow(
  tx: Transaction,
  assessmentId: string,
  register: RegisterId,
  id: string,
): Promise<StoredRow | null> {
  if (!isId(id)) return null
  const row = await tx.registerRow.findFirst({ where: { id, assessmentId, register }, select: columns })
  return row as unknown as StoredRow | null
}

export async function countRows(
  tx: Transaction,
  assessmentId: string,
  register: RegisterId,
): Promise<number> {
  return tx.registerRow.count({ where: { assessmentId, register, removedAt: null } })
}

type Words = { values: RowValues; sealed: Uint8Array | null }

export async function insertRow(
  tx: Transaction,
  assessmentId: string,
  register: RegisterId,
  words: Words & { id: string },
  personId: string,
  now: Date,
): Promise<void> {
  // Removed rows keep their place, so that R3 stays R3.
  const { _max } = await tx.registerRow.aggregate({
    where: { assessmentId, register },
    _max: { position: true },
  })
  await tx.registerRow.create({
    data: {
      ...written(words),
      id: words.id,
      assessmentId,
      register,
      position: (_max.position ?? 0) + 1,
      createdById: personId,
      updatedById: personId,
      updatedAt: now,
    },
    select: { id: true },
  })
}

/** False when somebody else changed this row since `seenRevision` was read. What was removed comes back by being saved. */
export async function updateRow(
  tx: Transaction,
  id: string,
  words: Words,
  seenRevision: number,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.registerRow.updateMany({
    where: { id, revision: seenRevision },
    data: {
      ...written(words),
      revision: { increment: 1 },
      removedAt: null,
      updatedById: personId,
      updatedAt: now,
    },
  })
  return count === 1
}

/** Takes a row off the list, or puts it back (`removedAt` null). */
export async function markRemoved(
  tx: Transaction,
  id: string,
  removedAt: Date | null,
  seenRevision: number | null,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.registerRow.updateMany({
    where: { id, ...(seenRevision === null ? {} : { revision: seenRevision }) },
    data: { removedAt, revision: { increment: 1 }, updatedById: personId, updatedAt: now },
  })
  return count === 1
}

function written({ values, sealed }: Words) {
  return { values: { ...values }, sealed: sealed && new Uint8Array(sealed) }
}

export interface StoredSignOff {
  rowId: string
  rowRevision: number
  capacity: 'research_organisation' | 'funder'
  personId: string
  reason: string
  at: Date
}

export async function listSignOffs(tx: Transaction, assessmentId: string): Promise<StoredSignOff[]> {
  const rows = await tx.riskSignOff.findMany({
    where: { assessmentId },
    select: { rowId: true, rowRevision: true, capacity: true, personId: true, reason: true, at: true },
    orderBy: { at: 'asc' },
  })
  return rows as StoredSignOff[]
}

/** False when it was signed off already, as it stands. */
export async function insertSignOff(
  tx: Transaction,
  row: StoredSignOff & { assessmentId: string },
): Promise<boolean> {
  const { count } = await tx.riskSignOff.createMany({ data: [row], skipDuplicates: true })
  return count === 1
}

/** Who of a body holds one of these jobs today. */
export async function listHolders(
  tx: Transaction,
  organisationId: string,
  roles: readonly string[],
  now: Date,
) {
  return tx.membership.findMany({
    where: {
      organisationId,
      role: { in: [...roles] },
      fromAt: { lte: now },
      OR: [{ untilAt: null }, { untilAt: { gt: now } }],
    },
    select: { personId: true, role: true },
  })
}

/** Of these plans, those whose newest submission holds a critical risk that the funder has not accepted as it was sent. */
export async function plansWithUnacceptedRisks(
  tx: Transaction,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct s.assessment_id::text as id
    from submission s cross join lateral jsonb_array_elements(s.content #> '{registers,risks}') risk
    where s.assessment_id = any (${[...ids]}::uuid[]) and risk ->> 'level' = 'critical'
      and s.number = (select max(n.number) from submission n where n.assessment_id = s.assessment_id)
      and not exists (
        select from risk_sign_off o
        where o.row_id = (risk ->> 'id')::uuid and o.row_revision = (risk ->> 'revision')::integer and o.capacity = 'funder'
      )`
  return new Set(rows.map(({ id }) => id))
}
