import type { Actor, Capacity, Role } from '#app/policies/actor.ts'

/** One line of who takes part: an organisation with its members, a person, or one person of one organisation. */
export interface ParticipationFact {
  organisationId: string | null
  personId: string | null
  capacity: Capacity
}

export interface Standing {
  capacity: Capacity
  role: Role
}

/** Which jobs the actor may do in which capacity. Somebody who takes part in person brings every job they hold. */
export function standingsOf(
  actor: Actor,
  facts: { participations: readonly ParticipationFact[] },
): Standing[] {
  if (isRecused(actor, facts)) return []
  return facts.participations.flatMap(({ organisationId, personId, capacity }) => {
    if (personId !== null && personId !== actor.id) return []
    if (organisationId === null && personId === null) return []
    return actor.memberships
      .filter((membership) => organisationId === null || membership.organisationId === organisationId)
      .map(({ role }) => ({ capacity, role }))
  })
}

/** Whether the actor stepped back for a conflict: nothing of the record is theirs any more. */
export function isRecused(actor: Actor, facts: { participations: readonly ParticipationFact[] }): boolean {
  return facts.participations.some(
    ({ personId, capacity }) => personId === actor.id && capacity === 'recused',
  )
}

/** In which capacities the actor takes part, with whatever job. */
export function capacitiesOf(
  actor: Actor,
  facts: { participations: readonly ParticipationFact[] },
): Capacity[] {
  if (isRecused(actor, facts)) return []
  const named = facts.participations
    .filter(({ personId }) => personId === actor.id)
    .map(({ capacity }) => capacity)
  return [...new Set([...standingsOf(actor, facts).map(({ capacity }) => capacity), ...named])]
}

/** How somebody helps to write a plan, invited in person: whatever jobs they hold elsewhere bring nothing and take nothing. */
export type Contribution = 'contributor' | 'commenter'

/** Null for whoever was not invited, and for members of the body that reviews: they help neither to write nor to read a draft. */
export function contributionOf(
  actor: Actor,
  facts: { participations: readonly ParticipationFact[] },
): Contribution | null {
  if (capacitiesOf(actor, facts).includes('reviewing_body')) return null
  const asked = facts.participations.filter(({ personId }) => personId === actor.id)
  const found = (['contributor', 'commenter'] as const).find((capacity) =>
    asked.some((one) => one.capacity === capacity),
  )
  return found ?? null
}

/** What each job may do in each capacity. What is not written is refused. */
export type Allowed<Action extends string> = Partial<
  Record<Capacity, Partial<Record<Role, readonly Action[]>>>
>

export function allows<Action extends string>(
  allowed: Allowed<Action>,
  standings: readonly Standing[],
  action: Action,
): boolean {
  return standings.some(({ capacity, role }) => allowed[capacity]?.[role]?.includes(action) ?? false)
}
