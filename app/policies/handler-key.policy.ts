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

export interface KeyCircumstances {
  /** Its owner handles cases of its body today. */
  ownerHandles?: boolean
  /** I hold a key of the same body that counts. */
  mineCounts?: boolean
  /** Its body has too few to sign it, and a key of mine counts in a body that stands beside it at a reporting page. */
  waitsBeside?: boolean
}

/**
 * Everybody makes, locks and ends their own. Whoever handles cases of the same body signs, and so do neighbours where that has
 * too few. The key of somebody who left is ended by whoever has a key there that counts: nobody who came later clears the way.
 */
export function mayActOnKey(
  actor: Actor,
  action: KeyAction,
  key: KeyFact,
  { ownerHandles = true, mineCounts = false, waitsBeside = false }: KeyCircumstances = {},
): boolean {
  const isOwn = key.personId === actor.id
  if (action === 'end' && isOwn) return true
  if (action === 'sign' && waitsBeside && !isOwn) return true
  if (!bodiesHandledBy(actor).includes(key.organisationId)) return false
  if (action === 'make' || action === 'lock') return isOwn
  return action === 'sign' || (mineCounts && !ownerHandles)
}
