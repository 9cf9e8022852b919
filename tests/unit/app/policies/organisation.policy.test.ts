import { describe, expect, test } from 'vitest'
import { roles, type Role } from '#app/policies/actor.ts'
import { mayAct, organisationActions, type OrganisationAction } from '#app/policies/organisation.policy.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { aPerson } from '#tests/unit/app/policies/people.ts'

const expected: Record<Role, readonly OrganisationAction[]> = {
  programme_officer: ['vouch'],
  reviewer: ['vouch'],
  approver: ['vouch'],
  principal_investigator: ['seePeople', 'invite', 'vouch'],
  focal_point: ['vouch'],
  safeguarding_lead: ['seePeople', 'vouch', 'seeLog', 'seeWitnesses'],
  case_handler: ['vouch'],
  administrator: [
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
  ],
}

test.each(roles)('%s: refused whatever is not theirs', (role) => {
  const person = aPerson('somebody', { role, in: 'home' })
  for (const action of organisationActions) {
    const facts = { organisationId: 'home', subjectId: 'another' }
    expect(mayAct(person, action, facts), action).toBe(expected[role].includes(action))
  }
})

test.each(roles)('%s: may do nothing in another organisation', (role) => {
  const person = aPerson('somebody', { role, in: 'home' })
  for (const action of organisationActions)
    expect(mayAct(person, action, { organisationId: 'away', subjectId: 'another' }), action).toBe(false)
})

test('what concerns the whole installation is for those who look after it; people belong to an organisation', () => {
  const whole = { organisationId: null, subjectId: 'another' }
  const open = (role: Role) =>
    organisationActions.filter((action) => mayAct(aPerson('somebody', { role, in: 'home' }), action, whole))
  expect(open('administrator')).toEqual([
    'seeJobs',
    'retryJob',
    'seeLog',
    'seeWitnesses',
    'changeWitnesses',
    'addOrganisation',
  ])
  expect(open('safeguarding_lead')).toEqual(['seeLog', 'seeWitnesses'])
  for (const role of [
    'programme_officer',
    'reviewer',
    'approver',
    'principal_investigator',
    'focal_point',
  ] as const) {
    expect(open(role)).toEqual([])
  }
})

describe('invitations', () => {
  const invite = (role: Role, invited: Role) =>
    mayAct(aPerson('somebody', { role, in: 'home' }), 'invite', { organisationId: 'home', role: invited })

  test('a principal investigator invites a focal point and nobody else', () => {
    expect(roles.filter((invited) => invite('principal_investigator', invited))).toEqual(['focal_point'])
  })

  test('an administrator invites for every job, anybody else for none', () => {
    expect(roles.filter((invited) => invite('administrator', invited))).toEqual(roles)
    for (const role of roles.filter((one) => one !== 'administrator' && one !== 'principal_investigator')) {
      expect(roles.filter((invited) => invite(role, invited))).toEqual([])
    }
  })

  test('two jobs do not add up: the one that invites must be held in that organisation', () => {
    const person = aPerson(
      'somebody',
      { role: 'principal_investigator', in: 'home' },
      { role: 'administrator', in: 'away' },
    )
    expect(mayAct(person, 'invite', { organisationId: 'home', role: 'approver' })).toBe(false)
    expect(mayAct(person, 'invite', { organisationId: 'away', role: 'approver' })).toBe(true)
  })
})

describe('oneself', () => {
  const administrator = aPerson('she', { role: 'administrator', in: 'home' })
  const facts = { organisationId: 'home', subjectId: 'she' }

  test.each(['giveRole', 'endMembership', 'vouch'] as const)('nobody does %s to themselves', (action) => {
    expect(mayAct(administrator, action, facts)).toBe(false)
    expect(mayAct(administrator, action, { ...facts, subjectId: 'another' })).toBe(true)
  })

  test('two people vouch, not one twice', () => {
    const second = { organisationId: 'home', subjectId: 'another', firstVoucherId: 'she' }
    expect(mayAct(administrator, 'vouch', second)).toBe(false)
    expect(mayAct(aPerson('he', { role: 'focal_point', in: 'home' }), 'vouch', second)).toBe(true)
  })
})

test('a second thing at sign-in is asked of those whose word opens or decides something', () => {
  const asked = roles.filter((role) => needsSecondFactor([{ role }]))
  expect(asked).toEqual(['reviewer', 'approver', 'safeguarding_lead', 'case_handler', 'administrator'])
  expect(needsSecondFactor([])).toBe(false)
  expect(needsSecondFactor([{ role: 'focal_point' }, { role: 'approver' }])).toBe(true)
})
