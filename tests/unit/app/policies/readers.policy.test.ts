import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bodyKinds,
  mayHold,
  readersFor,
  type Duty,
  type HandlerFact,
  type Readers,
  type ReadingFacts,
} from '#app/policies/readers.policy.ts'

const everyDuty: Duty[] = ['handle', 'custody', 'escrow']
const nobodyRemoved = { keyIds: [], organisationIds: [], personIds: [] }

function key(keyId: string, personId: string, bodyId: string, more: Partial<HandlerFact> = {}): HandlerFact {
  return { keyId, personId, bodyId, organisationIds: [bodyId], duties: everyDuty, counted: true, ...more }
}

const facts: ReadingFacts = {
  bodies: [
    { organisationId: 'ombud', kind: 'independent', position: 0 },
    { organisationId: 'funder', kind: 'next_up', position: 1 },
    { organisationId: 'university', kind: 'next_up', position: 0 },
    { organisationId: 'partner', kind: 'receiving', position: 0 },
  ],
  teamOrganisationIds: ['project'],
  teamPersonIds: ['the-principal-investigator'],
  handlers: [
    key('a', 'ada', 'partner'),
    key('b', 'bola', 'partner'),
    key('c', 'chidi', 'university'),
    key('d', 'dede', 'funder'),
    key('e', 'esi', 'ombud'),
  ],
  removed: nobodyRemoved,
}

const without = (removed: Partial<ReadingFacts['removed']>, from = facts) =>
  readersFor({ ...from, removed: { ...from.removed, ...removed } })
const held = (readers: ReturnType<typeof readersFor>): string[] =>
  'nobody' in readers
    ? []
    : [...readers.handlers, ...readers.custodians, ...readers.escrowPairs.flat(), ...readers.reserve]

describe('who reads first', () => {
  test('is the receiving body, all who handle for it', () => {
    expect(readersFor(facts)).toEqual({
      level: 'receiving',
      bodyId: 'partner',
      handlers: ['a', 'b'],
      custodians: ['a', 'b'],
      escrowPairs: [['a', 'b']],
      reserve: ['c'],
    })
  })

  test('is the next body up once nobody is left, then the one after it, last the independent contact', () => {
    const bodyOf = (...personIds: string[]) => without({ personIds }) as Readers
    expect(bodyOf('ada', 'bola')).toMatchObject({ level: 'next_up', bodyId: 'university', handlers: ['c'] })
    expect(bodyOf('ada', 'bola', 'chidi')).toMatchObject({ level: 'next_up', bodyId: 'funder' })
    expect(bodyOf('ada', 'bola', 'chidi', 'dede')).toMatchObject({ level: 'independent', bodyId: 'ombud' })
    expect(without({ personIds: ['ada', 'bola', 'chidi', 'dede', 'esi'] })).toEqual({ nobody: true })
  })

  test('is nobody of the project’s team or site, whatever else they belong to', () => {
    const both = { organisationIds: ['partner', 'project'] }
    const handlers = [key('a', 'ada', 'partner', both), key('b', 'the-principal-investigator', 'partner')]
    expect(readersFor({ ...facts, handlers: [...handlers, key('c', 'chidi', 'university')] })).toMatchObject({
      bodyId: 'university',
    })
  })

  test('holds a key that two present handlers have signed', () => {
    const handlers = [key('a', 'ada', 'partner', { counted: false }), key('b', 'bola', 'partner')]
    expect(held(readersFor({ ...facts, handlers }))).not.toContain('a')
  })
})

describe('whom the reporter takes out', () => {
  test('is out with every key they hold, also when only one of them was shown', () => {
    const handlers = [
      ...facts.handlers,
      key('a-at-home', 'ada', 'partner'),
      key('a-higher-up', 'ada', 'university'),
    ]
    const readers = without({ keyIds: ['a-at-home'] }, { ...facts, handlers })
    expect(held(readers)).not.toContain('a')
    const further = without({ keyIds: ['a-at-home'], personIds: ['bola'] }, { ...facts, handlers })
    expect(further).toMatchObject({ bodyId: 'university', handlers: ['c'] })
  })

  test('is out through whichever membership brought them in, also one that only another of their keys names', () => {
    const handlers = [
      key('a', 'ada', 'partner'),
      key('a-elsewhere', 'ada', 'university', { organisationIds: ['university', 'accused'], counted: false }),
      key('b', 'bola', 'partner'),
    ]
    expect(held(without({ organisationIds: ['accused'] }, { ...facts, handlers }))).not.toContain('a')
  })

  test('may be the lead organisation: it is passed over with its escrow, whoever handles for it', () => {
    const borrowed = key('f', 'femi', 'partner', { organisationIds: ['elsewhere'] })
    const readers = without(
      { organisationIds: ['partner'] },
      { ...facts, handlers: [...facts.handlers, borrowed] },
    )
    expect(readers).toEqual({
      level: 'next_up',
      bodyId: 'university',
      handlers: ['c'],
      custodians: ['c'],
      escrowPairs: [],
      reserve: ['d'],
    })
  })

  test('may be an administrator who also handles: the job gives nothing back', () => {
    const readers = without({ personIds: ['ada'] })
    expect(readers).toMatchObject({ handlers: ['b'], escrowPairs: [] })
  })

  test('may be the only person of a tiny organisation', () => {
    const handlers = facts.handlers.filter(({ keyId }) => keyId !== 'b')
    expect(without({ personIds: ['ada'] }, { ...facts, handlers })).toMatchObject({ level: 'next_up' })
  })

  test('stays out when they join later', () => {
    const joined = [...facts.handlers, key('a-new', 'ada', 'university'), key('g', 'gifty', 'university')]
    const removed = { ...nobodyRemoved, personIds: ['ada'] }
    expect(mayHold({ ...facts, handlers: joined, removed }, 'a-new')).toBe(false)
    expect(mayHold({ ...facts, handlers: joined, removed }, 'g')).toBe(true)
  })
})

const people = ['p1', 'p2', 'p3', 'p4', 'p5']
const organisations = ['o1', 'o2', 'o3', 'o4']
const some = (from: string[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...from), { maxLength })
const aHandler = fc.record({
  keyId: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9'),
  personId: fc.constantFrom(...people),
  organisationIds: some(organisations, 3),
  bodyId: fc.constantFrom(...organisations),
  duties: fc.uniqueArray(fc.constantFrom(...everyDuty), { minLength: 0 }),
  counted: fc.boolean(),
})
const anyFacts: fc.Arbitrary<ReadingFacts> = fc.record({
  bodies: fc.uniqueArray(
    fc.record({
      organisationId: fc.constantFrom(...organisations),
      kind: fc.constantFrom(...bodyKinds),
      position: fc.nat(2),
    }),
    { selector: ({ organisationId }) => organisationId, maxLength: 4 },
  ),
  teamOrganisationIds: some(organisations, 1),
  teamPersonIds: some(people, 1),
  handlers: fc.array(aHandler, { maxLength: 9 }),
  removed: fc.record({
    keyIds: some(['k1', 'k2', 'k3', 'k4'], 1),
    organisationIds: some(organisations, 1),
    personIds: some(people, 2),
  }),
})

/** Everybody who is out, found in another way: names spread along shared keys and persons until nothing is added. */
function outOf({ handlers, removed, teamOrganisationIds, teamPersonIds }: ReadingFacts): Set<HandlerFact> {
  const organisations = [...removed.organisationIds, ...teamOrganisationIds]
  const names = new Set([...removed.keyIds, ...removed.personIds, ...teamPersonIds])
  const isOut = (one: HandlerFact) =>
    names.has(one.keyId) ||
    names.has(one.personId) ||
    [one.bodyId, ...one.organisationIds].some((id) => organisations.includes(id))
  for (let before = -1; before < names.size;) {
    before = names.size
    for (const one of handlers.filter(isOut)) names.add(one.keyId).add(one.personId)
  }
  return new Set(handlers.filter(isOut))
}

const always = (claim: (facts: ReadingFacts) => void) =>
  fc.assert(fc.property(anyFacts, claim), { numRuns: 3000 })

test('nobody who is excluded ever holds an envelope, under whatever key, body or membership', () => {
  always((given) => {
    const out = new Set([...outOf(given)].map(({ keyId }) => keyId))
    for (const keyId of held(readersFor(given))) expect(out.has(keyId)).toBe(false)
  })
})

test('a concern has a reader as long as one person is left who could read it', () => {
  always((given) => {
    const out = outOf(given)
    const left = given.handlers.filter(
      (one) =>
        !out.has(one) &&
        one.counted &&
        one.duties.includes('handle') &&
        given.bodies.some(({ organisationId }) => organisationId === one.bodyId),
    )
    expect('nobody' in readersFor(given)).toBe(left.length === 0)
  })
})

test('no body is passed over while somebody of it is left, and every envelope that opens stays in one body', () => {
  always((given) => {
    const readers = readersFor(given)
    if ('nobody' in readers) return
    const order = ({ kind, position }: ReadingFacts['bodies'][number]) =>
      bodyKinds.indexOf(kind) * 10 + position
    const chosen = given.bodies.find(({ organisationId }) => organisationId === readers.bodyId)!
    const before = given.bodies.filter((body) => order(body) < order(chosen))
    const passedOver = readersFor({ ...given, bodies: before })
    expect(passedOver).toEqual({ nobody: true })
    for (const keyId of held({ ...readers, reserve: [] }))
      expect(
        given.handlers.some((one) => one.keyId === keyId && one.bodyId === readers.bodyId && one.counted),
      ).toBe(true)
  })
})

test('in reserve stand people of one later body, none of whom reads already', () => {
  always((given) => {
    const readers = readersFor(given)
    if ('nobody' in readers) return
    const personsOf = (keyIds: string[]) =>
      given.handlers.filter(({ keyId }) => keyIds.includes(keyId)).map(({ personId }) => personId)
    const reading = new Set(personsOf([...readers.handlers, ...readers.custodians]))
    expect(personsOf(readers.reserve).filter((person) => reading.has(person))).toEqual([])
  })
})

test('recovery always takes two different persons, and each pair is named once', () => {
  always((given) => {
    const readers = readersFor(given)
    if ('nobody' in readers) return
    const personsOf = (keyId: string) =>
      given.handlers.filter((one) => one.keyId === keyId).map(({ personId }) => personId)
    for (const [one, other] of readers.escrowPairs) {
      expect(one).not.toBe(other)
      const shared = personsOf(one).filter((person) => personsOf(other).includes(person))
      expect(shared).toEqual([])
    }
    const named = readers.escrowPairs.map((pair) => [...pair].sort().join(' '))
    expect(new Set(named).size).toBe(named.length)
  })
})

test('removing one more person never gives anybody else’s envelope to somebody who was out', () => {
  always((given) => {
    for (const person of people) {
      const removed = { ...given.removed, personIds: [...given.removed.personIds, person] }
      const out = new Set([...outOf({ ...given, removed })].map(({ keyId }) => keyId))
      expect(held(readersFor({ ...given, removed })).filter((keyId) => out.has(keyId))).toEqual([])
    }
  })
})

test('whoever joins later and is excluded holds nothing either', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(aHandler, { maxLength: 3 }), (given, joiners) => {
      const later = { ...given, handlers: [...given.handlers, ...joiners] }
      const out = outOf(later)
      for (const joiner of joiners) if (out.has(joiner)) expect(mayHold(later, joiner.keyId)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
