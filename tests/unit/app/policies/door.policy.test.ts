import { describe, expect, test } from 'vitest'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import {
  bodiesWithDoorsOf,
  mayKeepDoor,
  missingToOpen,
  openingConditions,
  type OpeningCondition,
  type OpeningFacts,
} from '#app/policies/door.policy.ts'

function anActor(...jobs: [Role, string][]): Actor {
  return {
    id: 'somebody',
    name: 'Somebody',
    locale: 'en',
    memberships: jobs.map(([role, organisationId], index) => ({
      id: String(index),
      organisationId,
      organisationName: organisationId,
      organisationKind: 'funder',
      role,
    })),
    membershipId: null,
    sessionId: '',
    steppedUpAt: null,
    fictional: true,
  }
}

const keepers: Role[] = ['safeguarding_lead', 'case_handler']

describe('a reporting page', () => {
  test.each(roles.filter((role) => !keepers.includes(role)))('is not looked after by: %s', (role) => {
    expect(mayKeepDoor(anActor([role, 'fund']), { organisationId: 'fund' })).toBe(false)
    expect(bodiesWithDoorsOf(anActor([role, 'fund']))).toEqual([])
  })

  test.each(keepers)('is not looked after by the %s of another body', (role) => {
    expect(mayKeepDoor(anActor([role, 'another']), { organisationId: 'fund' })).toBe(false)
  })

  test('is not looked after through an administrator’s job beside a lead’s job elsewhere', () => {
    const actor = anActor(['administrator', 'fund'], ['safeguarding_lead', 'another'])
    expect(mayKeepDoor(actor, { organisationId: 'fund' })).toBe(false)
  })

  test.each(keepers)('is looked after by the %s of the body that receives', (role) => {
    expect(mayKeepDoor(anActor([role, 'fund']), { organisationId: 'fund' })).toBe(true)
  })
})

describe('opening', () => {
  const ready: OpeningFacts = {
    handlers: 2,
    outside: 1,
    rotaGaps: 0,
    retentionRows: 1,
    retentionSigned: true,
    controllerNamed: true,
    worded: true,
    tested: true,
  }
  const lacking: [OpeningCondition, Partial<OpeningFacts>][] = [
    ['words', { worded: false }],
    ['handlers', { handlers: 1 }],
    ['outside', { outside: 0 }],
    ['rota', { rotaGaps: 1 }],
    ['retention', { retentionRows: 0 }],
    ['retention', { retentionSigned: false }],
    ['controller', { controllerNamed: false }],
    ['test', { tested: false }],
  ]

  test.each(lacking)('is refused without: %s', (missing, less) => {
    expect(missingToOpen({ ...ready, ...less })).toEqual([missing])
  })

  test('names everything that is missing at a new page', () => {
    const nothing = Object.fromEntries(Object.keys(ready).map((key) => [key, 0])) as unknown as OpeningFacts
    expect(missingToOpen({ ...nothing, rotaGaps: 3 })).toEqual([...openingConditions])
  })

  test('is possible when nothing is missing', () => {
    expect(missingToOpen(ready)).toEqual([])
  })
})
