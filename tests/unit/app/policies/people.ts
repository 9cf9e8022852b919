import {
  capacities,
  roles,
  type Actor,
  type Capacity,
  type Membership,
  type OrganisationKind,
  type Role,
} from '#app/policies/actor.ts'
import type { ParticipationFact } from '#app/policies/participation.ts'

/** Somebody with one job in one organisation, or several. */
export function aPerson(id: string, ...jobs: { role: Role; in: string; kind?: OrganisationKind }[]): Actor {
  const memberships = jobs.map(({ role, in: organisationId, kind = 'funder' }, index): Membership => ({
    id: `${id}-${index}`,
    organisationId,
    organisationName: organisationId,
    organisationKind: kind,
    role,
  }))
  return {
    id,
    name: id,
    locale: 'en',
    memberships,
    membershipId: memberships[0]?.id ?? null,
    sessionId: 'session',
    steppedUpAt: null,
    fictional: true,
  }
}

/** One organisation for each capacity, named after it. */
export const everybodyTakesPart: ParticipationFact[] = capacities.map((capacity) => ({
  organisationId: capacity,
  personId: null,
  capacity,
}))

export interface Case {
  capacity: Capacity | 'outsider'
  role: Role
}

/** Every job in every capacity, and every job in an organisation that takes no part. */
export const everyCase: Case[] = [...capacities, 'outsider' as const].flatMap((capacity) =>
  roles.map((role) => ({ capacity, role })),
)

/** `expected['author principal_investigator']` lists what is allowed; whatever is not listed must be refused. */
export type Expected<Action extends string> = Partial<
  Record<`${Case['capacity']} ${Role}`, readonly Action[]>
>
