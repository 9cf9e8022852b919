import type { Actor, Role } from '#app/policies/actor.ts'

/** Jobs that know when their body works. */
const keepers: readonly Role[] = [
  'administrator',
  'programme_officer',
  'principal_investigator',
  'focal_point',
]

/** The days off of a body are entered by itself, never by whoever waits for it. */
export function mayKeepLocalDays(actor: Actor, organisationId: string): boolean {
  return actor.memberships.some(
    (membership) => membership.organisationId === organisationId && keepers.includes(membership.role),
  )
}
