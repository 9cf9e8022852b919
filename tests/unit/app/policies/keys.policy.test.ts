import { expect, test } from 'vitest'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import { mayKeepKeys, maySeeKeys } from '#app/policies/keys.policy.ts'

const running = 'the body that runs it'

function actor(role: Role, organisationId: string): Actor {
  const membership = {
    id: 'm',
    organisationId,
    organisationName: '',
    organisationKind: 'funder' as const,
    role,
  }
  return {
    id: 'p',
    name: '',
    locale: 'en',
    memberships: [membership],
    membershipId: 'm',
    sessionId: '',
    steppedUpAt: null,
    fictional: true,
  }
}

test('how the keys stand is for administrators, and the keys themselves for those of the body that runs Amana', () => {
  for (const role of roles) {
    const administrates = role === 'administrator'
    expect(maySeeKeys(actor(role, 'another body')), role).toBe(administrates)
    expect(mayKeepKeys(actor(role, running), running), role).toBe(administrates)
    expect(mayKeepKeys(actor(role, 'another body'), running), role).toBe(false)
    expect(mayKeepKeys(actor(role, running), null), role).toBe(false)
  }
})
