import { describe, expect, test } from 'vitest'
import { isWellAddressed, type NamedReader, type SealedFor } from '#app/policies/case-import.policy.ts'
import { bodiesToCareFor, loadBand, maySeeFigures, supervisionOf } from '#app/policies/handler-care.policy.ts'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'

const named: NamedReader[] = [
  { keyId: 'own', organisationId: 'body', duties: ['handle'] },
  { keyId: 'colleague', organisationId: 'body', duties: ['handle', 'custody'] },
  { keyId: 'escrow 1', organisationId: 'body', duties: ['escrow'] },
  { keyId: 'escrow 2', organisationId: 'body', duties: ['escrow'] },
  { keyId: 'next', organisationId: 'next', duties: ['handle'] },
  { keyId: 'third', organisationId: 'third', duties: ['handle'] },
]
const to = { receivingId: 'body', ownKeyId: 'own' }
const file = (handlerKeyId: string): SealedFor => ({ kind: 'file', handlerKeyId })
const identity = (handlerKeyId: string): SealedFor => ({ kind: 'identity', handlerKeyId })
const reserve = (handlerKeyId: string): SealedFor => ({ ...file(handlerKeyId), reserve: true })
const pair = (handlerKeyId: string, innerKeyId: string): SealedFor => ({ ...file(handlerKeyId), innerKeyId })
const whole = [
  file('own'),
  file('colleague'),
  identity('colleague'),
  reserve('next'),
  pair('escrow 1', 'escrow 2'),
]

describe('a case that is brought in', () => {
  test.each([
    ['somebody whom the page does not name', [...whole, file('stranger')]],
    ['a second body beside the first', [...whole, file('next')]],
    ['two bodies in reserve', [...whole, reserve('third')]],
    ['the receiving body in reserve', [file('own'), identity('own'), reserve('colleague')]],
    ['somebody twice', [...whole, file('own')]],
    ['a key that is not for reading', [...whole, file('escrow 1')]],
    ['a pair of one', [...whole, pair('escrow 1', 'escrow 1')]],
    ['a pair with somebody who holds no half', [...whole, pair('escrow 1', 'own')]],
    ['a pair in reserve', [...whole, { ...pair('escrow 2', 'escrow 1'), reserve: true as const }]],
    ['others without whoever brings it in', [file('colleague'), identity('colleague')]],
    ['nobody who keeps who somebody is', [file('own'), file('colleague')]],
    ['nobody', []],
  ])('is not taken for %s', (_, envelopes) => {
    expect(isWellAddressed(named, envelopes, to)).toBe(false)
  })

  test('is taken for those whom the page names, and for fewer of them', () => {
    expect(isWellAddressed(named, whole, to)).toBe(true)
    expect(isWellAddressed(named, [file('own'), identity('own')], to)).toBe(true)
  })
})

describe('supervision', () => {
  test('is overdue after twenty-eight days, not on the twenty-eighth', () => {
    expect(supervisionOf(null, '2026-03-29', 28)).toBe('never')
    expect(supervisionOf('2026-02-28', '2026-03-29', 28)).toBe('overdue')
    expect(supervisionOf('2026-03-01', '2026-03-29', 28)).toBe('inTime')
    expect(supervisionOf('2026-03-29', '2026-03-29', 28)).toBe('inTime')
  })

  test('is the business of who handles cases and of the lead of their body; load is told in bands', () => {
    const may = (role: Role) => bodiesToCareFor(actor(role)).length > 0
    expect(roles.filter(may)).toEqual(
      roles.filter((role) => ['safeguarding_lead', 'case_handler'].includes(role)),
    )
    expect([0, 1, 4, 5, 9, 10, 400].map(loadBand)).toEqual([
      'none',
      'few',
      'few',
      'some',
      'some',
      'many',
      'many',
    ])
  })
})

test('figures are for who is answerable for cases, a body or a programme', () => {
  const shut = roles.filter((role) => !maySeeFigures(actor(role)))
  expect([...shut].sort()).toEqual(['administrator', 'focal_point', 'principal_investigator', 'reviewer'])
})

function actor(role: Role): Actor {
  const membership = {
    id: 'm',
    organisationId: 'body',
    organisationName: 'Fictional body',
    organisationKind: 'funder' as const,
    role,
  }
  return {
    id: 'p',
    name: 'Person',
    locale: 'en',
    memberships: [membership],
    membershipId: 'm',
    sessionId: 's',
    steppedUpAt: null,
    fictional: true,
  }
}
