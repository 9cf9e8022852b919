import { roles, type Actor, type Role } from '#app/policies/actor.ts'

export const organisationActions = [
  'seePeople',
  'invite',
  'giveRole',
  'endMembership',
  'vouch',
  'seeJobs',
  'retryJob',
  'seeLog',
  'seeWitnesses',
  'changeWitnesses',
  'addOrganisation',
] as const
export type OrganisationAction = (typeof organisationActions)[number]

export interface OrganisationFacts {
  /** Null when the action concerns the whole installation: its jobs, its log, a new organisation. */
  organisationId: string | null
  /** Whom it is done to. */
  subjectId?: string | null
  /** The job that is given, or that a membership carries. */
  role?: Role
  /** Who vouched before, when the second of two is asked. */
  firstVoucherId?: string | null
}

const everyMember = ['vouch'] as const

export const allowed: Readonly<Record<Role, readonly OrganisationAction[]>> = {
  programme_officer: everyMember,
  reviewer: everyMember,
  approver: everyMember,
  principal_investigator: [...everyMember, 'seePeople', 'invite'],
  focal_point: everyMember,
  safeguarding_lead: [...everyMember, 'seePeople', 'seeLog', 'seeWitnesses'],
  case_handler: everyMember,
  administrator: organisationActions,
}

/** Whom each job may invite into its own organisation. */
export const invites: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  principal_investigator: ['focal_point'],
  administrator: roles,
}

export function mayAct(actor: Actor, action: OrganisationAction, facts: OrganisationFacts): boolean {
  if (touchesOneself(actor, action, facts)) return false
  return actor.memberships.some(
    ({ organisationId, role }) =>
      (facts.organisationId === null
        ? concernsInstallation(action)
        : organisationId === facts.organisationId) &&
      allowed[role].includes(action) &&
      (action !== 'invite' || facts.role === undefined || (invites[role]?.includes(facts.role) ?? false)),
  )
}

/** Nobody gives themselves a job, shuts themselves out, lets themselves in or vouches twice. */
function touchesOneself(actor: Actor, action: OrganisationAction, facts: OrganisationFacts): boolean {
  if (action === 'vouch' && facts.firstVoucherId === actor.id) return true
  return (
    facts.subjectId === actor.id &&
    (action === 'giveRole' || action === 'endMembership' || action === 'vouch')
  )
}

function concernsInstallation(action: OrganisationAction): boolean {
  switch (action) {
    case 'seePeople':
    case 'invite':
    case 'giveRole':
    case 'endMembership':
    case 'vouch':
      return false
    case 'seeJobs':
    case 'retryJob':
    case 'seeLog':
    case 'seeWitnesses':
    case 'changeWitnesses':
    case 'addOrganisation':
      return true
  }
}
