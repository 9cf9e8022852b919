import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { identityToRecipient, sealTo } from '#app/sealing/age.ts'
import {
  lockWithPhrase,
  newHandlerSecret,
  newOpeningPhrase,
  signText,
  statementText,
  unlockWithPhrase,
  verifyKeyOf,
  wrapText,
  type Duty,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import {
  endKeyPage,
  handlerKeysPage,
  keysBesidePage,
  newKeyPage,
  ownKeys,
  signKeyPage,
  whoOpensPage,
} from '#app/server/queries/handler-keys.server.ts'
import {
  endKey,
  lockKey,
  makeKey,
  removePasskeyLock,
  signKey,
} from '#app/server/workflows/handler-keys.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { anOrganisation, aPerson, type Organisation } from '#tests/support/line.ts'

const database = withTestDatabase()
const refused = { code: 'notPermitted' }
const unknown = { code: 'notFound' }
const text = (bytes: Uint8Array) => base64.encode(bytes)

let body: Organisation
let elsewhere: Organisation
let amina: Actor
let kofi: Actor
let lena: Actor
let stranger: Actor

beforeAll(async () => {
  body = await anOrganisation('Northlight Research Fund', 'funder')
  elsewhere = await anOrganisation('Tsavanya Listening Circle')
  amina = await aPerson('Amina Fictional', 'case_handler', body)
  kofi = await aPerson('Kofi Fictional', 'case_handler', body)
  lena = await aPerson('Lena Fictional', 'case_handler', body)
  stranger = await aPerson('Omar Fictional', 'case_handler', elsewhere)
})

interface Held {
  keyId: string
  secret: HandlerSecret
  phrase: string
  statement: string
}

async function made(actor: Actor, { duties = ['handle'] as Duty[], organisation = body } = {}) {
  const secret = await newHandlerSecret()
  const phrase = newOpeningPhrase()
  const statement = statementText({
    amana: 'handler key 1',
    personId: actor.id,
    name: actor.name,
    organisationId: organisation.id,
    duties,
    recipient: await identityToRecipient(secret.identity),
    verifyKey: text(verifyKeyOf(secret)),
  })
  const wrap = text(await lockWithPhrase(secret, phrase))
  const signature = text(signText(secret, statement))
  return { secret, phrase, given: { organisationId: organisation.id, statement, signature, wrap } }
}

async function makes(actor: Actor, wishes?: Parameters<typeof made>[1]): Promise<Held> {
  const { secret, phrase, given } = await made(actor, wishes)
  const result = await makeKey(actor, given, now())
  if (!result.ok) throw new Error(result.problem)
  return { keyId: result.keyId, secret, phrase, statement: given.statement }
}

function signs(by: Actor, own: Held, other: Held) {
  const given = { byKeyId: own.keyId, signature: text(signText(own.secret, other.statement)) }
  return signKey(by, other.keyId, given, now())
}

async function counts(keyId: string): Promise<boolean> {
  const [row] = await database.query<{ counts: boolean }>(
    'SELECT counted_on IS NOT NULL AS counts FROM handler_key WHERE id = $1',
    [keyId],
  )
  return row!.counts
}

const ledgerOf = (keyId: string) =>
  database.query<{ action: string; data: Record<string, string> }>(
    'SELECT action, data FROM ledger_entry WHERE subject = $1 ORDER BY position',
    [keyId],
  )

test('nobody but a handler makes, sees or ends a key: no administrator, investigator, approver or lead', async () => {
  for (const role of ['administrator', 'principal_investigator', 'approver', 'safeguarding_lead'] as const) {
    const other = await aPerson(`Somebody ${role}`, role, body)
    await expect(makeKey(other, (await made(other)).given, now())).rejects.toMatchObject(refused)
    await expect(handlerKeysPage(other, now())).rejects.toMatchObject(refused)
    await expect(whoOpensPage(other)).rejects.toMatchObject(refused)
    await expect(ownKeys(other)).rejects.toMatchObject(refused)
    expect(() => newKeyPage(other)).toThrow(expect.objectContaining(refused))
  }
  await expect(makeKey(stranger, (await made(stranger)).given, now())).rejects.toMatchObject(refused)
  expect(await database.query('SELECT id FROM handler_key')).toEqual([])
})

test('a key is taken only as the person it says, unaltered, signed by itself and locked', async () => {
  const { given } = await made(amina)
  const changed = (fields: object) =>
    JSON.stringify({ ...(JSON.parse(given.statement) as object), ...fields })
  const statements = [
    changed({ personId: kofi.id }),
    changed({ name: 'Kofi Fictional' }),
    changed({ organisationId: elsewhere.id }),
    changed({ duties: [] }),
    changed({ duties: ['handle', 'handle'] }),
    changed({ duties: ['handle', 'custody'] }),
    changed({ recipient: 'age1pq1nonsense' }),
    changed({ more: 1 }),
    ` ${given.statement}`,
    'nonsense',
  ]
  for (const statement of statements)
    expect(await makeKey(amina, { ...given, statement }, now())).toMatchObject({
      ok: false,
      problem: 'statement',
    })
  const other = await made(amina)
  expect(await makeKey(amina, { ...given, signature: other.given.signature }, now())).toMatchObject({
    problem: 'signature',
  })
  expect(
    await makeKey(amina, { ...given, wrap: text(new TextEncoder().encode('in clear')) }, now()),
  ).toMatchObject({
    problem: 'statement',
  })
  expect(await database.query('SELECT id FROM handler_key')).toEqual([])
})

let ofAmina: Held
let ofKofi: Held
let ofLena: Held

test('the first two are enrolled together: neither counts until each has signed the other', async () => {
  ofAmina = await makes(amina)
  ofKofi = await makes(kofi, { duties: ['handle', 'custody', 'escrow'] })
  await expect(
    signKey(stranger, ofAmina.keyId, { byKeyId: ofKofi.keyId, signature: 'YQ==' }, now()),
  ).rejects.toMatchObject(unknown)
  await expect(signs(amina, ofKofi, ofKofi)).rejects.toMatchObject(refused)
  const forged = { byKeyId: ofAmina.keyId, signature: text(signText(ofKofi.secret, ofKofi.statement)) }
  expect(await signKey(amina, ofKofi.keyId, forged, now())).toMatchObject({ problem: 'signature' })
  const ofSomethingElse = {
    byKeyId: ofAmina.keyId,
    signature: text(signText(ofAmina.secret, ofAmina.statement)),
  }
  expect(await signKey(amina, ofKofi.keyId, ofSomethingElse, now())).toMatchObject({ problem: 'signature' })
  expect(await signs(amina, ofAmina, ofKofi)).toMatchObject({ ok: true })
  expect(await counts(ofKofi.keyId)).toBe(false)
  expect(await signs(amina, ofAmina, ofKofi)).toMatchObject({ problem: 'signedAlready' })
  expect(await signs(kofi, ofKofi, ofAmina)).toMatchObject({ ok: true })
  expect([await counts(ofAmina.keyId), await counts(ofKofi.keyId)]).toEqual([true, true])
})

test('the public ledger says which keys were made, signed and counted, and not whose', async () => {
  const entries = await ledgerOf(ofKofi.keyId)
  expect(entries.map(({ action }) => action)).toEqual([
    'handlerKey.made',
    'handlerKey.signed',
    'handlerKey.counted',
  ])
  for (const { data } of entries) expect(data['statement']).toMatch(/^[0-9a-f]{64}$/)
  expect(entries[1]!.data['by']).toBe(ofAmina.keyId)
  expect(JSON.stringify(entries)).not.toMatch(/Kofi|Amina|age1/)
})

test('a third key waits for two whose keys count; one that waits itself signs nothing', async () => {
  ofLena = await makes(lena)
  const another = await makes(lena)
  await expect(signs(lena, another, ofLena)).rejects.toMatchObject({ code: 'notReady' })
  await signs(amina, ofAmina, ofLena)
  expect(await counts(ofLena.keyId)).toBe(false)
  await signs(kofi, ofKofi, ofLena)
  expect(await counts(ofLena.keyId)).toBe(true)
  await expect(signs(kofi, ofKofi, ofLena)).rejects.toMatchObject({ code: 'notReady' })
  expect((await signKeyPage(kofi, ofLena.keyId)).as).toBe('counted')
})

test('a statement that no longer says what the database says is not signed', async () => {
  const odd = await makes(lena)
  await database.query("UPDATE handler_key SET duties = '{handle,custody}' WHERE id = $1", [odd.keyId])
  expect(await signs(amina, ofAmina, odd)).toMatchObject({ ok: false, problem: 'statement' })
})

test('a key is locked anew only by whoever had it open; the old phrase then opens nothing', async () => {
  const wrapsOf = async () => (await ownKeys(amina)).wraps.filter(({ keyId }) => keyId === ofAmina.keyId)
  const phrase = newOpeningPhrase()
  const wrap = text(await lockWithPhrase(ofAmina.secret, phrase))
  const proofBy = (secret: HandlerSecret, way: 'phrase' | 'passkey' = 'phrase') =>
    text(signText(secret, wrapText(ofAmina.keyId, way, wrap)))
  await expect(
    lockKey(kofi, ofAmina.keyId, 'phrase', { wrap, proof: proofBy(ofKofi.secret) }, now()),
  ).rejects.toMatchObject(refused)
  for (const proof of [proofBy(ofKofi.secret), proofBy(ofAmina.secret, 'passkey'), 'YQ=='])
    expect(await lockKey(amina, ofAmina.keyId, 'phrase', { wrap, proof }, now())).toMatchObject({
      problem: 'signature',
    })
  expect(
    await lockKey(amina, ofAmina.keyId, 'phrase', { wrap, proof: proofBy(ofAmina.secret) }, now()),
  ).toMatchObject({ ok: true })
  const [only, ...more] = await wrapsOf()
  expect(more).toEqual([])
  expect(await unlockWithPhrase(base64.decode(only!.sealed), phrase)).toEqual(ofAmina.secret)
  await expect(unlockWithPhrase(base64.decode(only!.sealed), ofAmina.phrase)).rejects.toThrow()

  const byPasskey = text(
    await sealTo(
      [(JSON.parse(ofAmina.statement) as { recipient: string }).recipient],
      'stands for a passkey',
    ),
  )
  const proof = text(signText(ofAmina.secret, wrapText(ofAmina.keyId, 'passkey', byPasskey)))
  await lockKey(amina, ofAmina.keyId, 'passkey', { wrap: byPasskey, proof }, now())
  const wraps = await wrapsOf()
  expect(wraps.map(({ way }) => way).sort()).toEqual(['passkey', 'phrase'])
  const idOf = (way: string) => wraps.find((each) => each.way === way)!.wrapId
  await expect(removePasskeyLock(amina, ofAmina.keyId, idOf('phrase'), now())).rejects.toMatchObject(unknown)
  await expect(removePasskeyLock(kofi, ofAmina.keyId, idOf('passkey'), now())).rejects.toMatchObject(refused)
  await removePasskeyLock(amina, ofAmina.keyId, idOf('passkey'), now())
  expect((await wrapsOf()).map(({ way }) => way)).toEqual(['phrase'])
})

test('a locked key is given to its owner and to nobody else', async () => {
  expect((await ownKeys(kofi)).wraps.every(({ keyId }) => keyId === ofKofi.keyId)).toBe(true)
  expect((await ownKeys(stranger)).wraps).toEqual([])
})

test('a colleague ends the key of somebody who left, and not before', async () => {
  const newcomer = await aPerson('Nadia Fictional', 'case_handler', body)
  await makes(newcomer)
  await expect(endKey(stranger, ofLena.keyId, now())).rejects.toMatchObject(unknown)
  await expect(endKey(kofi, ofLena.keyId, now())).rejects.toMatchObject(refused)
  await expect(endKeyPage(kofi, ofLena.keyId, now())).rejects.toMatchObject(refused)
  await database.query('UPDATE membership SET until_at = now() WHERE person_id = $1', [lena.id])
  await expect(endKey(newcomer, ofLena.keyId, now())).rejects.toMatchObject(refused)
  await expect(endKeyPage(newcomer, ofLena.keyId, now())).rejects.toMatchObject(refused)
  expect((await handlerKeysPage(newcomer, now())).find(({ id }) => id === ofLena.keyId)!.may.end).toBe(false)
  const shown = (await handlerKeysPage(kofi, now())).find(({ id }) => id === ofLena.keyId)!
  expect(shown).toMatchObject({ left: true, state: 'counts', may: { end: true } })
  await endKey(kofi, ofLena.keyId, now())
  await expect(endKey(kofi, ofLena.keyId, now())).rejects.toMatchObject({ code: 'notReady' })
  expect((await ledgerOf(ofLena.keyId)).at(-1)!.action).toBe('handlerKey.ended')
})

test('whoever ends their own is told when too few are left to let another count', async () => {
  expect(await endKeyPage(amina, ofAmina.keyId, now())).toMatchObject({ own: true, leavesTooFew: true })
  await endKey(amina, ofAmina.keyId, now())
  expect((await ownKeys(amina)).keys).toEqual([])
  await expect(signs(amina, ofAmina, ofLena)).rejects.toMatchObject(refused)
})

describe('where a body has too few to sign', () => {
  let fund: Organisation
  let council: Organisation
  let contact: Organisation
  let far: Organisation
  let ada: Actor
  let ben: Actor
  let cleo: Actor
  let dan: Actor
  let only: Actor
  let faraway: Actor
  let ofAda: Held
  let ofBen: Held
  let ofCleo: Held
  let ofDan: Held
  let ofFaraway: Held

  beforeAll(async () => {
    fund = await anOrganisation('Fictional Coast Fund', 'funder')
    council = await anOrganisation('Fictional Council Above', 'funder')
    contact = await anOrganisation('Fictional Outside Contact')
    far = await anOrganisation('Fictional Body Elsewhere')
    ada = await aPerson('Ada Fictional', 'case_handler', fund)
    ben = await aPerson('Ben Fictional', 'case_handler', fund)
    cleo = await aPerson('Cleo Fictional', 'case_handler', council)
    dan = await aPerson('Dan Fictional', 'case_handler', council)
    only = await aPerson('Only Fictional', 'case_handler', contact)
    faraway = await aPerson('Faraway Fictional', 'case_handler', far)
    const second = await aPerson('Second Faraway Fictional', 'case_handler', far)
    ;[ofAda, ofBen] = await enrolled(fund, ada, ben)
    ;[ofCleo, ofDan] = await enrolled(council, cleo, dan)
    ;[ofFaraway] = await enrolled(far, faraway, second)
    const lead = await aPerson('Lead Fictional', 'safeguarding_lead', fund)
    await database.query(
      `insert into concern_door (slug, organisation_id, name, terms, created_by_id, created_on)
       values ('beside', $1, 'Coast', $2, $3, current_date)`,
      [
        fund.id,
        {
          bodies: [council, contact].map(({ id }) => ({ organisationId: id, kind: 'next_up', position: 1 })),
        },
        lead.id,
      ],
    )
    await database.query(
      `insert into door_agreement (door_id, organisation_id, kind, agreed_by_id, agreed_on)
       select d.id, (b->>'organisationId')::uuid, b->>'kind', $1, current_date
       from concern_door d, jsonb_array_elements(d.terms->'bodies') b where d.slug = 'beside'`,
      [lead.id],
    )
  })

  const besideOf = async (actor: Actor) => (await keysBesidePage(actor)).map(({ id }) => id)

  test('a neighbour is shown nothing and signs nothing while two are left', async () => {
    const third = await aPerson('Third Fictional', 'case_handler', fund)
    const ofThird = await makes(third, { organisation: fund })
    expect(await besideOf(cleo)).toEqual([])
    await expect(signKeyPage(cleo, ofThird.keyId)).rejects.toMatchObject(unknown)
    await expect(signs(cleo, ofCleo, ofThird)).rejects.toMatchObject(unknown)
    await expect(keysBesidePage(await aPerson('Other', 'administrator', fund))).rejects.toMatchObject(refused)
  })

  test('a contact of one person has a key that counts once two neighbours signed it, and not with others', async () => {
    const ofOnly = await makes(only, { organisation: contact })
    expect(await besideOf(faraway)).toEqual([])
    await expect(signs(faraway, ofFaraway, ofOnly)).rejects.toMatchObject(unknown)
    await expect(signs(only, ofOnly, ofOnly)).resolves.toMatchObject({ problem: 'signedAlready' })
    expect(await besideOf(only)).toEqual([])
    expect(await keysBesidePage(cleo)).toMatchObject([
      { id: ofOnly.keyId, name: only.name, body: contact.name, signers: [], may: { sign: true, end: false } },
    ])
    expect(await signKeyPage(cleo, ofOnly.keyId)).toMatchObject({
      as: 'neighbour',
      body: contact.name,
      toSign: { mine: [ofCleo.keyId] },
    })
    const waiting = await makes(cleo, { organisation: council })
    await expect(signs(cleo, waiting, ofOnly)).rejects.toMatchObject({ code: 'notReady' })
    expect(await signs(cleo, ofCleo, ofOnly)).toMatchObject({ ok: true })
    expect(await counts(ofOnly.keyId)).toBe(false)
    expect((await keysBesidePage(cleo))[0]).toMatchObject({ id: ofOnly.keyId, may: { sign: false } })
    expect(await signs(cleo, ofCleo, ofOnly)).toMatchObject({ problem: 'signedAlready' })
    expect(await signs(ada, ofAda, ofOnly)).toMatchObject({ ok: true })
    expect(await counts(ofOnly.keyId)).toBe(true)
    expect(await besideOf(ben)).toEqual([])
    const [shown] = await handlerKeysPage(only, now())
    expect(shown!.signers.map(({ name }) => name).sort()).toEqual([ada.name, cleo.name])
    expect((await ledgerOf(ofOnly.keyId)).map(({ action }) => action)).toContain('handlerKey.counted')
  })

  test('after a phrase was lost, one who is left and one neighbour let the new key count', async () => {
    expect(await endKeyPage(ben, ofBen.keyId, now())).toMatchObject({ leavesTooFew: true })
    await endKey(ben, ofBen.keyId, now())
    const anew = await makes(ben, { organisation: fund })
    expect(await signs(ada, ofAda, anew)).toMatchObject({ ok: true })
    expect(await counts(anew.keyId)).toBe(false)
    await expect(signs(faraway, ofFaraway, anew)).rejects.toMatchObject(unknown)
    expect(await signs(dan, ofDan, anew)).toMatchObject({ ok: true })
    expect(await counts(anew.keyId)).toBe(true)
    ofBen = anew
  })

  test('people whom an administrator puts in the place of all others neither end keys nor count by themselves', async () => {
    await database.query('UPDATE membership SET until_at = now() WHERE person_id = ANY ($1)', [
      [ada.id, ben.id],
    ])
    const puppets = [
      await aPerson('Puppet One Fictional', 'case_handler', fund),
      await aPerson('Puppet Two Fictional', 'case_handler', fund),
    ] as const
    const held = [
      await makes(puppets[0], { organisation: fund }),
      await makes(puppets[1], { organisation: fund }),
    ] as const
    expect((await besideOf(cleo)).sort()).toEqual(expect.arrayContaining(held.map(({ keyId }) => keyId)))
    await expect(endKey(puppets[0], ofAda.keyId, now())).rejects.toMatchObject(refused)
    await expect(signs(puppets[0], held[0], held[1])).rejects.toMatchObject({ code: 'notReady' })
    for (const left of [ada, ben]) {
      const key = left === ada ? ofAda : ofBen
      const gone = { ...left, memberships: [] }
      await expect(endKeyPage(gone, ofCleo.keyId, now())).rejects.toMatchObject(refused)
      expect(await endKeyPage(gone, key.keyId, now())).toMatchObject({ own: true, leavesTooFew: false })
      await endKey(gone, key.keyId, now())
    }
    await expect(signs(puppets[0], held[0], held[1])).rejects.toMatchObject({ code: 'notReady' })
    expect((await signKeyPage(puppets[0], held[1].keyId)).toSign.mine).toEqual([])
    expect(await signs(cleo, ofCleo, held[0])).toMatchObject({ ok: true })
    await endKey(dan, ofDan.keyId, now())
    await expect(signs(dan, ofDan, held[0])).rejects.toMatchObject(unknown)
    expect([await counts(held[0].keyId), await counts(held[1].keyId)]).toEqual([false, false])
  })
})

async function enrolled(organisation: Organisation, one: Actor, other: Actor): Promise<[Held, Held]> {
  const keys: [Held, Held] = [await makes(one, { organisation }), await makes(other, { organisation })]
  await signs(one, keys[0], keys[1])
  await signs(other, keys[1], keys[0])
  expect(await counts(keys[0].keyId)).toBe(true)
  return keys
}
