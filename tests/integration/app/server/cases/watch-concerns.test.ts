import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import { notify } from '#app/server/jobs/handlers/notify.server.ts'
import { sendMail } from '#app/server/jobs/handlers/send-mail.server.ts'
import { payloads } from '#app/server/jobs/names.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'
import { hearOfCode } from '#app/server/workflows/concern-by-code.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { endKey } from '#app/server/workflows/handler-keys.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { anAccount, type Account } from '#tests/support/accounts.ts'
import { aCase, asHandler, type TestCase } from '#tests/support/cases.ts'
import { caseNow, declareFree, inFile, markerOfSteps, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { propose } from '#app/server/workflows/concern-proposals.server.ts'

const database = withTestDatabase()
const hour = 60 * 60 * 1000
const day = 24 * hour
let now: Date
let door: TestDoor
let first: TestHandler
let second: TestHandler
let lead: Account
let own: TestCase
let steps: ReturnType<typeof stepsOf>

let wallClock: () => void
beforeAll(() => {
  wallClock = replaceClock(() => now)
})
afterAll(() => wallClock())
beforeEach(async () => {
  now = new Date('2026-03-04T10:20:00Z')
  door = await aDoor()
  ;[first, second] = door.handlers
  lead = await anAccount({ organisationId: first.organisationId, role: 'safeguarding_lead' })
  own = await aCase(door, { at: now })
  await declareFree(own.id, [first, second])
  steps = stepsOf(own, [first, second], () => now)
})
afterEach(async () => {
  await database.query("delete from notice; delete from pgboss.job where name <> 'never'")
  // What other cases of this file would still be late for.
  await database.query('update concern_clock set met_on = now() where met_on is null')
  await database.query('update concern set next_due_at = null')
})

/** Jobs that a step left are done, as the worker does them. */
async function work(): Promise<void> {
  const jobs = await database.query<{ id: string; data: unknown }>(
    "select id, data from pgboss.job where name = 'notify'",
  )
  for (const { id, data } of jobs) await notify(payloads.notify.parse(data), { jobId: id, now })
  await database.query("delete from pgboss.job where name = 'notify'")
}
async function strikes(at: Date): Promise<void> {
  now = at
  await watchConcerns()
  await work()
}
const noticesOf = async ({ id }: { id: string }) =>
  (
    await database.query<{ kind: string }>('select kind from notice where person_id = $1 order by at, id', [
      id,
    ])
  ).map(({ kind }) => kind)
const overseers = () =>
  database.query<{ person_id: string }>(
    "select person_id from participation where record_id = $1 and capacity = 'case_overseer'",
    [own.id],
  )
const after = (ms: number) => new Date(now.getTime() + ms)

describe('a case that came', () => {
  test('is told to its handlers once, at a step of six hours, naming nothing; to nobody else', async () => {
    await strikes(after(2 * hour))
    await strikes(after(6 * hour))
    expect(await noticesOf(first)).toEqual(['caseNeedsYou'])
    expect(await noticesOf(second)).toEqual(['caseNeedsYou'])
    for (const other of [lead, ...door.nextUp, ...door.independent, ...door.escrow])
      expect(await noticesOf(other)).toEqual([])
    const rows = await database.query<{ record_id: string; at: Date }>('select record_id, at from notice')
    expect(new Set(rows.map(({ record_id }) => record_id))).toEqual(
      new Set(['00000000-0000-0000-0000-000000000000']),
    )
    expect(rows.every(({ at }) => at.getTime() % (6 * hour) === 0)).toBe(true)
  })

  test('what comes with a code is told at the next step, and leaves no job that says when', async () => {
    await strikes(after(hour))
    await steps.to.safe()
    await database.query("delete from notice; delete from pgboss.job where name = 'notify'")
    await hearOfCode(own.id, { type: 'withdraw', filed: true }, now)
    expect(await database.query("select 1 from pgboss.job where name = 'notify'")).toEqual([])
    await strikes(after(6 * hour))
    await strikes(after(6 * hour))
    expect((await noticesOf(second)).filter((kind) => kind === 'caseNeedsYou').length).toBe(2)
  })
})

describe('a case that nobody can open any more', () => {
  const reserveFor = (handler: TestHandler) =>
    database.query(
      `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
       select id, 'reserve', $2, '\\x00', '2026-03-04' from concern_key where concern_id = $1 and kind = 'file'`,
      [own.id, handler.keyId],
    )
  const endKeys = (...handlers: TestHandler[]) =>
    database.query('update handler_key set ended_on = current_date where id = any ($1)', [
      handlers.map(({ keyId }) => keyId),
    ])
  const handling = async () =>
    (
      await database.query<{ person_id: string }>(
        "select person_id from participation where record_id = $1 and capacity = 'case_handler'",
        [own.id],
      )
    ).map(({ person_id }) => person_id)
  const seatedLines = () =>
    database.query(
      "select person_id, data from case_log_entry where concern_id = $1 and action = 'case.seatReserve'",
      [own.id],
    )

  test('is read by the next body, with a line in the case log, once', async () => {
    const [next] = door.nextUp
    await reserveFor(next!)
    await endKeys(first)
    await strikes(after(hour))
    expect(await handling()).not.toContain(next!.id)
    await database.query(
      "update membership set from_at = now() - interval '2 hours', until_at = now() - interval '1 hour' where person_id = $1",
      [second.id],
    )
    await strikes(after(6 * hour))
    await strikes(after(6 * hour))
    expect(await handling()).toContain(next!.id)
    expect(await noticesOf(next!)).toEqual(['caseNeedsYou'])
    expect(await seatedLines()).toEqual([{ person_id: null, data: { seated: 1 } }])
    for (const other of door.independent) expect(await noticesOf(other)).toEqual([])
  })

  test('is told in the same moment when the last one goes, and by the clock not once more', async () => {
    const others = async () => (await Promise.all(door.independent.map(noticesOf))).flat()
    await endKey(asHandler(first), first.keyId, now)
    expect(await others()).toEqual([])
    await declare(asHandler(second), own.id, 'conflict', now)
    const told = await others()
    expect(told).toEqual(door.independent.map(() => 'caseLateBelow'))
    await strikes(after(6 * hour))
    await strikes(after(12 * hour))
    expect(await others()).toEqual(told)
    const asked = await database.query('select state, why from case_recovery where concern_id = $1', [own.id])
    expect(asked).toEqual([{ state: 'open', why: 'nobody' }])
  })

  test('is told to the contact outside, without a word about it, where nobody stands in reserve', async () => {
    await endKeys(first, second)
    await strikes(after(hour))
    await strikes(after(6 * hour))
    for (const other of door.independent) expect(await noticesOf(other)).toEqual(['caseLateBelow'])
    for (const other of door.nextUp) expect(await noticesOf(other)).toEqual([])
    expect(await seatedLines()).toEqual([])
    const rows = await database.query<{ record_id: string }>('select record_id from notice')
    expect(rows.map(({ record_id }) => record_id)).not.toContain(own.id)
  })
})

/** Nobody of them could have been asked when the case came, so that nobody can have been taken out. */
const countedLater = () =>
  database.query(`update handler_key set counted_on = '2026-03-05' where id = any ($1)`, [
    [...door.nextUp, ...door.independent].map(({ keyId }) => keyId),
  ])

describe('what is late', () => {
  beforeEach(countedLater)

  test('is told to the handlers, then to the safeguarding lead as overseer, then to the body above, each once', async () => {
    const { dueAt } = (await clock('safety'))!
    await strikes(new Date(dueAt.getTime() + hour))
    await strikes(new Date(dueAt.getTime() + 2 * hour))
    expect((await noticesOf(first)).filter((kind) => kind === 'caseLate')).toHaveLength(1)
    expect(await overseers()).toEqual([])
    expect(await noticesOf(lead)).toEqual([])

    await strikes(new Date(dueAt.getTime() + 25 * hour))
    expect(await overseers()).toEqual([{ person_id: lead.id }])
    expect(await noticesOf(lead)).toContain('caseOverseen')
    expect(await noticesOf(door.nextUp[0]!)).toEqual([])

    await strikes(new Date(dueAt.getTime() + 49 * hour))
    for (const above of door.nextUp) expect(await noticesOf(above)).toEqual(['caseLateBelow'])
    for (const other of door.independent) expect(await noticesOf(other)).toEqual([])
    expect((await caseNow(own.id)).remembered.told.safety).toBe(3)
  })

  test('goes on to the next body when the upper one is the late one', async () => {
    own = await aCase(door, { at: now, handlers: door.nextUp })
    const { dueAt } = (await clock('safety'))!
    await strikes(new Date(dueAt.getTime() + 49 * hour))
    expect((await noticesOf(door.nextUp[0]!)).filter((kind) => kind === 'caseLate')).toHaveLength(1)
    for (const other of door.independent) expect(await noticesOf(other)).toContain('caseLateBelow')
    expect(await noticesOf(first)).not.toContain('caseLateBelow')
  })

  describe('above', () => {
    const tooLate = async () => strikes(new Date((await clock('safety'))!.dueAt.getTime() + 49 * hour))
    const countedBefore = (...handlers: { keyId: string }[]) =>
      database.query(`update handler_key set counted_on = '2026-01-01' where id = any ($1)`, [
        handlers.map(({ keyId }) => keyId),
      ])
    const toldOf = async (handlers: typeof door.nextUp) =>
      (await Promise.all(handlers.map(noticesOf))).map((kinds) => kinds.includes('caseLateBelow'))

    test('reaches of the next body those who stand in reserve, and nobody who was taken out', async () => {
      const [taken, left] = door.nextUp
      await countedBefore(...door.nextUp, ...door.independent)
      await database.query(
        `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
         select id, 'reserve', $2, '\\x00', '2026-03-04' from concern_key where concern_id = $1 and kind = 'file'`,
        [own.id, left!.keyId],
      )
      await tooLate()
      expect(await toldOf([taken!, left!, ...door.independent])).toEqual([false, true, false])
    })

    test('goes past a body that was taken out to the contact outside', async () => {
      await countedBefore(...door.nextUp)
      await tooLate()
      expect(await toldOf([...door.nextUp, ...door.independent])).toEqual([false, false, true])
    })

    test('reaches nobody where the reporter left nobody', async () => {
      await countedBefore(...door.nextUp, ...door.independent)
      await tooLate()
      expect(await toldOf([...door.nextUp, ...door.independent])).toEqual([false, false, false])
    })
  })

  test.each([
    'recused',
    'kept out by handlers',
    'holds a key that the case kept out',
    'belongs to another body too',
  ])('never reaches a lead who %s', async (why) => {
    if (why === 'recused')
      await database.query(
        "insert into participation (record_id, person_id, capacity, from_at) values ($1, $2, 'recused', '2026-03-04')",
        [own.id, lead.id],
      )
    if (why === 'kept out by handlers') await steps.plan('keepLeadOut')
    if (why.startsWith('holds'))
      await database.query('update handler_key set person_id = $1 where id = $2', [
        lead.id,
        door.escrow[0]!.keyId,
      ])
    if (why.startsWith('belongs'))
      await database.query(
        "insert into membership (id, person_id, organisation_id, role, from_at) values ($3, $1, $2, 'focal_point', now() - interval '1 year')",
        [lead.id, door.organisations.team, randomId()],
      )
    const { dueAt } = (await clock('safety'))!
    await strikes(new Date(dueAt.getTime() + 49 * hour))
    expect(await overseers()).toEqual([])
    expect(await noticesOf(lead)).toEqual([])
  })

  test('an act in danger that nobody looks at within a day goes up at once, past quiet hours', async () => {
    await steps.take(first, 'actInDanger', { trained: true })
    await work()
    expect(await noticesOf(second)).toEqual(['caseNeedsYouNow'])
    expect(await noticesOf(first)).toEqual([])
    await strikes(after(25 * hour))
    expect((await noticesOf(first)).filter((kind) => kind === 'caseNeedsYouNow')).toHaveLength(1)
  })

  test('a check for retaliation is asked for on its day, with a line in the case log, once', async () => {
    await strikes(new Date('2026-03-18T06:17:00Z'))
    await strikes(new Date('2026-03-18T12:17:00Z'))
    const lines = (await caseNow(own.id)).lines.filter(({ action }) => action === 'plan.detrimentDue')
    expect(lines).toHaveLength(1)
  })

  test('a trial of the door is nobody’s lateness', async () => {
    await database.query('update concern set is_test = true where id = $1', [own.id])
    await strikes(after(30 * day))
    expect((await caseNow(own.id)).remembered.told).toEqual({})
  })
})

test('a mail about a case carries one sentence, the general address and nothing else', async () => {
  const parts = [await inFile(own.id)]
  await propose(steps.as(first), own.id, { kind: 'share', data: { duty: 'funders.fcdo' }, parts }, now)
  await database.query('update person set email = $2, digest = $3 where id = $1', [
    second.id,
    'second@example.org',
    'each',
  ])
  await work()
  const mails = await database.query<{ id: string; data: unknown }>(
    "select id, data from pgboss.job where name = 'sendMail'",
  )
  expect(mails).toHaveLength(1)
  expect(JSON.stringify(mails)).not.toContain(own.id)
  await sendMail(payloads.sendMail.parse(mails[0]!.data), { jobId: mails[0]!.id, now })
  const folder = mailFolder()
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const sent = texts.filter((text) => text.includes('second@example.org'))
  expect(sent).toHaveLength(1)
  expect(sent[0]).toContain('/app/cases')
  expect(sent[0]).not.toContain(own.id)
  expect(sent[0]).not.toContain(own.id.slice(0, 8).toUpperCase())
  expect(sent[0]).not.toContain(markerOfSteps)
})

async function clock(kind: string): Promise<{ dueAt: Date } | undefined> {
  const [row] = await database.query<{ due_at: Date }>(
    'select due_at from concern_clock where concern_id = $1 and kind = $2 order by due_at',
    [own.id, kind],
  )
  return row && { dueAt: row.due_at }
}
