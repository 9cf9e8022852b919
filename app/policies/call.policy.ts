import type { Actor, SystemActor } from '#app/policies/actor.ts'
import { allows, standingsOf, type Allowed, type ParticipationFact } from '#app/policies/participation.ts'

/** `draft` asks about the programme. `read` is for what a published call does not show: its drafts and who answers. */
export const callActions = ['read', 'draft', 'edit', 'publish', 'extend', 'close', 'discard'] as const
export type CallAction = (typeof callActions)[number]

export interface CallFacts {
  participations: readonly ParticipationFact[]
}

export const allowed: Allowed<CallAction> = {
  owner: {
    programme_officer: callActions,
    reviewer: ['read'],
    approver: ['read'],
    safeguarding_lead: ['read'],
  },
}

const allowedToSystem: readonly CallAction[] = ['close']

/** Who may act. Whether the call is ready for the action is the machine's question. */
export function mayAct(actor: Actor | SystemActor, action: CallAction, facts: CallFacts): boolean {
  if ('kind' in actor) return allowedToSystem.includes(action)
  return allows(allowed, standingsOf(actor, facts), action)
}
