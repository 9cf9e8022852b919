import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  believedKeys,
  firstKey,
  hashOfKey,
  nextKeyFacts,
  vouchFor,
  type CaseKey,
  type CaseKeyFacts,
  type Vouched,
} from '#app/sealing/case-key.ts'
import { newHandlerSecret, verifyKeyOf, type HandlerSecret } from '#app/sealing/handler-key.ts'

const concernId = '5f0c3a5e-0000-4000-8000-000000000001'
const threadId = '5f0c3a5e-0000-4000-8000-000000000002'
const otherThread = '5f0c3a5e-0000-4000-8000-000000000003'
interface Hand {
  keyId: string
  secret: HandlerSecret
}
let ama: Hand, ben: Hand, host: Hand
let count = 0

beforeAll(async () => {
  const hand = async (last: string) => ({
    keyId: `5f0c3a5e-0000-4000-8000-0000000000${last}`,
    secret: await newHandlerSecret(),
  })
  ;[ama, ben, host] = [await hand('a1'), await hand('b1'), await hand('c1')]
})

function row(facts: CaseKeyFacts, ...signatures: Vouched[]): CaseKey {
  count += 1
  return { ...facts, keyId: `key ${count}`, signatures }
}
const made = (facts: CaseKeyFacts, by: Hand) => row(facts, vouchFor(facts, 'made', by))
const opened = (facts: CaseKeyFacts, by: Hand) => row(facts, vouchFor(facts, 'opened', by))
const file = firstKey(concernId, 'file', 'age1file')
const thread = firstKey(concernId, 'thread', 'age1thread', threadId)

/** Which of these are believed by somebody who believes Ama and Ben; `opens` as their own envelopes open. */
function believes(keys: CaseKey[], opens: (key: CaseKey) => boolean | null = () => true, known = [ama, ben]) {
  const found = believedKeys(keys, {
    verifyKeyOf: ({ by }) => {
      const hand = known.find(({ keyId }) => keyId === by)
      return hand ? verifyKeyOf(hand.secret) : null
    },
    opens,
  })
  return keys.filter(({ keyId }) => found.has(keyId))
}

test('what came with the filing is believed by whoever opens it, and by nobody for whom it opens another key', () => {
  const filed = [row(file), row(thread)]
  expect(believes(filed)).toEqual(filed)
  expect(believes(filed, () => false)).toEqual([])
  // Not opened here, and nobody who did has signed it.
  expect(believes(filed, () => null)).toEqual([])
  expect(believes([opened(file, ama)], () => null)).toHaveLength(1)
})

test('a key that a handler made in the place of a believed one is believed, and so is the next', () => {
  const first = row(file)
  const second = made(nextKeyFacts([first], first, 'age1second'), ama)
  const third = made(nextKeyFacts([first, second], second, 'age1third'), ben)
  expect(believes([third, first, second])).toHaveLength(3)
})

test('a later key without a signature is not, whatever it opens', () => {
  const first = row(file)
  const facts = nextKeyFacts([first], first, 'age1rogue')
  for (const rogue of [
    row(facts),
    row({ ...facts, follows: null }),
    made(facts, host),
    opened(facts, ama),
    made({ ...facts, follows: null }, ama),
    { ...made(facts, ama), recipient: 'age1another' },
    { ...made(facts, host), signatures: [{ ...vouchFor(facts, 'made', host), by: ama.keyId }] },
  ])
    expect(believes([first, rogue])).toEqual([first])
})

test('a key that goes on from one that is not believed is not believed either', () => {
  const first = row(file)
  const rogue = row(nextKeyFacts([first], first, 'age1rogue'))
  const after = made(nextKeyFacts([first, rogue], rogue, 'age1after'), ama)
  expect(believes([first, rogue, after])).toEqual([first])
  const instead = made(nextKeyFacts([first, rogue], first, 'age1instead'), ama)
  expect(instead.generation).toBe(3)
  expect(believes([first, rogue, instead])).toEqual([first, instead])
})

test('a signature for another case, conversation, kind or number is none for this one', () => {
  const first = row(thread)
  const facts = nextKeyFacts([first], first, 'age1second')
  fc.assert(
    fc.property(
      fc.constantFrom<Partial<CaseKeyFacts>>(
        { concernId: otherThread },
        { threadId: otherThread },
        { kind: 'file' },
        { generation: 7 },
        { recipient: 'age1x' },
        { follows: hashOfKey(facts) },
      ),
      (other) => {
        const borrowed = row(facts, vouchFor({ ...facts, ...other }, 'made', ama))
        expect(believes([first, borrowed])).toEqual([first])
      },
    ),
    { numRuns: 12 },
  )
})

test('once somebody signed the first one, it cannot be exchanged and no second first one stands beside it', () => {
  const first = opened(file, ama)
  expect(believes([{ ...first, recipient: 'age1rogue' }])).toEqual([])
  expect(believes([first, row({ ...file, recipient: 'age1rogue' })])).toEqual([first])
  const unsigned = row(file)
  expect(believes([unsigned, row({ ...file, recipient: 'age1rogue' })])).toEqual([])
})

test('one conversation came with the filing; every other was made by a handler who says so', () => {
  const filed = [row(file), row(thread)]
  const facts = firstKey(concernId, 'thread', 'age1other', otherThread)
  expect(believes([...filed, made(facts, ama)])).toHaveLength(3)
  expect(believes([...filed, row(facts)])).toEqual([filed[0]])
  const signed = [opened(file, ama), opened(thread, ama)]
  expect(believes([...signed, row(facts)])).toEqual(signed)
  // Made by somebody whom this handler cannot check yet: theirs waits, the first one does not.
  expect(believes([...filed, made(facts, host)])).toEqual(filed)
})

test('a case that a handler brought in has no conversation that no handler made', () => {
  const brought = made(file, ama)
  expect(believes([brought, row(thread)])).toEqual([brought])
})
