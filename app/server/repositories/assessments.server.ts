import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound } from '#app/server/errors.server.ts'
import type { ReviewPart } from '#app/policies/assessment.policy.ts'
import type { Scope } from '#app/server/scope.server.ts'
import {
  participationColumns,
  type ParticipationFact,
} from '#app/server/repositories/participations.server.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import type { Audience, Circumstances, PlanTerms } from '#content/index.ts'
import type { Tier } from '#content/vocabulary.ts'
import type { Stored } from '#machines/processes.ts'

/** What the approver said to either side is no judgement of the answers. */
const judgements: string[] = ['accepted', 'changes_asked']

/** What policies ask about: who takes part, who wrote, who judged, who decided. */
export const factsColumns = {
  createdById: true,
  record: { select: { participations: participationColumns } },
  submissions: {
    select: {
      number: true,
      submittedById: true,
      writtenByIds: true,
      submittedAt: true,
      contentHash: true,
      locale: true,
    },
    orderBy: { number: 'desc' },
  },
  remarks: {
    where: { judgement: { in: judgements } },
    select: { reviewerId: true, judgement: true },
    orderBy: { at: 'asc' },
  },
  decision: {
    select: {
      outcome: true,
      reason: true,
      reasons: true,
      letter: true,
      letterLocale: true,
      standing: true,
      decidedById: true,
      reviewedById: true,
      decidedAt: true,
    },
  },
  pastDecisions: { select: { decidedById: true, kind: true } },
  opinions: { select: { personId: true } },
  reviewers: {
    where: { endedAt: null },
    select: { personId: true, part: true, doneAt: true },
    orderBy: { assignedAt: 'asc' },
  },
  declarations: { where: { conflicted: false }, select: { personId: true } },
} as const

const columns = {
  id: true,
  organisationId: true,
  callId: true,
  awardId: true,
  reviewingBodyId: true,
  audience: true,
  title: true,
  country: true,
  frameworkId: true,
  frameworkVersion: true,
  locale: true,
  createdAt: true,
  submittedAt: true,
  decidedAt: true,
  problem: true,
  machineVersion: true,
  state: true,
  value: true,
  context: true,
  revision: true,
  organisation: { select: { name: true, kind: true, country: true, fictional: true } },
  call: {
    select: {
      id: true,
      title: true,
      closesOn: true,
      appealDays: true,
      state: true,
      organisation: { select: { id: true, name: true } },
      programme: { select: { id: true, title: true, fictional: true } },
    },
  },
  planContext: { select: { circumstances: true, tier: true, audiences: true, revision: true } },
  ...factsColumns,
  remarks: {
    where: { judgement: { not: 'returned' } },
    select: {
      reviewerId: true,
      submissionNumber: true,
      principle: true,
      judgement: true,
      requirementIds: true,
    },
    orderBy: { at: 'asc' },
  },
} as const

export type AssessmentRow = NonNullable<Awaited<ReturnType<typeof findAssessment>>>

/** Null for another organisation's id, so existence is never disclosed. */
export async function findAssessment(tx: Transaction, scope: Scope | null, id: string) {
  if (!isId(id)) return null
  const where = scope ? { id, record: scope.records } : { id }
  const row = await tx.assessment.findFirst({ where, select: columns })
  if (!row) return null
  await knowFramework(tx, row.frameworkId, row.frameworkVersion)
  const decision = row.decision?.standing ? row.decision : null
  return { ...row, decision, facts: factsOf({ ...row, decision }), plan: termsOf(row.planContext) }
}

/** How the work was described; null until it was, and for whoever does not write the plan. */
function termsOf(
  stored: { circumstances: unknown; tier: number; audiences: string[] } | null,
): PlanTerms | null {
  return (
    stored && {
      circumstances: stored.circumstances as Circumstances,
      tier: stored.tier as Tier,
      audiences: stored.audiences as Audience[],
    }
  )
}

export async function getAssessment(
  tx: Transaction,
  scope: Scope | null,
  id: string,
): Promise<AssessmentRow> {
  const row = await findAssessment(tx, scope, id)
  if (!row) throw notFound()
  return row
}

/** As getAssessment, and nobody else moves the row, or writes in the plan, before this transaction ends. */
export async function lockAssessment(
  tx: Transaction,
  scope: Scope | null,
  id: string,
): Promise<AssessmentRow> {
  if (!isId(id)) throw notFound()
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 0))::text as held`
  await tx.$queryRaw`select 1 as held from assessment where id = ${id}::uuid for update`
  return getAssessment(tx, scope, id)
}

/**
 * As getAssessment, for whoever writes in the plan: many at once, but none while it is moved, so that what is sent is what
 * stands there. Not a lock on the row: somebody invited may not change that, and row-level security would lock nothing.
 */
export async function holdAssessment(
  tx: Transaction,
  scope: Scope | null,
  id: string,
): Promise<AssessmentRow> {
  if (!isId(id)) throw notFound()
  await tx.$queryRaw`select pg_advisory_xact_lock_shared(hashtextextended(${id}, 0))::text as held`
  return getAssessment(tx, scope, id)
}

export async function createAssessment(
  tx: Transaction,
  row: {
    id: string
    organisationId: string
    callId: string | null
    awardId?: string | null
    reviewingBodyId: string
    audience: string
    title: string
    country: string
    frameworkId: string
    frameworkVersion: number
    locale: string
    createdById: string
    createdAt: Date
  } & Stored,
): Promise<void> {
  const { value, context, ...plain } = row
  await tx.assessment.create({
    data: { ...plain, value: json(value), context: json(context) },
    select: { id: true },
  })
}

/** Writes only if nobody has moved the assessment since `row` was read. */
export async function saveAssessment(
  tx: Transaction,
  row: AssessmentRow,
  next: Stored,
  also: { submittedAt?: Date; decidedAt?: Date; problem?: string | null },
): Promise<void> {
  const { count } = await tx.assessment.updateMany({
    where: { id: row.id, revision: row.revision },
    data: {
      machineVersion: next.machineVersion,
      state: next.state,
      value: json(next.value),
      context: json(next.context),
      revision: { increment: 1 },
      ...also,
    },
  })
  if (count === 0) throw changedByAnother()
}

/** Ids come from URLs: anything that is not a UUID is nobody's record. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

function json(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? {})) as object
}

export function factsOf(row: {
  createdById: string
  audience: string
  record: { participations: { organisationId: string | null; personId: string | null; capacity: string }[] }
  submissions: { submittedById: string; writtenByIds: string[] }[]
  remarks: { reviewerId: string; judgement: string }[]
  decision: { decidedById: string; reviewedById: string; standing: boolean } | null
  pastDecisions: { decidedById: string; kind: string }[]
  opinions: { personId: string }[]
  reviewers: { personId: string; part: string; doneAt: Date | null }[]
  declarations: { personId: string }[]
}) {
  const standing = row.decision?.standing ? row.decision : null
  return {
    participations: row.record.participations as ParticipationFact[],
    createdById: row.createdById,
    submittedById: row.submissions[0]?.submittedById ?? null,
    submitterIds: [
      ...new Set(
        row.submissions.flatMap(({ submittedById, writtenByIds }) => [submittedById, ...writtenByIds]),
      ),
    ],
    reviewerIds: [
      ...new Set(
        row.remarks
          .filter(({ judgement }) => judgements.includes(judgement))
          .map(({ reviewerId }) => reviewerId),
      ),
    ],
    decidedById: standing?.decidedById ?? null,
    reviewedById: standing?.reviewedById ?? null,
    formerDeciderIds: row.pastDecisions
      .filter(({ kind }) => kind === 'appealed')
      .map(({ decidedById }) => decidedById),
    undoneDeciderIds: row.pastDecisions.map(({ decidedById }) => decidedById),
    opinionIds: [...new Set(row.opinions.map(({ personId }) => personId))],
    assigned: row.reviewers.map(({ personId, part, doneAt }) => ({
      personId,
      part: part as ReviewPart,
      done: doneAt !== null,
    })),
    declaredIds: row.declarations.map(({ personId }) => personId),
    audience: row.audience as 'funder' | 'project',
  }
}
