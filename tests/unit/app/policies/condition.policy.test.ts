import { describe, expect, test } from 'vitest'
import { systemActor, type Actor } from '#app/policies/actor.ts'
import type { AssessmentFacts } from '#app/policies/assessment.policy.ts'
import {
  conditionActions,
  keptFrom,
  mayAct,
  mayReadCondition,
  needsStepUp,
  type ConditionAction,
  type ConditionFacts,
} from '#app/policies/condition.policy.ts'
import { aPerson, everybodyTakesPart, everyCase, type Expected } from '#tests/unit/app/policies/people.ts'

const assessment: AssessmentFacts = {
  participations: everybodyTakesPart,
  createdById: 'the-author',
  submittedById: 'the-author',
  reviewerIds: ['the-reviewer'],
  decidedById: 'the-setter',
  declaredIds: ['somebody', 'the-setter', 'the-finder', 'the-author', 'left'],
  audience: 'project',
}
const facts: ConditionFacts = { assessment, setById: 'the-setter', foundEnoughById: 'the-finder' }

const owing: ConditionAction[] = [
  'moneyArrived',
  'giveEvidence',
  'takeBackEvidence',
  'askForTime',
  'askForHelp',
]
const answering: ConditionAction[] = ['sendMoney', 'offerHelp', 'giveTime', 'refuseTime']
const checking: ConditionAction[] = ['findEnough', 'sendBack']

const expected: Expected<ConditionAction> = {
  'author principal_investigator': owing,
  'author focal_point': ['moneyArrived', 'giveEvidence', 'askForHelp'],
  'reviewing_body programme_officer': answering,
  'reviewing_body reviewer': [...checking, 'offerHelp'],
  'reviewing_body approver': [...answering, ...checking, 'discharge'],
}

const sorted = (actions: readonly ConditionAction[]) => [...actions].sort()
const able = (actor: Actor, given = facts) =>
  sorted(conditionActions.filter((action) => mayAct(actor, action, given)))

test.each(everyCase)('$role of the $capacity may do what is written, and nothing else', (one) => {
  const actor = aPerson('somebody', { role: one.role, in: one.capacity })
  expect(able(actor)).toEqual(sorted(expected[`${one.capacity} ${one.role}`] ?? []))
})

test('a funder that answers for itself speaks through its safeguarding lead', () => {
  const own = { ...facts, assessment: { ...assessment, audience: 'funder' as const } }
  expect(able(aPerson('somebody', { role: 'safeguarding_lead', in: 'author' }), own)).toEqual(sorted(owing))
  expect(able(aPerson('somebody', { role: 'safeguarding_lead', in: 'reviewing_body' }), own)).toEqual([])
})

test('the clock passes on that something is late and drops what is no longer asked; it judges nothing', () => {
  expect(conditionActions.filter((action) => mayAct(systemActor, action, facts))).toEqual([
    'escalate',
    'drop',
  ])
})

describe('two people look, and neither belongs to the side that owes', () => {
  const approver = (id: string) => aPerson(id, { role: 'approver', in: 'reviewing_body' })

  test('whoever found the evidence enough never confirms it', () => {
    expect(mayAct(approver('the-finder'), 'discharge', facts)).toBe(false)
    expect(keptFrom(approver('the-finder'), 'discharge', facts)).toBe('foundIt')
    expect(mayAct(approver('the-setter'), 'discharge', facts)).toBe(true)
    expect(mayAct(approver('the-finder'), 'sendBack', facts)).toBe(true)
  })

  test('whoever asked for something does not say first that it is enough', () => {
    expect(mayAct(approver('the-setter'), 'findEnough', facts)).toBe(false)
    expect(keptFrom(approver('the-setter'), 'findEnough', facts)).toBe('setIt')
  })

  test('somebody of both sides checks nothing, gives no time and sends no money', () => {
    const both = aPerson(
      'somebody',
      { role: 'approver', in: 'reviewing_body' },
      { role: 'principal_investigator', in: 'author' },
    )
    expect(able(both)).toEqual(sorted(owing))
    expect(keptFrom(both, 'findEnough', facts)).toBe('ownSide')
  })

  test('whoever wrote the plan and left checks nothing of it', () => {
    expect(able(approver('the-author'))).toEqual([])
    const wrote = { ...facts, assessment: { ...assessment, submitterIds: ['left'] } }
    expect(able(approver('left'), wrote)).toEqual([])
  })

  test('nobody checks before saying whether there is a conflict', () => {
    expect(able(approver('undeclared'))).toEqual(sorted(answering))
    expect(keptFrom(approver('undeclared'), 'discharge', facts)).toBe('undeclared')
  })

  test('whoever stepped back for a conflict does nothing and reads nothing', () => {
    const participations = [
      ...everybodyTakesPart,
      { organisationId: null, personId: 'somebody', capacity: 'recused' as const },
    ]
    const recused = { ...facts, assessment: { ...assessment, participations } }
    expect(able(approver('somebody'), recused)).toEqual([])
    expect(mayReadCondition(approver('somebody'), recused)).toBe(false)
  })
})

test('who reads the decision reads its conditions: both sides, not who looks from above or keeps accounts', () => {
  const reads = everyCase
    .filter(({ role, capacity }) => mayReadCondition(aPerson('somebody', { role, in: capacity }), facts))
    .map(({ role, capacity }) => `${capacity} ${role}`)
  expect(reads).toEqual([
    'author principal_investigator',
    'author focal_point',
    'author safeguarding_lead',
    'reviewing_body programme_officer',
    'reviewing_body reviewer',
    'reviewing_body approver',
    'reviewing_body safeguarding_lead',
  ])
})

test('only that it is met asks once more who is there', () => {
  expect(conditionActions.filter(needsStepUp)).toEqual(['discharge'])
})
