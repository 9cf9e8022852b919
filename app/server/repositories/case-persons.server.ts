import type { Transaction } from '#app/server/database.server.ts'

export interface CheckRow {
  id: string
  personRef: string
  startedOn: Date
  dueAt: Date
  metOn: Date | null
  stoppedOn: Date | null
}

/** Whom somebody asks whether they were made to pay for it. Who that is lies sealed; here is an id. */
export interface CasePerson {
  /** Their thread, or a random id of whoever has none. */
  id: string
  hasThread: boolean
  /** False while they wish not to be asked: then it is not known how they are. */
  asked: boolean
  checks: CheckRow[]
  /** What handlers wrote about how this person is asked; the newest last. */
  partIds: string[]
}

interface Said {
  action: string
  person: string
  noMore: boolean
  parts: string | null
}

/** Threads first; then whoever was added, in their order. */
export async function listCasePersons(tx: Transaction, concernId: string): Promise<CasePerson[]> {
  const threads = await tx.concernThread.findMany({
    where: { concernId },
    orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const checks = (await tx.concernClock.findMany({
    where: { concernId, kind: 'detriment' },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { id: true, personRef: true, startedOn: true, dueAt: true, metOn: true, stoppedOn: true },
  })) as CheckRow[]
  const said = await tx.$queryRaw<Said[]>`
    select action, data->>'person' as person, data->>'parts' as parts,
      coalesce((data->>'noMore')::boolean, false) as "noMore"
    from case_log_entry
    where concern_id = ${concernId}::uuid and data->>'person' is not null
      and action in ('plan.person', 'plan.askWay', 'plan.askAgain', 'concern.checkDetriment')
    order by position`
  const threadIds = threads.map(({ id }) => id)
  const ids = new Set([
    ...threadIds,
    ...checks.map(({ personRef }) => personRef),
    ...said.map(({ person }) => person),
  ])
  return [...ids].map((id) => {
    const own = said.filter(({ person }) => person === id)
    const wish = own.findLast(({ action, noMore }) => noMore || action === 'plan.askAgain')
    return {
      id,
      hasThread: threadIds.includes(id),
      asked: wish?.noMore !== true,
      checks: checks.filter(({ personRef }) => personRef === id),
      partIds: own
        .filter(({ action }) => action === 'plan.person' || action === 'plan.askWay')
        .flatMap(({ parts }) => (parts ? parts.split(' ') : [])),
    }
  })
}

export async function addChecks(
  tx: Transaction,
  concernId: string,
  rows: readonly { personRef: string; startedOn: Date; dueAt: Date }[],
): Promise<void> {
  await tx.concernClock.createMany({ data: rows.map((row) => ({ ...row, concernId, kind: 'detriment' })) })
}
