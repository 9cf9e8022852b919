export const roles = [
  'programme_officer',
  'reviewer',
  'approver',
  'principal_investigator',
  'focal_point',
  'safeguarding_lead',
  'case_handler',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export const capacities = [
  'owner',
  'author',
  'contributor',
  'commenter',
  'reviewing_body',
  'outside_reviewer',
  'holder',
  'partner',
  'upper_tier',
  'case_handler',
  'case_overseer',
  'subject_carer',
  'recused',
] as const
/** How a person or an organisation takes part in a record; `recused` takes everything else away from a person. */
export type Capacity = (typeof capacities)[number]

export const organisationKinds = ['funder', 'university', 'ngo', 'community'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

export interface Membership {
  id: string
  organisationId: string
  organisationName: string
  organisationKind: OrganisationKind
  role: Role
}

export interface Actor {
  id: string
  name: string
  locale: 'en' | 'fr'
  memberships: Membership[]
  /** The job shown in the header. */
  membershipId: string | null
  sessionId: string
  steppedUpAt: Date | null
  fictional: boolean
}

/** Moves machines on behalf of jobs: a deadline has passed, a document has been drawn. */
export type SystemActor = Readonly<{ kind: 'system' }>
export const systemActor: SystemActor = { kind: 'system' }
