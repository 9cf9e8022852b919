import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound } from '#app/server/errors.server.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import {
  participationColumns,
  type ParticipationFact,
} from '#app/server/repositories/participations.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import type { Stored } from '#machines/processes.ts'

const columns = {
  id: true,
  programmeId: true,
  organisationId: true,
  title: true,
  summary: true,
  closesOn: true,
  frameworkId: true,
  frameworkVersion: true,
  leastTier: true,
  appealDays: true,
  createdAt: true,
  machineVersion: true,
  state: true,
  value: true,
  context: true,
  revision: true,
  organisation: { select: { name: true, fictional: true } },
  programme: { select: { id: true, title: true } },
  record: { select: { participations: participationColumns } },
} as const

export type CallRow = Awaited<ReturnType<typeof getCall>>

/** A call in which the person takes part, or one that is published to everybody. */
export async function getCall(tx: Transaction, scope: Scope | null, id: string) {
  const published = { state: { in: ['open', 'closed'] } }
  const where = scope ? { id, OR: [{ record: scope.records }, published] } : { id }
  const row = isId(id) ? await tx.call.findFirst({ where, select: columns }) : null
  if (!row) throw notFound()
  await knowFramework(tx, row.frameworkId, row.frameworkVersion)
  return { ...row, facts: { participations: row.record.participations as ParticipationFact[] } }
}

export async function lockCall(tx: Transaction, scope: Scope | null, id: string): Promise<CallRow> {
  if (!isId(id)) throw notFound()
  await tx.$queryRaw`select 1 as held from call where id = ${id}::uuid for update`
  return getCall(tx, scope, id)
}

export async function createCall(
  tx: Transaction,
  row: {
    id: string
    programmeId: string
    organisationId: string
    title: string
    summary: string
    closesOn: Date
    frameworkId: string
    frameworkVersion: number
    leastTier?: number
    appealDays?: number
    createdAt: Date
  } & Stored,
): Promise<void> {
  const { value, context, ...plain } = row
  await tx.call.create({
    data: { ...plain, value: value as object, context: context as object },
    select: { id: true },
  })
}

export async function saveCall(
  tx: Transaction,
  row: CallRow,
  next: Stored,
  also: { closesOn?: Date; appealDays?: number },
): Promise<void> {
  const { count } = await tx.call.updateMany({
    where: { id: row.id, revision: row.revision },
    data: {
      machineVersion: next.machineVersion,
      state: next.state,
      value: next.value as object,
      context: next.context as object,
      revision: { increment: 1 },
      ...also,
    },
  })
  if (count === 0) throw changedByAnother()
}

/** Open calls, soonest to close first. */
export function listOpenCalls(tx: Transaction) {
  return tx.call.findMany({
    where: { state: 'open' },
    orderBy: [{ closesOn: 'asc' }, { title: 'asc' }],
    select: {
      id: true,
      title: true,
      summary: true,
      closesOn: true,
      organisation: { select: { name: true, fictional: true } },
    },
  })
}

/** Calls of the programmes this person's organisations run. */
export async function listOwnCalls(tx: Transaction, scope: Scope, only: { programmeId?: string } = {}) {
  const rows = await tx.call.findMany({
    where: { record: scope.records, ...only },
    orderBy: [{ closesOn: 'desc' }, { title: 'asc' }],
    select: {
      id: true,
      title: true,
      state: true,
      closesOn: true,
      programme: { select: { title: true } },
      record: { select: { participations: participationColumns } },
    },
  })
  return rows.map(({ record, ...call }) => ({
    ...call,
    facts: { participations: record.participations as ParticipationFact[] },
  }))
}
