import { describe, expect, test } from 'vitest'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import type { AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { mayOnRegister, maySignOff, registerActions } from '#app/policies/register.policy.ts'

const facts = {
  participations: [
    { organisationId: 'partner', personId: null, capacity: 'author' },
    { organisationId: 'funder', personId: null, capacity: 'reviewing_body' },
    { organisationId: null, personId: 'helper', capacity: 'contributor' },
    { organisationId: null, personId: 'reader', capacity: 'commenter' },
  ],
  createdById: 'somebody',
  submittedById: null,
  reviewerIds: [],
  decidedById: null,
  declaredIds: ['p'],
  audience: 'project',
} as unknown as AssessmentFacts

function person(id: string, role: Role, organisationId: string): Actor {
  const membership = {
    id: `${id}-${role}`,
    organisationId,
    organisationName: '',
    organisationKind: 'ngo' as const,
    role,
  }
  return {
    id,
    name: id,
    locale: 'en',
    memberships: [membership],
    membershipId: membership.id,
    sessionId: '',
    steppedUpAt: null,
    fictional: true,
  }
}

const may = (actor: Actor) => registerActions.filter((action) => mayOnRegister(actor, action, facts))

test('what each job of the author’s body may do', () => {
  expect(Object.fromEntries(roles.map((role) => [role, may(person('p', role, 'partner'))]))).toEqual({
    programme_officer: [],
    reviewer: [],
    approver: ['read'],
    principal_investigator: ['read', 'edit', 'readSealed'],
    focal_point: ['read', 'edit', 'readSealed'],
    safeguarding_lead: ['read', 'edit', 'readSealed'],
    case_handler: [],
    administrator: [],
  })
})

test('of the reviewing body only who decides or looks after safeguarding accepts, and nobody there reads a list', () => {
  expect(Object.fromEntries(roles.map((role) => [role, may(person('p', role, 'funder'))]))).toEqual({
    programme_officer: [],
    reviewer: [],
    approver: ['acceptAsFunder'],
    principal_investigator: [],
    focal_point: [],
    safeguarding_lead: ['acceptAsFunder'],
    case_handler: [],
    administrator: [],
  })
  expect(may(person('undeclared', 'approver', 'funder'))).toEqual([])
  expect(may(person('undeclared', 'safeguarding_lead', 'funder'))).toEqual(['acceptAsFunder'])
})

test('whoever was asked to help writes or reads, and never what is sealed, whatever job they have elsewhere', () => {
  for (const role of roles) {
    expect(may(person('helper', role, 'elsewhere'))).toEqual(['read', 'edit'])
    expect(may(person('reader', role, 'elsewhere'))).toEqual(['read'])
    expect(may(person('stranger', role, 'elsewhere'))).toEqual([])
  }
})

describe('signing off what remains', () => {
  const lead = { personId: 'lead', role: 'safeguarding_lead' as const }
  const approver = { personId: 'approver', role: 'approver' as const }
  const risk = { sealed: false, lastEditorId: 'writer', signers: [lead, approver] }
  const investigator = person('investigator', 'principal_investigator', 'partner')

  test('is for the safeguarding lead or an approver', () => {
    const signs = roles.filter((role) => maySignOff(person('p', role, 'partner'), risk, facts))
    expect(signs).toEqual(['approver', 'safeguarding_lead'])
  })

  test('is never for who wrote it last, nor for anybody outside the body', () => {
    expect(maySignOff(person('writer', 'safeguarding_lead', 'partner'), risk, facts)).toBe(false)
    expect(maySignOff(person('p', 'safeguarding_lead', 'funder'), risk, facts)).toBe(false)
    expect(maySignOff(person('helper', 'safeguarding_lead', 'elsewhere'), risk, facts)).toBe(false)
  })

  test('falls to the investigator where nobody else of the body could', () => {
    expect(maySignOff(investigator, { ...risk, signers: [] }, facts)).toBe(true)
    expect(maySignOff(investigator, { ...risk, signers: [{ ...lead, personId: 'writer' }] }, facts)).toBe(
      true,
    )
    expect(maySignOff(investigator, { ...risk, signers: [], lastEditorId: 'investigator' }, facts)).toBe(
      false,
    )
  })

  test('of sealed words is for who may read them', () => {
    const sealed = { ...risk, sealed: true }
    expect(maySignOff(person('approver', 'approver', 'partner'), sealed, facts)).toBe(false)
    expect(maySignOff(person('lead', 'safeguarding_lead', 'partner'), sealed, facts)).toBe(true)
    expect(maySignOff(investigator, { ...sealed, signers: [approver] }, facts)).toBe(true)
  })
})

test('whoever was asked to help and belongs to the reviewing body by now finds no list any more', () => {
  for (const role of ['reviewer', 'programme_officer'] as const)
    for (const id of ['helper', 'reader']) expect(may(person(id, role, 'funder'))).toEqual([])
})
