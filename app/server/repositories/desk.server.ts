import type { Transaction } from '#app/server/database.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'

export interface DeskRow {
  id: string
  organisationId: string
  kind: string
  state: string
  receivedOn: Date
  dueOn: Date
  sealed: Uint8Array | null
  byId: string
  secondById: string | null
  answeredOn: Date | null
  revision: number
}

const columns = {
  id: true,
  organisationId: true,
  kind: true,
  state: true,
  receivedOn: true,
  dueOn: true,
  byId: true,
  secondById: true,
  answeredOn: true,
  revision: true,
} as const

/** What is still open first, the soonest due on top. */
export async function listRequests(tx: Transaction, organisationIds: readonly string[]) {
  return tx.deskRequest.findMany({
    where: { organisationId: { in: [...organisationIds] } },
    orderBy: [{ answeredOn: { sort: 'desc', nulls: 'first' } }, { dueOn: 'asc' }, { id: 'asc' }],
    take: 200,
    select: columns,
  })
}

/** Locked until the transaction ends; null where this person's bodies have no such request. */
export async function lockRequest(
  tx: Transaction,
  id: string,
  organisationIds: readonly string[],
): Promise<DeskRow | null> {
  if (!isId(id)) return null
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id from desk_request where id = ${id}::uuid and organisation_id = any (${[...organisationIds]}::uuid[]) for update`
  if (found.length === 0) return null
  return tx.deskRequest.findFirst({ where: { id }, select: { ...columns, sealed: true } })
}

export interface NewRequest {
  id: string
  organisationId: string
  kind: string
  receivedOn: Date
  dueOn: Date
  sealed: Uint8Array<ArrayBuffer>
  byId: string
}

/** The same sent twice is one request. */
export async function addRequest(tx: Transaction, request: NewRequest): Promise<void> {
  await tx.deskRequest.createMany({ data: [{ ...request, state: 'received' }], skipDuplicates: true })
}

export async function saveRequest(
  tx: Transaction,
  { id, revision }: Pick<DeskRow, 'id' | 'revision'>,
  data: {
    state?: string
    dueOn?: Date
    sealed?: Uint8Array<ArrayBuffer>
    byId?: string
    secondById?: string | null
    answeredOn?: Date | null
  },
): Promise<void> {
  await tx.deskRequest.updateMany({ where: { id }, data: { ...data, revision: revision + 1 } })
}
