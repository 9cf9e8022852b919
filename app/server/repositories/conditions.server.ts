import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound } from '#app/server/errors.server.ts'
import type { ConditionFacts } from '#app/policies/condition.policy.ts'
import { factsColumns, factsOf, isId } from '#app/server/repositories/assessments.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import { dayOf, type Day } from '#content/working-days.ts'
import type { ConditionContext } from '#machines/condition.machine.ts'
import type { Stored } from '#machines/processes.ts'

/** Beyond this a page says that there are more instead of listing them. */
export const longestList = 200

const assessmentColumns = {
  id: true,
  title: true,
  country: true,
  audience: true,
  state: true,
  locale: true,
  organisationId: true,
  reviewingBodyId: true,
  organisation: { select: { name: true } },
  call: { select: { organisation: { select: { id: true, name: true } } } },
  ...factsColumns,
} as const

const own = {
  id: true,
  assessmentId: true,
  position: true,
  sentence: true,
  owner: true,
  evidenceAsked: true,
  howChecked: true,
  dueOn: true,
  holdsBack: true,
  pays: true,
  moneyFor: true,
  whyNoMoney: true,
  fundsExpectedOn: true,
  daysAfterFunds: true,
  fundsSentOn: true,
  fundsArrivedOn: true,
  setById: true,
  createdAt: true,
  metAt: true,
  machineVersion: true,
  state: true,
  value: true,
  context: true,
  revision: true,
  events: {
    select: { kind: true, note: true, day: true, evidenceIds: true, personId: true, at: true },
    orderBy: { at: 'asc' },
  },
} as const

const columns = { ...own, assessment: { select: assessmentColumns } } as const

export type ConditionRow = NonNullable<Awaited<ReturnType<typeof findCondition>>>
type Found = Awaited<ReturnType<typeof readOne>>

function readOne(tx: Transaction, scope: Scope | null, id: string) {
  const where = scope ? { id, assessment: { record: scope.records } } : { id }
  return tx.condition.findFirst({ where, select: columns })
}

function withFacts(row: NonNullable<Found>) {
  const facts: ConditionFacts = {
    assessment: factsOf(row.assessment),
    setById: row.setById,
    foundEnoughById: row.events.findLast(({ kind }) => kind === 'findEnough')?.personId ?? null,
  }
  // Of a plan that was withdrawn nothing is owed any more; the side that withdrew it may not drop what the other side set.
  const over = row.assessment.state === 'withdrawn' && row.state !== 'met'
  const place = over ? { state: 'dropped', value: 'dropped' } : {}
  return { ...row, ...place, remembered: row.context as unknown as ConditionContext, facts }
}

/** Null for what belongs to an assessment of others, so existence is never disclosed. */
export async function findCondition(tx: Transaction, scope: Scope | null, id: string) {
  const row = isId(id) ? await readOne(tx, scope, id) : null
  return row && withFacts(row)
}

export async function getCondition(tx: Transaction, scope: Scope | null, id: string): Promise<ConditionRow> {
  const row = await findCondition(tx, scope, id)
  if (!row) throw notFound()
  return row
}

/**
 * As getCondition, and nobody else moves it before this transaction ends, nor the assessment: a decision that is being undone
 * takes its conditions with it. Locked is a number, not the row, which row-level security might not let everybody change.
 */
export async function lockCondition(tx: Transaction, scope: Scope | null, id: string): Promise<ConditionRow> {
  const { assessmentId } = await getCondition(tx, scope, id)
  await tx.$queryRaw`select pg_advisory_xact_lock_shared(hashtextextended(${assessmentId}, 0))::text as held`
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 0))::text as held`
  return getCondition(tx, scope, id)
}

/** What is owed in every record this person takes part in, the soonest due first; of one plan, what its newest decision has set. */
export async function listConditionsIn(
  tx: Transaction,
  scope: Scope,
  only: { states: readonly string[]; assessmentId?: string },
): Promise<ConditionRow[]> {
  const { states, assessmentId = null } = only
  const met = states.every((state) => state === 'met')
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from condition
    where state = any (${[...states]}) and (${assessmentId}::uuid is null or assessment_id = ${assessmentId}::uuid)
      and (${met} or assessment_id not in (select a.id from assessment a where a.state = 'withdrawn'))
      and (
        ${assessmentId}::uuid is null
        or created_at >= (select d.decided_at from decision d where d.assessment_id = ${assessmentId}::uuid)
      )
    order by due_on, created_at, position, id limit ${longestList + 1}`
  return listConditionsBy(
    tx,
    scope,
    ids.map(({ id }) => id),
  )
}

/** Which steps could be somebody's by the jobs they hold anywhere; whether they are is the policy's question. */
export interface StepsByJob {
  owes: boolean
  answers: boolean
  checks: boolean
  confirms: boolean
}

/** Ids of those in which the next step could be this person's, the soonest due first. */
export async function listConditionsThatCouldWait(tx: Transaction, steps: StepsByJob): Promise<string[]> {
  const { owes, answers, checks, confirms } = steps
  const found = await tx.$queryRaw<{ id: string }[]>`
    select c.id from condition c
    where c.state in ('waiting_for_money', 'open', 'given', 'checked')
      and (
        (c.state = 'waiting_for_money' and c.funds_sent_on is null and ${answers})
        or (c.state = 'open' and jsonb_typeof(c.context -> 'timeAsked') = 'string' and ${answers})
        or (c.state = 'given' and c.set_by_id <> app_person() and ${checks})
        or (c.state = 'checked' and ${confirms})
        or (
          (c.state = 'open' or (c.state = 'waiting_for_money' and c.funds_sent_on is not null)) and ${owes}
          and exists (select from my_participation m where m.record_id = c.assessment_id and m.capacity = 'author')
        )
      )
      and c.assessment_id not in (select a.id from assessment a where a.state = 'withdrawn')
    order by
      case when c.state = 'waiting_for_money' then coalesce(c.funds_expected_on, c.due_on) else c.due_on end, c.created_at, c.position, c.id
    limit ${longestList}`
  return found.map(({ id }) => id)
}

/**
 * The second of two steps, which and then what there is to know about them, and that once for each plan: in one, the database
 * would gather everything about each condition there is before it threw away all but a page of them.
 */
export async function listConditionsBy(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
): Promise<ConditionRow[]> {
  if (ids.length === 0) return []
  const rows = await tx.condition.findMany({
    where: { id: { in: [...ids] } },
    select: own,
  })
  const assessments = await tx.assessment.findMany({
    where: { id: { in: [...new Set(rows.map(({ assessmentId }) => assessmentId))] }, record: scope.records },
    select: assessmentColumns,
  })
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const assessmentOf = new Map(assessments.map((assessment) => [assessment.id, assessment]))
  return ids.flatMap((id) => {
    const row = rowOf.get(id)
    const assessment = row && assessmentOf.get(row.assessmentId)
    return assessment ? [withFacts({ ...row, assessment })] : []
  })
}

/** Everything that is not over, in portions: for the clock, which looks at all of them. As the owner. */
export async function listOpenIds(tx: Transaction, after: string | null, portion: number): Promise<string[]> {
  const rows = await tx.condition.findMany({
    where: {
      state: { notIn: ['met', 'dropped'] },
      assessment: { state: { not: 'withdrawn' } },
      ...(after ? { id: { gt: after } } : {}),
    },
    orderBy: { id: 'asc' },
    take: portion,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Writes only if nobody has moved it since `row` was read. */
export async function saveCondition(
  tx: Transaction,
  row: Pick<ConditionRow, 'id' | 'revision'>,
  next: Stored,
  also: { dueOn?: Date; fundsSentOn?: Date; fundsArrivedOn?: Date; metAt?: Date },
): Promise<void> {
  const { count } = await tx.condition.updateMany({
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

/**
 * Adds to the history of a locked condition. What comes later stands later, also when the clock of the machine has jumped back
 * meanwhile: who found it enough last must not become who found it enough first.
 */
export async function noteEvent(
  tx: Transaction,
  { id, events }: Pick<ConditionRow, 'id' | 'events'>,
  happened: {
    kind: string
    note: string
    day: Date | null
    evidenceIds: string[]
    personId: string | null
    at: Date
  },
): Promise<void> {
  const last = events.at(-1)?.at.getTime() ?? 0
  const at = new Date(Math.max(happened.at.getTime(), last + 1))
  await tx.conditionEvent.create({ data: { ...happened, conditionId: id, at }, select: { id: true } })
}

/** Days on which these bodies do not work. */
export async function localDaysOf(
  tx: Transaction,
  organisationIds: readonly string[],
): Promise<Map<string, Map<Day, string>>> {
  const rows = await tx.localDay.findMany({
    where: { organisationId: { in: [...new Set(organisationIds)] }, removedAt: null },
    orderBy: { onDay: 'asc' },
    select: { organisationId: true, onDay: true, name: true },
  })
  const byBody = new Map<string, Map<Day, string>>()
  for (const { organisationId, onDay, name } of rows) {
    const days = byBody.get(organisationId) ?? new Map<Day, string>()
    days.set(dayOf(onDay), name)
    byBody.set(organisationId, days)
  }
  return byBody
}

/** Names of bodies by id, of those whom this scope knows. */
export async function bodyNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.organisation.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
