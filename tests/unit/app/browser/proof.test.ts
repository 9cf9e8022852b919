import { base64 } from '@scure/base'
import { beforeEach, expect, test, vi } from 'vitest'
import { proofOf } from '#app/browser/proof.ts'
import type { ProvenKey } from '#app/sealing/proven-keys.ts'
import {
  newHandlerSecret,
  signedText,
  signText,
  Statement,
  verifyKeyOf,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'
import type { PartOf } from '#app/sealing/parts.ts'

const concernId = '5f0c3a5e-0000-4000-8000-000000000001'
const threadId = '5f0c3a5e-0000-4000-8000-000000000002'
const keyId = '5f0c3a5e-0000-4000-8000-000000000003'
const handlerKey = '5f0c3a5e-0000-4000-8000-0000000000a1'
const page = vi.hoisted(() => ({ cases: [] as unknown[] }))
vi.mock('#app/browser/case-data.ts', () => ({ caseOfKey: () => page.cases[0] ?? null, casesHere: () => [] }))
vi.mock('#app/browser/keyring.ts', () => ({
  secretOf: () => null,
  onChange: () => {},
  unlockedKeys: () => [],
}))

let secret: HandlerSecret
beforeEach(async () => {
  secret = await newHandlerSecret()
  page.cases = [{ concernId, keys: [{ keyId, threadId }] }]
})

const message: PartOf<'message'> = { kind: 'message', from: 'handler', words: 'We are here.', fileIds: [] }

function signed(part: PartOf<'message'>, of = { concernId, threadId }): PartOf<'message'> {
  const signature = base64.encode(signText(secret, signedText(of.concernId, of.threadId, part)))
  return { ...part, signed: { keyId: handlerKey, signature } }
}

function trusting(...keys: ProvenKey[]) {
  return { keys, byRecipient: new Map(keys.map((key) => [key.stated.recipient, key])) }
}

function believed(): ProvenKey {
  const stated = Statement.parse({
    amana: 'handler key 1',
    personId: concernId,
    name: 'Fictional person',
    organisationId: concernId,
    duties: ['handle'],
    recipient: 'age1',
    verifyKey: base64.encode(verifyKeyOf(secret)),
  })
  return { keyId: handlerKey, stated, verifyKey: verifyKeyOf(secret) }
}

test('what a handler signed whose key is believed here is theirs, under the name that stands in their key', () => {
  const proof = proofOf(keyId, signed(message), trusting(believed()))
  expect(proof).toEqual({ proven: true, role: 'Fictional person' })
})

test('a good signature of a key that the server only names proves nothing', () => {
  expect(proofOf(keyId, signed(message), trusting())).toMatchObject({ proven: false, why: 'unchecked' })
})

test('other words, another conversation and no signature are told apart', () => {
  const trusted = trusting(believed())
  const why = (part: PartOf<'message'>) => proofOf(keyId, part, trusted)
  expect(why({ ...signed(message), words: 'Come alone.' })).toMatchObject({ proven: false, why: 'changed' })
  const elsewhere = signed(message, { concernId, threadId: concernId })
  expect(why(elsewhere)).toMatchObject({ proven: false, why: 'changed' })
  expect(why(message)).toMatchObject({ proven: false, why: 'unsigned' })
})
