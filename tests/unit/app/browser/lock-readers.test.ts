import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chooseReaders,
  namesOut,
  onlyShown,
  outWithAllKeys,
  type LockBody,
} from '#app/browser/lock-readers.ts'
import { readersFor, type Duty } from '#app/policies/readers.policy.ts'

const duties: Duty[] = ['handle', 'custody', 'escrow']
const kinds = ['receiving', 'next_up', 'independent'] as const
const key = fc.record({
  person: fc.integer({ min: 0, max: 4 }),
  duties: fc.subarray(duties, { minLength: 1 }),
  homes: fc.subarray(['body 0', 'body 1', 'body 2']),
})
const bodies = fc.array(fc.array(key, { maxLength: 4 }), { minLength: 1, maxLength: 3 })

test('a browser chooses the same readers as the server, whoever is left out', () => {
  fc.assert(
    fc.property(bodies, fc.func(fc.boolean()), fc.func(fc.boolean()), (given, isOut, isBodyOut) => {
      const shown: LockBody[] = given.map((keys, index) => ({
        organisationId: `body ${index}`,
        readers: keys.map((one, at) => ({
          ...one,
          keyId: `key ${index} ${at}`,
          recipient: `age ${index} ${at}`,
          role: 'handler',
          body: `Body ${index}`,
        })),
      }))
      const all = shown.flatMap(({ organisationId, readers }) =>
        readers.map((one) => ({ ...one, organisationId })),
      )
      const keyIds = all.filter(({ keyId }) => isOut(keyId)).map(({ keyId }) => keyId)
      const organisationIds = shown.map((one) => one.organisationId).filter((id) => isBodyOut(id))
      const persons = all
        .filter(({ keyId }) => keyIds.includes(keyId))
        .map(({ person }) => `person ${person}`)
      const asked = readersFor({
        bodies: shown.map(({ organisationId }, index) => ({
          organisationId,
          kind: kinds[index]!,
          position: 0,
        })),
        teamOrganisationIds: [],
        teamPersonIds: [],
        handlers: all.map((one) => ({
          keyId: one.keyId,
          personId: `person ${one.person}`,
          organisationIds: one.homes,
          bodyId: one.organisationId,
          duties: one.duties as Duty[],
          counted: true,
        })),
        removed: { keyIds, organisationIds, personIds: persons },
      })
      const chosen = chooseReaders(shown, { keyIds, organisationIds })
      if ('nobody' in asked) expect(chosen).toBeNull()
      else
        expect({
          handlers: chosen?.handlers.map((one) => one.keyId).sort(),
          custodians: chosen?.custodians.map((one) => one.keyId).sort(),
          pairs: chosen?.escrowPairs
            .map((pair) =>
              pair
                .map((one) => one.keyId)
                .sort()
                .join(),
            )
            .sort(),
        }).toEqual({
          handlers: [...asked.handlers].sort(),
          custodians: [...asked.custodians].sort(),
          pairs: asked.escrowPairs.map((pair) => [...pair].sort().join()).sort(),
        })
    }),
  )
})

test('who was left out is named for handlers, by role and body', () => {
  const readers = [
    { keyId: 'a', recipient: 'r', person: 0, role: 'handler', body: 'Body', duties: ['handle'], homes: [] },
  ]
  const body = { organisationId: 'o', readers }
  expect(namesOut([body], { keyIds: ['a'], organisationIds: [] })).toEqual(['handler, Body (a)'])
  expect(namesOut([body], { keyIds: [], organisationIds: [] })).toEqual([])
})

test('a key that came to count since the page was shown gets nothing; whoever was taken out stays out with every key', () => {
  const reader = (keyId: string, person: number) => ({
    keyId,
    recipient: `age ${keyId}`,
    person,
    role: 'handler',
    body: 'Body',
    duties: ['handle'],
    homes: [],
  })
  const shown = [{ organisationId: 'o', readers: [reader('a', 0), reader('b', 0), reader('c', 1)] }]
  // The key that was taken out has ended since, and somebody new stands there.
  const now = [{ organisationId: 'o', readers: [reader('b', 0), reader('new', 1)] }]
  const out = outWithAllKeys(shown, { keyIds: ['a'], organisationIds: [] })
  expect(chooseReaders(onlyShown(now, shown), out)).toBeNull()
  expect(chooseReaders(now, out)?.handlers).toEqual([{ keyId: 'new', recipient: 'age new' }])
  const nobodyOut = { keyIds: [], organisationIds: [] }
  expect(chooseReaders(onlyShown(now, shown), nobodyOut)?.handlers).toEqual([
    { keyId: 'b', recipient: 'age b' },
  ])
})
