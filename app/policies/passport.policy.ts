import type { Actor, Role } from '#app/policies/actor.ts'

export const passportActions = ['read', 'change', 'readOpened'] as const
/** `change` is also what opens it to a funder and closes it again. */
export type PassportAction = (typeof passportActions)[number]

const judging = ['readOpened'] as const

export const allowed: Readonly<Record<Role, readonly PassportAction[]>> = {
  programme_officer: judging,
  reviewer: judging,
  approver: judging,
  principal_investigator: ['read', 'change'],
  focal_point: ['read'],
  safeguarding_lead: ['read', 'change', 'readOpened'],
  case_handler: [],
  administrator: [],
}

/** `organisationId` is the body whose passport it is; for `readOpened`, the body to which it was opened. */
export function mayAct(actor: Actor, action: PassportAction, organisationId: string): boolean {
  return bodiesOf(actor, action).some(({ id }) => id === organisationId)
}

/** The actor's bodies for which they may do this, that of the job in the header first. */
export function bodiesOf(actor: Actor, action: PassportAction): { id: string; name: string }[] {
  const able = actor.memberships.filter(({ role }) => allowed[role].includes(action))
  const first = able.filter(({ id }) => id === actor.membershipId)
  const bodies = new Map([...first, ...able].map((one) => [one.organisationId, one.organisationName]))
  return [...bodies].map(([id, name]) => ({ id, name }))
}
