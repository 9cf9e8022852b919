import type { Transaction } from '#app/server/database.server.ts'
import { factsColumns, factsOf } from '#app/server/repositories/assessments.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import type { Outcome } from '#machines/processes.ts'

export type AssessmentLine = Awaited<ReturnType<typeof listAssessments>>[number]

/** Beyond this a page counts instead of listing. */
export const longestList = 200

interface Wanted {
  callId?: string
  states?: readonly string[]
  skip?: number
  take?: number
}

/** Every assessment this person may see, the ones begun last first. */
export async function listAssessments(tx: Transaction, scope: Scope, wanted: Wanted = {}) {
  const { callId = null, states, skip = 0, take = longestList } = wanted
  const ids = await tx.$queryRaw<Id[]>`
    select id from assessment
    where (${callId}::uuid is null or call_id = ${callId}::uuid) and (${!states} or state = any (${[...(states ?? [])]}))
    order by created_at desc, title, id limit ${take} offset ${skip}`
  return listAssessmentsBy(
    tx,
    scope,
    ids.map(({ id }) => id),
  )
}

/** Which steps could be somebody's by the jobs they hold anywhere; whether they are is the policy's question. */
export interface StepsByJob {
  reviews: boolean
  decides: boolean
  retries: boolean
}

/**
 * Ids of those in which the next step could be this person's. What falls due within a week comes first, then who has waited
 * longest.
 */
export async function listCouldWait(tx: Transaction, soon: Date, steps: StepsByJob): Promise<string[]> {
  const { reviews, decides, retries } = steps
  const found = await tx.$queryRaw<Id[]>`
    select a.id from assessment a
    where (
        a.state in ('draft', 'changes_requested') and exists (
          select from my_participation m where m.record_id = a.id and m.capacity in ('author', 'contributor')
        )
      )
      or (
        a.state in ('submitted', 'in_review') and ${reviews}
        and (
          exists (select from review_assignment r where r.assessment_id = a.id and r.person_id = app_person() and r.ended_at is null)
          or not exists (select from review_assignment r where r.assessment_id = a.id and r.part = 'first' and r.ended_at is null)
        )
      )
      or (a.state = 'awaiting_decision' and ${decides})
      or (a.state = 'decided' and a.problem is not null and ${retries})
      or (
        a.state = 'being_signed'
        and (
          exists (select from decision d where d.assessment_id = a.id and app_person() in (d.decided_by_id, d.reviewed_by_id))
          or exists (select from submission s where s.assessment_id = a.id and s.submitted_by_id = app_person())
        )
      )
      or (
        ${decides} and a.id in (
          select p.assessment_id from appeal p join decision d on d.assessment_id = p.assessment_id
          where p.state = 'lodged' and d.decided_by_id <> app_person()
        )
      )
    order by
      coalesce(case when a.state = 'draft' then (select c.closes_on from call c where c.id = a.call_id) end, ${soon}::timestamptz),
      a.submitted_at nulls first, a.created_at, a.id
    limit ${longestList}`
  return found.map(({ id }) => id)
}

/** Ids of those that somebody judges or decides, who has waited longest first. */
export async function listBeforeDecision(tx: Transaction): Promise<string[]> {
  const found = await tx.$queryRaw<Id[]>`
    select id from assessment where state in ('submitted', 'in_review', 'awaiting_decision')
    order by submitted_at, created_at, id limit ${longestList}`
  return found.map(({ id }) => id)
}

interface Id {
  id: string
}

/**
 * The second of two steps: which, and then what there is to know about them. In one, the database would gather everything
 * about each assessment there is before it threw away all but a page of them.
 */
export async function listAssessmentsBy(tx: Transaction, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await tx.assessment.findMany({
    where: { id: { in: [...ids] }, record: scope.records },
    select: columns,
  })
  const place = new Map(ids.map((id, index) => [id, index]))
  rows.sort((one, other) => place.get(one.id)! - place.get(other.id)!)
  return rows.map(({ record, submissions, remarks, decision, createdById, ...rest }) => {
    const { pastDecisions, opinions, reviewers, declarations, ...line } = rest
    const facts = { record, submissions, remarks, decision, pastDecisions, opinions, reviewers, declarations }
    return {
      ...line,
      outcome: (decision?.standing ? decision.outcome : null) as Outcome | null,
      facts: factsOf({ ...facts, createdById, audience: line.audience }),
    }
  })
}

const columns = {
  id: true,
  title: true,
  country: true,
  audience: true,
  state: true,
  value: true,
  context: true,
  machineVersion: true,
  problem: true,
  submittedAt: true,
  organisation: { select: { name: true } },
  call: { select: { id: true, title: true, closesOn: true } },
  ...factsColumns,
} as const

export interface StateCount {
  callId: string | null
  state: string
  /** Counted for whoever judges; else for whoever writes it or stands above. */
  judges: boolean
  count: number
  /** When the one that has waited longest was sent. */
  oldest: Date | null
}

/** How many assessments are in which state, of those whose progress this person sees. */
export async function countAssessments(tx: Transaction): Promise<StateCount[]> {
  const rows = await tx.$queryRaw<
    { call_id: string | null; state: string; judges: boolean; count: bigint; oldest: Date | null }[]
  >`select call_id, state, judges, count, oldest from app_overview()`
  return rows.map(({ call_id: callId, count, ...row }) => ({ ...row, callId, count: Number(count) }))
}

export interface OwedCount {
  state: string
  judges: boolean
  late: boolean
  count: number
  oldest: Date
}

/** How many conditions are in which state, and how many are late, of those that this person follows. */
export async function countOwed(tx: Transaction, today: Date): Promise<OwedCount[]> {
  const rows = await tx.$queryRaw<
    { state: string; judges: boolean; late: boolean; count: bigint; oldest: Date }[]
  >`select state, judges, late, count, oldest from app_owed(${today}::date)`
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}
