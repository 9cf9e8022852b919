import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capacities, roles, systemActor, type Actor, type Capacity, type Role } from '#app/policies/actor.ts'
import {
  concernActions,
  concernParts,
  keptFrom,
  knowsOf,
  mayAct,
  mayPropose,
  mayRead,
  needsStepUp,
  secondedBy,
  type ConcernAction,
  type ConcernFacts,
  type SecondedAction,
} from '#app/policies/concern.policy.ts'
import { favourableConcernEvents } from '#machines/concern.events.ts'
import { aPerson } from '#tests/unit/app/policies/people.ts'

const seconded = Object.keys(secondedBy) as SecondedAction[]
const proposedBy = (personId: string): ConcernFacts['proposedBy'] =>
  Object.fromEntries(Object.values(secondedBy).map((kind) => [kind, personId]))

function inCase(capacity: Capacity, personId = 'somebody', more: Partial<ConcernFacts> = {}): ConcernFacts {
  return {
    participations: [{ organisationId: null, personId, capacity }],
    declaredIds: ['somebody'],
    proposedBy: proposedBy('another'),
    custodianIds: ['somebody'],
    trainedIds: ['somebody'],
    reportById: 'another',
    dangerActorIds: ['another'],
    deciderIds: ['another'],
    ...more,
  }
}

const handler = (id = 'somebody') => aPerson(id, { role: 'case_handler', in: 'the-body' })
const able = (actor: Actor, facts: ConcernFacts) =>
  concernActions.filter((action) => mayAct(actor, action, facts))
const reads = (actor: Actor, facts: ConcernFacts) =>
  concernParts.filter((part) => mayRead(actor, part, facts))

const care: ConcernAction[] = ['beginSubjectCare', 'endSubjectCare']
const notForHandlers: ConcernAction[] = ['receive', 'escalate', 'endOwnThread', ...care]
const forHandlers = concernActions.filter((action) => !notForHandlers.includes(action))

const expected: Partial<Record<`${Capacity} ${Role}`, readonly ConcernAction[]>> = {
  'case_handler case_handler': forHandlers,
  'case_handler safeguarding_lead': forHandlers,
  'subject_carer case_handler': care,
  'subject_carer safeguarding_lead': care,
  'subject_carer focal_point': care,
}

const everyCase = capacities.flatMap((capacity) => roles.map((role) => ({ capacity, role })))

test.each(everyCase)('$role who takes part as $capacity may do what is written, and nothing else', (one) => {
  const actor = aPerson('somebody', { role: one.role, in: 'the-body' })
  expect(able(actor, inCase(one.capacity))).toEqual(expected[`${one.capacity} ${one.role}`] ?? [])
})

test.each(everyCase)('an organisation as $capacity brings its $role nothing: persons take part', (one) => {
  const actor = aPerson('somebody', { role: one.role, in: 'the-body' })
  const participations = [{ organisationId: 'the-body', personId: null, capacity: one.capacity }]
  const facts = { ...inCase(one.capacity), participations }
  expect(able(actor, facts)).toEqual([])
  expect(knowsOf(actor, facts)).toBe(false)
})

test('every event of the machine is somebody’s to send', () => {
  const known: readonly string[] = concernActions
  expect(Object.keys(favourableConcernEvents).filter((type) => !known.includes(type))).toEqual([])
})

describe('who reads', () => {
  test('is nobody by their job alone: without taking part in person the case does not exist', () => {
    for (const role of roles) {
      const facts = inCase('case_handler', 'another')
      expect(knowsOf(aPerson('somebody', { role, in: 'the-body' }), facts)).toBe(false)
    }
  })

  test('a handler reads whom it is about before the account, and the account once no conflict was said', () => {
    const before = inCase('case_handler', 'somebody', { declaredIds: [] })
    expect(reads(handler(), before)).toEqual(['stage', 'clocks', 'tasks', 'subject', 'subjectCare'])
    expect(able(handler(), before)).toEqual(['declare'])
    expect(keptFrom(handler(), 'openAccount', before)).toBe('undeclared')
    expect(reads(handler(), inCase('case_handler'))).toEqual([...concernParts])
  })

  test('who the reporter is, only a custodian', () => {
    const facts = inCase('case_handler', 'somebody', { custodianIds: ['another'] })
    expect(mayRead(handler(), 'identity', facts)).toBe(false)
    expect(keptFrom(handler(), 'discloseIdentity', facts)).toBe('noCustody')
    expect(mayAct(handler(), 'openIdentity', facts)).toBe(false)
    expect(mayAct(handler(), 'sendMessage', facts)).toBe(true)
  })

  test('the overseer sees stage and clock and does nothing', () => {
    const lead = aPerson('somebody', { role: 'safeguarding_lead', in: 'the-funder' })
    expect(reads(lead, inCase('case_overseer'))).toEqual(['stage', 'clocks'])
    expect(able(lead, inCase('case_overseer'))).toEqual([])
    for (const role of roles.filter((one) => one !== 'safeguarding_lead'))
      expect(reads(aPerson('somebody', { role, in: 'the-funder' }), inCase('case_overseer'))).toEqual([])
  })

  test('whoever cares for the subject sees that task, and nothing of the case', () => {
    expect(reads(handler(), inCase('subject_carer'))).toEqual(['subjectCare'])
  })

  test('whoever handles the case does not care for its subject', () => {
    const both = inCase('case_handler')
    const participations = [
      ...both.participations,
      { organisationId: null, personId: 'somebody', capacity: 'subject_carer' as const },
    ]
    expect(mayAct(handler(), 'beginSubjectCare', { ...both, participations })).toBe(false)
    expect(keptFrom(handler(), 'beginSubjectCare', { ...both, participations })).toBe('handlesIt')
  })

  test('whoever said that there is a conflict knows nothing of it any more', () => {
    const facts = inCase('case_handler')
    const participations = [
      ...facts.participations,
      { organisationId: null, personId: 'somebody', capacity: 'recused' as const },
    ]
    expect(knowsOf(handler(), { ...facts, participations })).toBe(false)
    expect(able(handler(), { ...facts, participations })).toEqual([])
  })

  test('whoever left the job has left the case, although their name still stands in it', () => {
    expect(knowsOf(aPerson('somebody'), inCase('case_handler'))).toBe(false)
  })

  test('a principal investigator, programme officer, reviewer, approver or administrator never reads an account', () => {
    for (const role of [
      'principal_investigator',
      'programme_officer',
      'reviewer',
      'approver',
      'administrator',
    ] as const)
      for (const capacity of capacities)
        for (const part of ['account', 'messages', 'notes', 'log', 'identity'] as const)
          expect(mayRead(aPerson('somebody', { role, in: 'the-body' }), part, inCase(capacity))).toBe(false)
  })
})

describe('two people', () => {
  test.each(seconded)('%s is done by whoever did not propose it, and only when somebody has', (action) => {
    const own = inCase('case_handler', 'somebody', { proposedBy: proposedBy('somebody') })
    expect(mayAct(handler(), action, own)).toBe(false)
    expect(keptFrom(handler(), action, own)).toBe('proposedIt')
    const none = inCase('case_handler', 'somebody', { proposedBy: {} })
    expect(mayAct(handler(), action, none)).toBe(false)
    expect(keptFrom(handler(), action, none)).toBe('nobodyProposed')
    expect(mayPropose(handler(), action, none)).toBe(true)
    expect(mayPropose(handler(), action, inCase('case_handler'))).toBe(false)
    expect(mayPropose(handler(), action, { ...none, declaredIds: [] })).toBe(false)
  })

  test('only a custodian proposes to say who somebody is', () => {
    const facts = inCase('case_handler', 'somebody', { proposedBy: {}, custodianIds: [] })
    expect(mayPropose(handler(), 'discloseIdentity', facts)).toBe(false)
  })

  test('a report is reviewed by another than its author, a danger by another than who acted', () => {
    const facts = inCase('case_handler', 'somebody', { reportById: 'somebody', dangerActorIds: ['somebody'] })
    expect(keptFrom(handler(), 'reviewReport', facts)).toBe('wroteIt')
    expect(keptFrom(handler(), 'reviewDanger', facts)).toBe('didIt')
  })

  test('an outcome is looked at again by somebody who had no part in it', () => {
    const facts = inCase('case_handler', 'somebody', { deciderIds: ['somebody'] })
    expect(keptFrom(handler(), 'hearReview', facts)).toBe('decidedIt')
  })

  test('in danger one person acts alone, and is trained for it', () => {
    const untrained = inCase('case_handler', 'somebody', { trainedIds: [], proposedBy: {} })
    expect(keptFrom(handler(), 'actInDanger', untrained)).toBe('notTrained')
    expect(mayAct(handler(), 'actInDanger', { ...untrained, trainedIds: ['somebody'] })).toBe(true)
  })

  test('whatever was proposed by whom, nobody ever does both', () => {
    const person = fc.constantFrom('ada', 'bola', 'chidi')
    fc.assert(
      fc.property(person, person, fc.constantFrom(...seconded), (proposer, actor, action) => {
        const facts = inCase('case_handler', actor, {
          declaredIds: [actor],
          custodianIds: [actor],
          proposedBy: { [secondedBy[action]]: proposer },
        })
        expect(mayAct(handler(actor), action, facts)).toBe(proposer !== actor)
      }),
    )
  })
})

describe('whoever comes back with a code', () => {
  const filed = { kind: 'code', filed: true } as const
  const other = { kind: 'code', filed: false } as const
  const facts = inCase('case_handler')

  test('writes, answers what is offered, asks that another looks again, comes back and goes', () => {
    expect(concernActions.filter((action) => mayAct(other, action, facts)).sort()).toEqual([
      'acceptSupport',
      'askForReview',
      'comeBack',
      'declineSupport',
      'endOwnThread',
      'reopenContact',
      'sendMessage',
    ])
  })

  test('withdraws the report only if they filed it: nobody withdraws somebody else', () => {
    expect(
      concernActions.filter((action) => mayAct(filed, action, facts) && !mayAct(other, action, facts)).sort(),
    ).toEqual(['convert', 'takePartAgain', 'withdraw'])
  })
})

test('the clock takes in and passes on that something is late; it decides nothing', () => {
  const able = concernActions.filter((action) => mayAct(systemActor, action, inCase('case_handler')))
  expect(able).toEqual(['receive', 'escalate'])
})

test('what cannot be taken back asks once more who is there', () => {
  expect(concernActions.filter(needsStepUp).sort()).toEqual([
    'closeWithdrawn',
    'confirmOutcome',
    'deleteContent',
    'discloseIdentity',
    'exportCase',
    'giveLesson',
    'openIdentity',
    'referByDuty',
    'rejoin',
    'releaseHold',
    'removeHandler',
  ])
})
