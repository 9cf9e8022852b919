import { sha256 } from '#app/server/crypto/hash.server.ts'
import { canonicalJson } from '#content/canonical.ts'

/** A decision as its row holds it, also when it was undone later. */
export interface DecisionFacts {
  outcome: string
  reason: string
  reasons: unknown
  letter: string
  letterLocale: string
  decidedById: string
  reviewedById: string
  decidedAt: Date
}

/** What a condition is, apart from how far it is. The day on which it is due may move, so it has an entry of its own. */
export interface ConditionFacts {
  position: number
  sentence: string
  owner: string
  evidenceAsked: string
  howChecked: string
  holdsBack: string
  pays: string
  moneyFor: string
  whyNoMoney: string
  fundsExpectedOn: Date | null
  daysAfterFunds: number | null
}

export function decisionDigest({
  outcome,
  reason,
  reasons,
  letter,
  letterLocale,
  decidedById,
  reviewedById,
  decidedAt,
}: DecisionFacts): string {
  const at = decidedAt.toISOString()
  return digest('decision', { outcome, reason, reasons, letter, letterLocale, decidedById, reviewedById, at })
}

export function conditionDigest({
  position,
  sentence,
  owner,
  evidenceAsked,
  howChecked,
  holdsBack,
  pays,
  moneyFor,
  whyNoMoney,
  fundsExpectedOn,
  daysAfterFunds,
}: ConditionFacts): string {
  return digest('condition', {
    ...{ position, sentence, owner, evidenceAsked, howChecked, holdsBack, pays, moneyFor, whyNoMoney },
    fundsExpectedOn: fundsExpectedOn && dayOf(fundsExpectedOn),
    daysAfterFunds,
  })
}

/** For the entry `assessment.decide`: the rows that come into being with it, so that none is changed unseen. */
export function decisionData(
  decision: DecisionFacts,
  conditions: readonly (ConditionFacts & { dueOn: Date })[],
): Record<string, string> {
  const data: Record<string, string> = { decision: decisionDigest(decision) }
  for (const condition of conditions) {
    data[`condition.${condition.position}`] = conditionDigest(condition)
    data[`due.${condition.position}`] = dayOf(condition.dueOn)
  }
  return data
}

/** For every entry of a condition with which the day on which it is due moves. */
export function dueData(dueOn: Date): { due: string } {
  return { due: dayOf(dueOn) }
}

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function digest(kind: string, facts: object): string {
  return sha256(`amana ${kind}\n${canonicalJson(facts)}`).toString('hex')
}
