import type { Actor } from '#app/policies/actor.ts'

/** The bodies whose cases somebody handles. No other job stands in for it, an administrator's least of all. */
export function bodiesHandledBy(actor: Actor): string[] {
  const handling = actor.memberships.filter(({ role }) => role === 'case_handler')
  return [...new Set(handling.map(({ organisationId }) => organisationId))]
}

export interface KeyFact {
  personId: string
  organisationId: string
}

export type KeyAction = 'make' | 'sign' | 'lock' | 'end'

/** Everybody makes and locks their own; whoever handles cases of the same body signs, and ends the key of somebody who left. */
export function mayActOnKey(
  actor: Actor,
  action: KeyAction,
  key: KeyFact,
  ownerStillHandles: boolean,
): boolean {
  if (!bodiesHandledBy(actor).includes(key.organisationId)) return false
  const isOwn = key.personId === actor.id
  if (action === 'make' || action === 'lock') return isOwn
  return action === 'sign' || isOwn || !ownerStillHandles
}
