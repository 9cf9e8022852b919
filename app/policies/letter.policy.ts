import type { Actor, Membership, Role } from '#app/policies/actor.ts'

const writers: readonly Role[] = ['approver', 'programme_officer']

/** The body whose letters the actor writes: that of the job in the header, or the first where they may. */
export function letterBody(actor: Actor): Pick<Membership, 'organisationId' | 'organisationName'> | null {
  const may = actor.memberships.filter(({ role }) => writers.includes(role))
  const inHeader = actor.memberships.find(({ id }) => id === actor.membershipId)
  return may.find(({ organisationId }) => organisationId === inHeader?.organisationId) ?? may[0] ?? null
}
