import type { Actor, Role } from '#app/policies/actor.ts'

export const frameworkActions = ['publish'] as const
export type FrameworkAction = (typeof frameworkActions)[number]

export interface FrameworkFacts {
  /** Whose own requirements they are or would be. */
  organisationId: string
}

/** Everybody who is signed in reads every framework: what is asked of people is no secret. */
export const allowed: Readonly<Partial<Record<Role, readonly FrameworkAction[]>>> = {
  programme_officer: frameworkActions,
}

/** Only a body that pays for research asks something of those it pays. */
export function mayAct(actor: Actor, action: FrameworkAction, { organisationId }: FrameworkFacts): boolean {
  return actor.memberships.some(
    (membership) =>
      membership.organisationId === organisationId &&
      membership.organisationKind === 'funder' &&
      (allowed[membership.role]?.includes(action) ?? false),
  )
}
