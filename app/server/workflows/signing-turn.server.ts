import { mayAct, type AssessmentFacts, type SigningCapacity } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { turnOf, type Stored } from '#machines/processes.ts'

/** True when this person's signature is the next one. The documents name one person for each, and nobody signs as another. */
export function maySignNow(actor: Actor, row: Stored & { facts: AssessmentFacts }): boolean {
  const capacity = row.state === 'being_signed' ? turnOf(row) : null
  if (!capacity || !mayAct(actor, 'sign', row.facts, capacity)) return false
  return namedFor[capacity](row.facts) === actor.id
}

/** Who sent the plan, who judged last, who decided: as the record's model names them. */
const namedFor: Record<SigningCapacity, (facts: AssessmentFacts) => string | null | undefined> = {
  principal_investigator: ({ submittedById }) => submittedById,
  reviewer: ({ reviewedById }) => reviewedById,
  approver: ({ decidedById }) => decidedById,
}
