import { expect, test } from 'vitest'
import { organisationKinds, roles, type Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/framework.policy.ts'

function somebody(
  role: Actor['memberships'][number]['role'],
  organisationKind: 'funder' | 'university',
): Actor {
  return {
    id: 'p',
    name: 'Ruth',
    locale: 'en',
    memberships: [{ id: 'm', organisationId: 'body', organisationName: 'Body', organisationKind, role }],
    membershipId: 'm',
    sessionId: 's',
    steppedUpAt: null,
    fictional: true,
  }
}

test('of all jobs in all kinds of bodies, a funder’s programme officer alone publishes requirements', () => {
  const may = organisationKinds.flatMap((kind) =>
    roles
      .filter((role) => mayAct(somebody(role, kind as 'funder'), 'publish', { organisationId: 'body' }))
      .map((role) => `${role} of a ${kind}`),
  )
  expect(may).toEqual(['programme_officer of a funder'])
})

test('and for no other body', () => {
  expect(mayAct(somebody('programme_officer', 'funder'), 'publish', { organisationId: 'other' })).toBe(false)
})
