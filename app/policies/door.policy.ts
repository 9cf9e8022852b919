import type { Actor } from '#app/policies/actor.ts'

const keepers = ['safeguarding_lead', 'case_handler'] as const

/** The bodies whose reporting pages somebody looks after. Running the installation or a project is no such job. */
export function bodiesWithDoorsOf(actor: Actor): { id: string; name: string }[] {
  const kept = actor.memberships.filter(({ role }) => (keepers as readonly string[]).includes(role))
  return [
    ...new Map(kept.map(({ organisationId: id, organisationName: name }) => [id, { id, name }])).values(),
  ]
}

export function mayKeepDoor(actor: Actor, door: { organisationId: string }): boolean {
  return bodiesWithDoorsOf(actor).some(({ id }) => id === door.organisationId)
}

/** Who reads, who never does, and what is heard: at an open page two people change it. */
const byTwo: readonly string[] = ['bodies', 'team', 'rota', 'spoken']

export function changesByTwo(door: { openedOn: Date | null }, part: string): boolean {
  return door.openedOn !== null && byTwo.includes(part)
}

/** Whoever belongs to the project has no say in who reads at its page. */
export function isOfTeam(
  actor: Actor,
  terms: { teamOrganisationIds: readonly string[]; teamPersonIds: readonly string[] },
): boolean {
  return (
    terms.teamPersonIds.includes(actor.id) ||
    actor.memberships.some(({ organisationId }) => terms.teamOrganisationIds.includes(organisationId))
  )
}

export interface OpeningFacts {
  /** Persons of the receiving body who may read, each with a key that counts. */
  handlers: number
  /** The same of bodies outside the chain. */
  outside: number
  rotaGaps: number
  retentionRows: number
  retentionSigned: boolean
  controllerNamed: boolean
  /** In each language of the page: where, by whom, and when somebody reads. */
  worded: boolean
  tested: boolean
}

export const openingConditions = [
  'words',
  'handlers',
  'outside',
  'rota',
  'retention',
  'controller',
  'test',
] as const
export type OpeningCondition = (typeof openingConditions)[number]

/** The same in an evaluation as in life. */
export function missingToOpen(facts: OpeningFacts): OpeningCondition[] {
  const holds: Record<OpeningCondition, boolean> = {
    words: facts.worded,
    handlers: facts.handlers >= 2,
    outside: facts.outside >= 1,
    rota: facts.rotaGaps === 0,
    retention: facts.retentionRows > 0 && facts.retentionSigned,
    controller: facts.controllerNamed,
    test: facts.tested,
  }
  return openingConditions.filter((each) => !holds[each])
}
