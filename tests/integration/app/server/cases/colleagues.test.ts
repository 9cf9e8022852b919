import { base64 } from '@scure/base'
import { beforeAll, expect, test } from 'vitest'
import { sealTo } from '#app/sealing/age.ts'
import { signText, wrapText } from '#app/sealing/handler-key.ts'
import { provenKeys } from '#app/sealing/proven-keys.ts'
import { asSystem } from '#app/server/database.server.ts'
import { caseReadersPage } from '#app/server/queries/case.server.ts'
import { handlerKeysPage, ownKeys, signKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { lockKey, takeBackComparison } from '#app/server/workflows/handler-keys.server.ts'
import { aCase, actorOf, asHandler, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

withTestDatabase()
const now = new Date()
const unknown = { code: 'notFound' }
const refused = { code: 'notPermitted' }

let door: TestDoor
let elsewhere: TestDoor
let own: TestCase
let first: TestHandler
let second: TestHandler
let above: TestHandler
let puppet: TestHandler

beforeAll(async () => {
  door = await aDoor()
  elsewhere = await aDoor()
  own = await aCase(door)
  ;[first, second] = door.handlers
  above = door.nextUp[0]!
  puppet = await aHandler(door.organisations.nextUp, ['handle'])
  await declare(asHandler(first), own.id, 'none', now)
})

/** Whoever writes to the database says that it counts, and that two have signed it. */
async function putThere({ keyId }: TestHandler): Promise<void> {
  await asSystem('test', async (tx) => {
    await tx.handlerKey.update({ where: { id: keyId }, data: { countedOn: now } })
    for (const by of [first, second])
      await tx.handlerKeySignature.create({
        data: { keyId, byKeyId: by.keyId, signature: Buffer.alloc(64, 7), onDay: now },
      })
  })
}

const provenFor = async (me: TestHandler, compared: ReadonlySet<string> = new Set()) => {
  const { script } = await caseReadersPage(asHandler(me), own.id)
  return [...provenKeys(script.colleagues, [me.secretKeys], compared).keys()]
}

test('a key that somebody put into the database is offered by the page and believed by no browser', async () => {
  await putThere(puppet)
  const page = await caseReadersPage(asHandler(first), own.id)
  expect(page.letIn.map(({ handlerKeyId }) => handlerKeyId)).toContain(puppet.keyId)
  expect(await provenFor(first)).not.toContain(puppet.recipient)
})

test('a recipient that was exchanged in the database is not what was signed', async () => {
  const change = (recipient: string) =>
    asSystem('test', (tx) => tx.handlerKey.update({ where: { id: second.keyId }, data: { recipient } }))
  await change(puppet.recipient)
  expect(await provenFor(first)).not.toContain(puppet.recipient)
  await change(second.recipient)
})

test('colleagues whom one signed are believed, and their neighbours once they were compared', async () => {
  const proven = await provenFor(first)
  for (const { recipient } of [second, ...door.escrow]) expect(proven).toContain(recipient)
  expect(proven).not.toContain(above.recipient)
  const { statement } = (await signKeyPage(asHandler(first), above.keyId)).toSign
  expect(await provenFor(first, new Set([statement]))).toContain(above.recipient)
})

test('a key that counts is compared by handlers of its body and beside it, and by nobody else', async () => {
  const { organisationId } = first
  const administrator = actorOf(first, 'administrator', organisationId)
  await expect(signKeyPage(administrator, second.keyId)).rejects.toMatchObject(refused)
  await expect(signKeyPage(asHandler(elsewhere.handlers[0]), second.keyId)).rejects.toMatchObject(unknown)
  await expect(signKeyPage(asHandler(first), first.keyId)).rejects.toMatchObject(unknown)
  expect((await signKeyPage(asHandler(first), above.keyId)).toSign).toMatchObject({ counts: true })
  const list = await handlerKeysPage(asHandler(first), now)
  const compares = list.filter(({ may }) => may.compare).map(({ id }) => id)
  expect(compares).not.toContain(first.keyId)
  expect(compares).not.toContain(second.keyId)
})

test('what somebody compared is kept under their own key alone, and only they can have made it', async () => {
  const wrap = base64.encode(await sealTo([first.recipient], 'what I compared'))
  const proofOf = (by: TestHandler, way: 'known' | 'phrase') =>
    base64.encode(signText(by.secretKeys, wrapText(first.keyId, way, wrap)))
  const keep = (by: TestHandler, proof: string) =>
    lockKey(asHandler(by), first.keyId, 'known', { wrap, proof }, now)
  await expect(keep(second, proofOf(second, 'known'))).rejects.toMatchObject(refused)
  for (const proof of [proofOf(second, 'known'), proofOf(first, 'phrase')])
    expect(await keep(first, proof)).toEqual({ ok: false, problem: 'signature' })
  expect(await keep(first, proofOf(first, 'known'))).toMatchObject({ ok: true })
  const ways = async (me: TestHandler) => (await ownKeys(asHandler(me))).wraps.map(({ way }) => way)
  expect((await ways(first)).sort()).toEqual(['known', 'phrase'])
  expect(await ways(second)).toEqual(['phrase'])
})

test('a comparison says its day to whoever made it, and is taken back by them and nobody else', async () => {
  const [escrow] = door.escrow
  const wrap = base64.encode(await sealTo([first.recipient], 'what I compared'))
  const proof = base64.encode(signText(first.secretKeys, wrapText(first.keyId, 'known', wrap)))
  const compare = () =>
    lockKey(asHandler(first), first.keyId, 'known', { wrap, proof, ofKeyId: escrow!.keyId }, now)
  const daysFor = async (me: TestHandler) => ({
    list: (await handlerKeysPage(asHandler(me), now)).find(({ id }) => id === escrow!.keyId)!,
    page: (await signKeyPage(asHandler(me), escrow!.keyId)).comparedOn,
    given: (await ownKeys(asHandler(me))).wraps.filter(({ way }) => way === 'known').length,
  })
  const before = await daysFor(first)
  expect(before).toMatchObject({ list: { comparedOn: null }, page: null })
  await compare()
  await compare()
  const day = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  const after = { list: { comparedOn: day, may: { compare: false } }, page: day, given: before.given + 1 }
  expect(await daysFor(first)).toMatchObject(after)
  expect(await daysFor(second)).toMatchObject({ list: { comparedOn: null }, page: null })

  await expect(takeBackComparison(asHandler(second), escrow!.keyId, now)).rejects.toMatchObject(unknown)
  const lead = actorOf(first, 'safeguarding_lead', first.organisationId)
  await expect(takeBackComparison(lead, escrow!.keyId, now)).rejects.toMatchObject(refused)
  expect(await daysFor(first)).toMatchObject(after)

  await takeBackComparison(asHandler(first), escrow!.keyId, now)
  expect(await daysFor(first)).toMatchObject({
    list: { comparedOn: null, may: before.list.may },
    page: null,
    given: before.given,
  })
  await expect(takeBackComparison(asHandler(first), escrow!.keyId, now)).rejects.toMatchObject(unknown)
  const kept = await asSystem('test', (tx) =>
    tx.handlerKeyWrap.count({ where: { ofKeyId: escrow!.keyId, endedOn: { not: null } } }),
  )
  expect(kept).toBe(2)
})
