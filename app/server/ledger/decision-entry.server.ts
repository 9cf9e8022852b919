import type { Transaction } from '#app/server/database.server.ts'
import { decisionData } from '#app/server/ledger/row-digests.server.ts'

export const decisionColumns = {
  assessmentId: true,
  outcome: true,
  reason: true,
  reasons: true,
  letter: true,
  letterLocale: true,
  decidedById: true,
  reviewedById: true,
  decidedAt: true,
} as const

export const conditionColumns = {
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
} as const

/**
 * What `assessment.decide` enters about the rows it has just made: taken from the rows as they were stored, so that what
 * is compared later is what was written. After createDecision and createConditions, in their transaction.
 */
export async function decisionEntryData(
  tx: Transaction,
  assessmentId: string,
  decidedAt: Date,
): Promise<Record<string, string>> {
  const decision = await tx.decision.findUniqueOrThrow({ where: { assessmentId }, select: decisionColumns })
  const conditions = await tx.condition.findMany({
    where: { assessmentId, createdAt: decidedAt },
    orderBy: { position: 'asc' },
    select: conditionColumns,
  })
  return decisionData(decision, conditions)
}
