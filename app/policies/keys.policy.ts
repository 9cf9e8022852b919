import type { Actor } from '#app/policies/actor.ts'

/** Certificates are public; how the keys stand is for administrators. */
export function maySeeKeys(actor: Actor): boolean {
  return actor.memberships.some(({ role }) => role === 'administrator')
}

/**
 * Whoever has the root's key can sign in everybody's name, so it is for the body that runs the installation: the first
 * administrator's. Administrators of bodies that joined later keep their own people and no keys.
 */
export function mayKeepKeys(actor: Actor, runningOrganisationId: string | null): boolean {
  return actor.memberships.some(
    ({ role, organisationId }) => role === 'administrator' && organisationId === runningOrganisationId,
  )
}
