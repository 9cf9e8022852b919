import type { Transaction } from '#app/server/database.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { unsignedRisks as countUnsigned } from '#app/server/workflows/risk-sign-off.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { framework } from '#content/index.ts'

/**
 * How many risks are too grave to be sent as they stand: residual High without the research organisation's signature,
 * Critical without its signature too. Counted in the transaction that sends; while there is one, the plan stays where it is.
 */
export function unsignedRisks(tx: Transaction, row: AssessmentRow): Promise<number> {
  return countUnsigned(tx, row)
}

/** Whether the work of this assessment has to be described before anything is asked. */
export function asksForDescription({
  frameworkId,
  frameworkVersion,
  audience,
}: Pick<AssessmentRow, 'frameworkId' | 'frameworkVersion' | 'audience'>): boolean {
  return audience === 'project' && framework(frameworkId, frameworkVersion).tiered
}

/**
 * How many questions keep a plan from being sent. Work that nobody described counts as one open question: nothing is asked
 * before it.
 */
export function openBeforeSending(row: AssessmentRow, answers: Parameters<typeof planCounts>[1]): number {
  if (asksForDescription(row) && row.plan === null) return 1
  const { needed, neededAnswered } = planCounts(row, answers)
  return needed - neededAnswered
}
