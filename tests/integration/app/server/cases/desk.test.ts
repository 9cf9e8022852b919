import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { openWith, sealTo } from '#app/sealing/age.ts'
import { padded } from '#app/sealing/padding.ts'
import type { DeskStep } from '#app/forms/desk.form.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { deskPage, requestPage } from '#app/server/queries/desk.server.ts'
import { monthsAfter, receiveRequest, takeDeskStep } from '#app/server/workflows/desk.server.ts'
import { tellOfDesk } from '#app/server/workflows/watch-desk.server.ts'
import { actorOf, asHandler } from '#tests/support/cases.ts'
import { steppedUp } from '#tests/support/case-steps.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date('2026-03-04T10:00:00Z')
const marker = 'MARKER the driver asks what you hold'
let door: TestDoor
let first: TestHandler
let second: TestHandler
let elsewhere: TestHandler
let id: string

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  elsewhere = door.nextUp[0]!
  id = randomId()
})

const refused = { status: 403 }
const unknown = { status: 404 }
const notReady = { status: 409 }
const proven = (handler: TestHandler) => steppedUp(handler, now)
const sealed = async (step: string) => {
  const part = { kind: 'step', step: `desk.${step}`, fields: { words: marker } }
  return base64.encode(await sealTo([first.recipient, second.recipient], padded(part)))
}
const take = async (handler: TestHandler, step: DeskStep, actor = asHandler(handler)) => {
  const seen = handler === elsewhere ? 0 : (await requestPage(asHandler(handler), id)).seen
  await takeDeskStep(actor, id, { step, sealed: step === 'signed' ? '' : await sealed(step), seen }, now)
}
const given = async (more = {}) => ({
  id,
  organisationId: first.organisationId,
  kind: 'access' as const,
  receivedOn: '2026-01-31',
  sealed: await sealed('received'),
  ...more,
})
const stateNow = async () => (await requestPage(asHandler(first), id)).state

describe('who is refused', () => {
  test('whoever handles no cases has no desk, and nobody sits at another body’s', async () => {
    const lead = await anAccount({ organisationId: first.organisationId, role: 'safeguarding_lead' })
    const other = actorOf(lead, 'safeguarding_lead', first.organisationId)
    await expect(receiveRequest(other, await given(), now)).rejects.toMatchObject(unknown)
    await expect(deskPage(other)).rejects.toMatchObject(unknown)
    await expect(receiveRequest(asHandler(elsewhere), await given(), now)).rejects.toMatchObject(unknown)
  })

  test('what was not sealed is not taken, nor a day that has not come', async () => {
    const open = Buffer.from('who asks').toString('base64')
    await expect(receiveRequest(asHandler(first), await given({ sealed: open }), now)).rejects.toMatchObject(
      notReady,
    )
    await expect(
      receiveRequest(asHandler(first), await given({ receivedOn: '2026-03-05' }), now),
    ).rejects.toMatchObject(notReady)
  })
})

describe('a request', () => {
  test('is answered within a month of the day on which somebody asked', async () => {
    await receiveRequest(asHandler(first), await given(), now)
    const page = await requestPage(asHandler(second), id)
    expect(page).toMatchObject({ state: 'received', dueOn: new Date('2026-02-28'), isLate: true })
    expect(page.steps).toEqual(['identity', 'extended'])
    const words = await openWith(
      [second.secretKeys.identity],
      base64.decode(page.entries[0]!.parts[0]!.sealed),
    )
    expect(new TextDecoder().decode(words)).toContain(marker)
  })

  test('is not there for another body', async () => {
    await expect(requestPage(asHandler(elsewhere), id)).rejects.toMatchObject(unknown)
    await expect(take(elsewhere, 'identity')).rejects.toMatchObject(unknown)
    expect((await deskPage(asHandler(elsewhere))).requests).toEqual([])
    const rows = await withScope(elsewhere.id, (tx) => tx.deskRequest.findMany())
    expect(rows).toEqual([])
  })

  test('goes through each step, and over none', async () => {
    await expect(take(first, 'weighed')).rejects.toMatchObject(notReady)
    await expect(take(first, 'answered')).rejects.toMatchObject(notReady)
    await take(first, 'identity')
    await take(second, 'searched')
    await expect(take(first, 'reply')).rejects.toMatchObject(notReady)
    await take(first, 'weighed')
    await expect(take(second, 'signed', proven(second))).rejects.toMatchObject(notReady)
    expect(await stateNow()).toBe('weighed')
  })

  test('may take two months more, once', async () => {
    await take(first, 'extended')
    expect((await requestPage(asHandler(first), id)).dueOn).toEqual(new Date('2026-04-30'))
    await expect(take(first, 'extended')).rejects.toMatchObject(notReady)
  })

  test('is not answered by one person alone, nor without proof of who the second is', async () => {
    await take(first, 'reply')
    await expect(take(first, 'signed', proven(first))).rejects.toMatchObject(refused)
    await expect(take(second, 'signed')).rejects.toMatchObject(refused)
    await expect(take(first, 'answered')).rejects.toMatchObject(notReady)
    expect((await requestPage(asHandler(first), id)).maySign).toBe(false)
    expect((await requestPage(asHandler(second), id)).maySign).toBe(true)
  })

  test('the database lets nobody sign their own reply, take back what was written, or answer alone', async () => {
    const change = (data: Record<string, unknown>) => (handler: TestHandler) =>
      withScope(handler.id, (tx) => tx.deskRequest.updateMany({ where: { id }, data }))
    await expect(change({ state: 'signed', secondById: first.id })(first)).rejects.toThrow('two people')
    await expect(change({ state: 'signed', secondById: second.id })(first)).rejects.toThrow('two people')
    await expect(change({ state: 'answered' })(second)).rejects.toThrow('two people')
    await expect(change({ byId: second.id })(first)).rejects.toThrow('somebody else')
    await expect(change({ sealed: Buffer.from('x') })(second)).rejects.toThrow('stays')
    await expect(change({ dueOn: new Date('2027-01-01') })(second)).rejects.toThrow('three months')
  })

  test('two sign, then it is answered; an appeal opens the search again and needs two anew', async () => {
    const { seen } = await requestPage(asHandler(second), id)
    await take(first, 'reply')
    await expect(
      takeDeskStep(proven(second), id, { step: 'signed', sealed: '', seen }, now),
    ).rejects.toMatchObject(notReady)
    await take(second, 'signed', proven(second))
    expect(await stateNow()).toBe('signed')
    await take(first, 'answered')
    expect(await requestPage(asHandler(first), id)).toMatchObject({
      state: 'answered',
      answeredOn: new Date('2026-03-04'),
    })
    await take(first, 'appealed')
    await take(second, 'again')
    await take(second, 'weighed')
    expect((await requestPage(asHandler(first), id)).steps).not.toContain('signed')
    await take(second, 'reply')
    await take(first, 'signed', proven(first))
    expect(await stateNow()).toBe('signed')
  })

  test('who read it is written down, and nothing of it stands in clear', async () => {
    const page = await requestPage(asHandler(first), id)
    expect(page.readings.length).toBeGreaterThanOrEqual(2)
    const [row] = await database.query<{ text: string }>(
      `select encode(sealed, 'escape') as text from desk_request where id = $1`,
      [id],
    )
    expect(row!.text).not.toContain('MARKER')
    expect(JSON.stringify(await deskPage(asHandler(first)))).not.toContain('MARKER')
  })
})

test('who handles cases there is told once in the last week and once on the last day, and not after the answer', async () => {
  const asked = randomId()
  await receiveRequest(asHandler(first), await given({ id: asked, receivedOn: '2026-03-01' }), now)
  const told = () =>
    database.query<{ kind: string; personId: string; open: boolean }>(
      `select kind, person_id as "personId", read_at is null as open from notice where record_id = $1 order by kind, person_id`,
      [asked],
    )
  const on = (day: string) => tellOfDesk(new Date(`${day}T09:00:00Z`))
  await on('2026-03-24')
  expect(await told()).toEqual([])
  for (const day of ['2026-03-25', '2026-03-26', '2026-03-31']) await on(day)
  const handlers = [first, second, ...door.escrow].map((one) => one.id).sort()
  const each = (kind: string, open = true) => handlers.map((personId) => ({ kind, personId, open }))
  expect(await told()).toEqual(each('deskDueSoon'))
  for (const day of ['2026-04-01', '2026-04-02', '2026-05-01']) await on(day)
  expect(await told()).toEqual([...each('deskDue'), ...each('deskDueSoon')])
  await database.query(`alter table desk_request disable trigger user`)
  await database.query(
    `update desk_request set state = 'answered', answered_on = '2026-05-01' where id = $1`,
    [asked],
  )
  await database.query(`alter table desk_request enable trigger user`)
  await on('2026-05-02')
  expect(await told()).toEqual([...each('deskDue', false), ...each('deskDueSoon', false)])
})

test('a month ends with the month', () => {
  expect(monthsAfter(new Date('2026-01-31'), 1)).toEqual(new Date('2026-02-28'))
  expect(monthsAfter(new Date('2026-01-31'), 3)).toEqual(new Date('2026-04-30'))
  expect(monthsAfter(new Date('2026-12-15'), 1)).toEqual(new Date('2027-01-15'))
})
