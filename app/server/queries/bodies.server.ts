import type { Actor, Membership } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/programme.policy.ts'
import { mayBegin } from '#app/server/workflows/start-assessment.server.ts'

export type Body = { id: string; name: string }

/** Bodies of the actor in which she may start a programme. */
export function bodiesThatRunProgrammes(actor: Actor): Body[] {
  return bodiesOf(actor, ({ organisationId }) =>
    mayAct(actor, 'start', { participations: [{ organisationId, personId: null, capacity: 'owner' }] }),
  )
}

/** Bodies in whose name she may start a plan. */
export function bodiesThatPlan(actor: Actor): Body[] {
  return bodiesOf(actor, ({ organisationId }) => mayBegin(actor, organisationId, 'project'))
}

/** Funders that she may let answer for their own duties. */
export function bodiesThatAnswerForThemselves(actor: Actor): Body[] {
  return bodiesOf(actor, ({ organisationId }) => mayBegin(actor, organisationId, 'funder'))
}

function bodiesOf(actor: Actor, suits: (membership: Membership) => boolean): Body[] {
  const suitable = actor.memberships.filter(suits)
  const byId = new Map(
    suitable.map(({ organisationId, organisationName }) => [organisationId, organisationName]),
  )
  return [...byId].map(([id, name]) => ({ id, name }))
}
