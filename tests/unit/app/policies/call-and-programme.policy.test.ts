import { describe, expect, test } from 'vitest'
import { systemActor } from '#app/policies/actor.ts'
import { callActions, mayAct as mayActOnCall, type CallAction } from '#app/policies/call.policy.ts'
import {
  mayAct as mayActOnProgramme,
  programmeActions,
  type ProgrammeAction,
} from '#app/policies/programme.policy.ts'
import { aPerson, everybodyTakesPart, everyCase, type Expected } from '#tests/unit/app/policies/people.ts'

const facts = { participations: everybodyTakesPart }

describe('a call', () => {
  const expected: Expected<CallAction> = {
    'owner programme_officer': ['read', 'draft', 'edit', 'publish', 'extend', 'close', 'discard'],
    'owner reviewer': ['read'],
    'owner approver': ['read'],
    'owner safeguarding_lead': ['read'],
  }

  test.each(everyCase)('$capacity, $role: refused whatever is not theirs', ({ capacity, role }) => {
    const allowed = expected[`${capacity} ${role}`] ?? []
    const person = aPerson('somebody', { role, in: capacity })
    for (const action of callActions)
      expect(mayActOnCall(person, action, facts), action).toBe(allowed.includes(action))
  })

  test('jobs may only close it', () => {
    expect(callActions.filter((action) => mayActOnCall(systemActor, action, facts))).toEqual(['close'])
  })
})

describe('a programme', () => {
  const expected: Expected<ProgrammeAction> = {
    'owner programme_officer': ['read', 'start', 'edit', 'addAward'],
    'holder programme_officer': ['read', 'addAward'],
    'partner programme_officer': ['read'],
    'upper_tier programme_officer': ['read'],
  }
  for (const capacity of ['owner', 'holder', 'partner', 'upper_tier'] as const) {
    for (const role of [
      'reviewer',
      'approver',
      'principal_investigator',
      'focal_point',
      'safeguarding_lead',
    ] as const) {
      expected[`${capacity} ${role}`] = ['read']
    }
  }

  test.each(everyCase)('$capacity, $role: refused whatever is not theirs', ({ capacity, role }) => {
    const allowed = expected[`${capacity} ${role}`] ?? []
    const person = aPerson('somebody', { role, in: capacity })
    for (const action of programmeActions)
      expect(mayActOnProgramme(person, action, facts), action).toBe(allowed.includes(action))
  })

  test('an officer starts one in her own organisation only', () => {
    const owner = (organisationId: string) => ({
      participations: [{ organisationId, personId: null, capacity: 'owner' as const }],
    })
    const officer = aPerson('officer', { role: 'programme_officer', in: 'hers' })
    expect(mayActOnProgramme(officer, 'start', owner('another'))).toBe(false)
    expect(mayActOnProgramme(officer, 'start', owner('hers'))).toBe(true)
  })
})
