import type { Transaction } from '#app/server/database.server.ts'
import { factsColumns, factsOf } from '#app/server/repositories/assessments.server.ts'
import type { Scope } from '#app/server/scope.server.ts'
import type { Outcome } from '#machines/processes.ts'

export type AssessmentLine = Awaited<ReturnType<typeof listAssessments>>[number]

/** Beyond this a page counts instead of listing. */
export const longestList = 200

/** Every assessment this person may see, the ones moved last first. */
export async function listAssessments(tx: Transaction, scope: Scope, only: { callId?: string } = {}) {
  const rows = await tx.assessment.findMany({
    where: { record: scope.records, ...only },
    orderBy: [{ createdAt: 'desc' }, { title: 'asc' }],
    take: longestList,
    select: {
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
    },
  })
  return rows.map(({ record, submissions, remarks, decision, createdById, ...line }) => ({
    ...line,
    outcome: (decision?.outcome ?? null) as Outcome | null,
    facts: factsOf({ record, submissions, remarks, decision, createdById, audience: line.audience }),
  }))
}

/** How many assessments this person may see in each state. */
export async function countByState(tx: Transaction, scope: Scope) {
  const groups = await tx.assessment.groupBy({
    by: ['state'],
    where: { record: scope.records },
    _count: true,
  })
  return groups.map(({ state, _count }) => ({ state, count: _count }))
}
