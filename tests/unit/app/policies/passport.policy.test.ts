import { expect, test } from 'vitest'
import { roles, type Role } from '#app/policies/actor.ts'
import { bodiesOf, mayAct, passportActions, type PassportAction } from '#app/policies/passport.policy.ts'
import { aPerson } from '#tests/unit/app/policies/people.ts'

const expected: Record<Role, readonly PassportAction[]> = {
  programme_officer: ['readOpened'],
  reviewer: ['readOpened'],
  approver: ['readOpened'],
  principal_investigator: ['read', 'change'],
  focal_point: ['read'],
  safeguarding_lead: ['read', 'change', 'readOpened'],
  case_handler: [],
  administrator: [],
}

test.each(roles)('%s: refused whatever is not theirs', (role) => {
  const person = aPerson('somebody', { role, in: 'home' })
  for (const action of passportActions)
    expect(mayAct(person, action, 'home'), action).toBe(expected[role].includes(action))
})

test.each(roles)('%s: may do nothing with the passport of another organisation', (role) => {
  const person = aPerson('somebody', { role, in: 'home' })
  for (const action of passportActions) expect(mayAct(person, action, 'away'), action).toBe(false)
})

test('who only looks after accounts reads no passport, their own body’s or another’s', () => {
  expect(
    passportActions.flatMap((action) =>
      bodiesOf(aPerson('a', { role: 'administrator', in: 'home' }), action),
    ),
  ).toEqual([])
})

test('two jobs do not add up: to change a passport, the job must be held in that organisation', () => {
  const person = aPerson(
    'she',
    { role: 'focal_point', in: 'home' },
    { role: 'principal_investigator', in: 'away' },
  )
  expect(mayAct(person, 'change', 'home')).toBe(false)
  expect(mayAct(person, 'change', 'away')).toBe(true)
})

test('the organisation of the job in the header comes first, and each once', () => {
  const person = aPerson(
    'she',
    { role: 'principal_investigator', in: 'home' },
    { role: 'safeguarding_lead', in: 'away' },
    { role: 'safeguarding_lead', in: 'home' },
  )
  expect(bodiesOf({ ...person, membershipId: 'she-1' }, 'read').map(({ id }) => id)).toEqual(['away', 'home'])
})
