import type { Actor } from '#app/policies/actor.ts'
import { allows, standingsOf, type Allowed, type ParticipationFact } from '#app/policies/participation.ts'

/** `start` asks about the organisation that would own it, given as its owner. Which tiers one sees is the scope's question. */
export const programmeActions = ['read', 'start', 'edit', 'addAward'] as const
export type ProgrammeAction = (typeof programmeActions)[number]

export interface ProgrammeFacts {
  participations: readonly ParticipationFact[]
}

const readers = {
  reviewer: ['read'],
  approver: ['read'],
  safeguarding_lead: ['read'],
  principal_investigator: ['read'],
  focal_point: ['read'],
} as const

export const allowed: Allowed<ProgrammeAction> = {
  owner: { ...readers, programme_officer: programmeActions },
  upper_tier: { ...readers, programme_officer: ['read'] },
  // A lead that commissions adds the tier below its own.
  holder: { ...readers, programme_officer: ['read', 'addAward'] },
  partner: { ...readers, programme_officer: ['read'] },
}

export function mayAct(actor: Actor, action: ProgrammeAction, facts: ProgrammeFacts): boolean {
  return allows(allowed, standingsOf(actor, facts), action)
}
