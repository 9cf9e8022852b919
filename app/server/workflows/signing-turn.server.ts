import { mayAct, type AssessmentFacts } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { turnOf, type Stored } from '#machines/processes.ts'

/** True when this person's signature is the next one. The documents name the investigator who sent the plan. */
export function maySignNow(actor: Actor, row: Stored & { facts: AssessmentFacts }): boolean {
  const capacity = row.state === 'being_signed' ? turnOf(row) : null
  if (!capacity || !mayAct(actor, 'sign', row.facts, capacity)) return false
  return capacity !== 'principal_investigator' || row.facts.submittedById === actor.id
}
