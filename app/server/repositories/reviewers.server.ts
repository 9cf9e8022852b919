import type { ReviewPart } from '#app/policies/assessment.policy.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { isId, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import type { Point } from '#app/server/repositories/judgements.server.ts'
import type { Principle } from '#machines/processes.ts'

/** Whoever begins a review that was given to nobody is its first reviewer from then on. */
export async function beginReview(
  tx: Transaction,
  row: AssessmentRow,
  personId: string,
  now: Date,
): Promise<void> {
  if (row.facts.assigned.some(({ part }) => part === 'first')) return
  await assignReviewer(tx, {
    assessmentId: row.id,
    personId,
    part: 'first',
    assignedById: personId,
    assignedAt: now,
  })
}

export async function assignReviewer(
  tx: Transaction,
  row: { assessmentId: string; personId: string; part: ReviewPart; assignedById: string; assignedAt: Date },
): Promise<void> {
  await tx.reviewAssignment.create({ data: row, select: { id: true } })
}

export async function endAssignment(
  tx: Transaction,
  assessmentId: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.reviewAssignment.updateMany({
    where: { assessmentId, personId, endedAt: null },
    data: { endedAt: at },
  })
  return count > 0
}

/** Whoever judged beside the first reviewer has finished; from here on nothing of it changes. */
export async function finishAssignment(
  tx: Transaction,
  assessmentId: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.reviewAssignment.updateMany({
    where: { assessmentId, personId, part: { not: 'first' }, endedAt: null, doneAt: null },
    data: { doneAt: at },
  })
  return count > 0
}

export async function recordPayment(
  tx: Transaction,
  assessmentId: string,
  personId: string,
  payment: { paid: string; paidCurrency: string; paidOn: Date },
): Promise<boolean> {
  const { count } = await tx.reviewAssignment.updateMany({
    where: { assessmentId, personId, part: { in: ['partner', 'outside'] }, endedAt: null },
    data: payment,
  })
  return count > 0
}

/** Everybody who has or had a part, newest last. */
export function listAssignments(tx: Transaction, assessmentId: string) {
  return tx.reviewAssignment.findMany({
    where: { assessmentId },
    orderBy: { assignedAt: 'asc' },
    select: {
      personId: true,
      part: true,
      assignedById: true,
      assignedAt: true,
      doneAt: true,
      endedAt: true,
      paid: true,
      paidCurrency: true,
      paidOn: true,
    },
  })
}

/** Lets somebody from outside, or paid as a partner, read a funder's own answers; the database says who that may be. */
export async function letInFromOutside(
  tx: Transaction,
  assessmentId: string,
  personId: string,
  part: 'partner' | 'outside',
): Promise<void> {
  await tx.$queryRaw`select app_add_outside_reviewer(${assessmentId}::uuid, ${personId}::uuid, ${part})`
}

/** "I have no conflict": said before anything is read. */
export async function declareNone(
  tx: Transaction,
  row: { assessmentId: string; personId: string; at: Date },
): Promise<void> {
  await tx.conflictDeclaration.create({ data: { ...row, conflicted: false }, select: { id: true } })
}

/** "I have a conflict": from here on the record does not exist for this person. */
export async function stepBack(tx: Transaction, id: string, reason: string, at: Date): Promise<void> {
  await tx.$queryRaw`select app_recuse(${id}::uuid, ${reason}, ${at}::timestamptz)`
}

/** What was declared about one record: who may judge it, and who stepped back. */
export function listDeclarations(tx: Transaction, assessmentId: string) {
  return tx.conflictDeclaration.findMany({
    where: { assessmentId },
    orderBy: { at: 'asc' },
    select: { personId: true, conflicted: true, reason: true, at: true },
  })
}

export function myDeclaration(tx: Transaction, assessmentId: string, personId: string) {
  return tx.conflictDeclaration.findFirst({
    where: { assessmentId, personId, conflicted: false },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
}

/** As the owner: names of those whose hand is in a plan. */
export async function writersOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    orderBy: { name: 'asc' },
    select: { name: true },
  })
  return rows.map(({ name }) => name)
}

/** As the owner: every body in the branch of the chain to which an award belongs, above it and below. */
export async function partnersInChain(tx: Transaction, awardId: string | null): Promise<string[]> {
  if (!awardId) return []
  const rows = await tx.$queryRaw<{ name: string }[]>`
    with recursive above as (
      select id, parent_id, organisation_id from award where id = ${awardId}::uuid
      union select a.id, a.parent_id, a.organisation_id from award a join above on a.id = above.parent_id
    ), below as (
      select id, organisation_id from award where id = ${awardId}::uuid
      union select a.id, a.organisation_id from award a join below on a.parent_id = below.id
    ), named as (
      select organisation_id from above union select organisation_id from below
      union select p.organisation_id from participation p join below on below.id = p.record_id
        where p.capacity = 'partner' and p.until_at is null and p.organisation_id is not null
    )
    select o.name from organisation o join named on named.organisation_id = o.id order by o.name`
  return rows.map(({ name }) => name)
}

export interface Opinion {
  assessmentId: string
  submissionNumber: number
  principle: Principle
  personId: string
  judgement: 'accepted' | 'changes_asked'
  points: readonly Point[]
  reason: string
  at: Date
}

export async function addOpinion(tx: Transaction, opinion: Opinion): Promise<void> {
  const points = JSON.parse(JSON.stringify(opinion.points)) as object
  await tx.reviewOpinion.create({ data: { ...opinion, points }, select: { id: true } })
}

/** Row-level security shows one's own, and all of them once the review is over. */
export async function listOpinions(tx: Transaction, assessmentId: string): Promise<Opinion[]> {
  const rows = await tx.reviewOpinion.findMany({
    where: { assessmentId },
    orderBy: { at: 'asc' },
    select: {
      assessmentId: true,
      submissionNumber: true,
      principle: true,
      personId: true,
      judgement: true,
      points: true,
      reason: true,
      at: true,
    },
  })
  return rows.map((row) => ({
    ...row,
    principle: row.principle as Principle,
    judgement: row.judgement as Opinion['judgement'],
    points: (Array.isArray(row.points) ? row.points : []) as unknown as Point[],
  }))
}

/** As the owner: those of these assessments that are a funder's own, where the funder has awards at other bodies with people. */
export async function listWithPartners(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = ids.filter(isId)
  if (known.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select a.id::text from assessment a
    where a.id = any(${known}::uuid[]) and a.audience = 'funder' and exists (
      select from programme p
      join award w on w.programme_id = p.id and w.organisation_id not in (a.organisation_id, a.reviewing_body_id)
      join membership m on m.organisation_id = w.organisation_id and app_in_force(m.from_at, m.until_at)
      where p.organisation_id = a.organisation_id
    )`
  return new Set(rows.map(({ id }) => id))
}
