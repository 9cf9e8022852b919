import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct as mayActOn, mayRead, type AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { mayAct as mayActOnPassport } from '#app/policies/passport.policy.ts'

/** Who looks after what a body keeps as evidence: reads all of it, says that it is still true, puts it into the passport. */
const keepers: readonly Role[] = [
  'principal_investigator',
  'focal_point',
  'safeguarding_lead',
  'programme_officer',
]

export interface PlanFacts {
  facts: AssessmentFacts
  state: string
}

export function keepsEvidence(actor: Actor, organisationId: string): boolean {
  return bodiesKept(actor).some(({ id }) => id === organisationId)
}

/** The actor's bodies whose evidence they keep. */
export function bodiesKept(actor: Actor): { id: string; name: string }[] {
  const kept = actor.memberships.filter(({ role }) => keepers.includes(role))
  return [...new Map(kept.map((one) => [one.organisationId, one.organisationName]))].map(([id, name]) => ({
    id,
    name,
  }))
}

/** Whoever reads a plan while it is written reads its evidence. */
export function readsPlanEvidence(actor: Actor, { facts, state }: PlanFacts): boolean {
  return mayRead(actor, 'draft', facts, state)
}

export function changesPlanEvidence(actor: Actor, { facts }: PlanFacts): boolean {
  return mayActOn(actor, 'answer', facts)
}

export interface FileFacts {
  organisationId: string
  scan: string
  /** Plans in which it stands now. */
  plans: readonly PlanFacts[]
  /** Plans with which it was sent. */
  sentWith: readonly PlanFacts[]
  /** Plans with a condition for which it was given: it stays readable there, also once it was taken back. */
  givenFor?: readonly PlanFacts[]
  /** It is in the passport of its body, which is open today to these of the actor's bodies. */
  openedTo: readonly string[]
}

/** Nobody opens a file in which something harmful was found. */
export function mayOpenFile(actor: Actor, file: FileFacts): boolean {
  if (file.scan === 'infected') return false
  return (
    keepsEvidence(actor, file.organisationId) ||
    file.plans.some((plan) => readsPlanEvidence(actor, plan)) ||
    file.sentWith.some(({ facts, state }) => mayRead(actor, 'submission', facts, state)) ||
    (file.givenFor ?? []).some(({ facts }) => mayRead(actor, 'decision', facts, 'decided')) ||
    file.openedTo.some((organisationId) => mayActOnPassport(actor, 'readOpened', organisationId))
  )
}
