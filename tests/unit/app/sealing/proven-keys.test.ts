import { base64 } from '@scure/base'
import { beforeAll, expect, test } from 'vitest'
import { identityToRecipient } from '#app/sealing/age.ts'
import {
  newHandlerSecret,
  signText,
  statementText,
  verifyKeyOf,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'
import { provenKeys, type Colleague } from '#app/sealing/proven-keys.ts'

interface Person {
  id: string
  secret: HandlerSecret
  recipient: string
  statement: string
}

const none: ReadonlySet<string> = new Set()
let people: Person[]
let ama: Person, ben: Person, cora: Person, dede: Person, efe: Person, host: Person

beforeAll(async () => {
  people = []
  for (let count = 0; count < 6; count += 1) people.push(await aPerson(count))
  ;[ama, ben, cora, dede, efe, host] = people as [Person, Person, Person, Person, Person, Person]
})

async function aPerson(count: number, personId = count): Promise<Person> {
  const secret = await newHandlerSecret()
  const recipient = await identityToRecipient(secret.identity)
  const statement = statementText({
    amana: 'handler key 1',
    personId: `5f0c3a5e-0000-4000-8000-00000000000${personId}`,
    name: `Fictional person ${count}`,
    organisationId: '5f0c3a5e-0000-4000-8000-0000000000aa',
    duties: ['handle'],
    recipient,
    verifyKey: base64.encode(verifyKeyOf(secret)),
  })
  return { id: `key ${count}`, secret, recipient, statement }
}

function shown(key: Person, ...signers: Person[]): Colleague {
  const signatures = signers.map(({ id, secret }) => ({
    by: id,
    signature: base64.encode(signText(secret, key.statement)),
  }))
  return { keyId: key.id, statement: key.statement, signatures }
}

const believes = (me: Person, colleagues: Colleague[], compared = none) => [
  ...provenKeys(colleagues, [me.secret], compared).keys(),
]

test('a key that nobody signed, that signed itself, or that somebody unknown signed is not believed', () => {
  const founders = [shown(ama, ama, ben), shown(ben, ama, ben)]
  for (const strange of [shown(host), shown(host, host), shown(host, host, efe), shown(host, ben)])
    expect(believes(ama, [...founders, strange, shown(efe, host)])).not.toContain(host.recipient)
})

test('whoever signed my key is not believed for it: anybody could have', () => {
  expect(believes(ama, [shown(ama, host, efe), shown(host, efe, host), shown(efe, host, efe)])).toEqual([])
})

test('one person with two keys is one signer', async () => {
  const again = { ...(await aPerson(7, 1)), id: 'key 7' }
  const colleagues = [shown(ben, ama), shown(again, ama), shown(cora, ben, again)]
  expect(believes(ama, colleagues)).toEqual([ben.recipient, again.recipient])
})

test('another key in a signed statement, or a signature for other words, is not believed', () => {
  const swapped = { ...shown(ben, ama), statement: ben.statement.replace(ben.recipient, host.recipient) }
  expect(believes(ama, [swapped])).toEqual([])
  const respelled = { ...shown(ben, ama), statement: ben.statement.replace('","name"', '", "name"') }
  expect(believes(ama, [respelled], new Set([respelled.statement]))).toEqual([])
  const borrowed = { ...shown(host), signatures: shown(ben, ama, cora).signatures }
  expect(believes(ama, [shown(ben, ama), shown(cora, ama), borrowed])).not.toContain(host.recipient)
})

test('what I signed I believe, and what two whom I believe have signed, and so on', () => {
  const colleagues = [
    shown(efe, cora, dede),
    shown(dede, ama, ben),
    shown(cora, ben, ama),
    shown(ben, ama, ben),
  ]
  expect(believes(ama, colleagues).sort()).toEqual(
    [ben, cora, dede, efe].map(({ recipient }) => recipient).sort(),
  )
  expect(believes(efe, colleagues)).toEqual([])
})

test('whoever came later compares two, and believes whom they signed', () => {
  const colleagues = [
    shown(ama, ama, ben),
    shown(ben, ama, ben),
    shown(dede, ama, ben),
    shown(cora, ama, ben),
  ]
  expect(believes(cora, colleagues)).toEqual([])
  expect(believes(cora, colleagues, new Set([ama.statement]))).toEqual([ama.recipient])
  const compared = new Set([ama.statement, ben.statement])
  expect(believes(cora, colleagues, compared).sort()).toEqual(
    [ama, ben, dede, cora].map(({ recipient }) => recipient).sort(),
  )
})
