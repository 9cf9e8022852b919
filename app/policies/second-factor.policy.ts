import type { Actor, Role } from '#app/policies/actor.ts'

/** Jobs that open what would harm people if a password were stolen. */
export const rolesNeedingSecondFactor: readonly Role[] = [
  'approver',
  'reviewer',
  'safeguarding_lead',
  'case_handler',
  'administrator',
]

export function needsSecondFactor(memberships: readonly { role: Role }[]): boolean {
  return memberships.some(({ role }) => rolesNeedingSecondFactor.includes(role))
}

const stepUpLasts = 5 * 60_000

/** Deciding and signing ask who is there once more; the answer holds for five minutes. */
export function hasSteppedUp({ steppedUpAt }: Pick<Actor, 'steppedUpAt'>, now: Date): boolean {
  return steppedUpAt !== null && now.getTime() - steppedUpAt.getTime() < stepUpLasts
}
