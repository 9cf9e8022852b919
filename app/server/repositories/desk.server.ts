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

/** Not answered yet and due by then, with everybody who handles cases for the body that was asked. */
export function listDue(tx: Transaction, by: Date): Promise<{ id: string; dueOn: Date; personId: string }[]> {
  return tx.$queryRaw`
    select distinct r.id, r.due_on as "dueOn", p.id as "personId"
    from desk_request r
    join membership m on m.organisation_id = r.organisation_id and m.role = 'case_handler' and app_in_force(m.from_at, m.until_at)
    join person p on p.id = m.person_id and p.closed_at is null
    where r.answered_on is null and r.due_on <= ${by}::date
    order by r.due_on, r.id, p.id`
}

/** Answered requests about which somebody is still told that they are due. */
export async function listToldAndAnswered(tx: Transaction, kinds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct r.id from notice n join desk_request r on r.id = n.record_id
    where n.kind = any (${[...kinds]}) and n.read_at is null and r.answered_on is not null`
  return rows.map(({ id }) => id)
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
