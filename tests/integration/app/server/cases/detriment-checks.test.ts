import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { overseenPage } from '#app/server/queries/cases.server.ts'
import { openSteps, stepPage } from '#app/server/queries/case-steps.server.ts'
import { listCasePersons } from '#app/server/repositories/case-persons.server.ts'
import { addPerson, askAgain, sayHowToAsk } from '#app/server/workflows/case-persons.server.ts'
import { bookWhatLiesAhead } from '#app/server/workflows/detriment-checks.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { aCase, actorOf, asHandler, type TestCase } from '#tests/support/cases.ts'
import { caseNow, declareFree, inFile, inThread, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const day = 24 * 60 * 60 * 1000
let now: Date
let door: TestDoor
let first: TestHandler
let second: TestHandler
let own: TestCase
let steps: ReturnType<typeof stepsOf>

let wallClock: () => void
beforeAll(async () => {
  wallClock = replaceClock(() => now)
  now = new Date('2026-03-04T10:00:00Z')
  door = await aDoor()
  ;[first, second] = door.handlers
})
afterAll(() => wallClock())
beforeEach(async () => {
  now = new Date('2026-03-04T10:00:00Z')
  await database.query('update concern_clock set met_on = now() where met_on is null; delete from notice')
  own = await aCase(door, { at: now })
  await declareFree(own.id, [first, second])
  steps = stepsOf(own, [first, second], () => now)
})

const status = (code: number) => ({ status: code })
const persons = () => asSystem('test', (tx) => listCasePersons(tx, own.id))
const parts = async () => [await inFile(own.id)]
const add = async () => addPerson(asHandler(first), own.id, { parts: await parts() }, now)
const daysOf = async (personId: string) =>
  (await persons())
    .find(({ id }) => id === personId)!
    .checks.filter(({ metOn, stoppedOn }) => !metOn && !stoppedOn)
    .map(({ dueAt }) => new Date(dueAt.getTime() - day).toISOString().slice(0, 10))
const ask = async (personId: string, finding: 'none' | 'found' | 'not_known' = 'none') => {
  const check = (await persons()).find(({ id }) => id === personId)!.checks.find(({ metOn }) => !metOn)!
  await steps.take(first, 'checkDetriment', { finding, clockId: check.id })
}
const noMore = (personId: string) => steps.take(first, 'checkDetriment', { asksNoMore: personId })

/** A witness with a code of their own. */
async function joins(): Promise<string> {
  return asSystem('test', async (tx) => {
    const { id } = await tx.concernThread.create({ data: { concernId: own.id, onDay: now } })
    await bookWhatLiesAhead(tx, own.id, id, now.toISOString().slice(0, 10))
    return id
  })
}

describe('refused', () => {
  test('is whoever does not handle the case, or has not said that there is no conflict', async () => {
    const account = await anAccount({ organisationId: first.organisationId, role: 'case_handler' })
    const stranger = actorOf(account, 'case_handler', first.organisationId)
    const [reporter] = await persons()
    const about = { personId: reporter!.id, parts: await parts() }
    await expect(addPerson(stranger, own.id, about, now)).rejects.toMatchObject(status(404))
    await expect(sayHowToAsk(stranger, own.id, about, now)).rejects.toMatchObject(status(404))
    await expect(askAgain(stranger, own.id, about, now)).rejects.toMatchObject(status(404))
    const fresh = await aCase(door, { at: now })
    const unopened = { personId: reporter!.id, parts: [await inFile(fresh.id)] }
    await expect(addPerson(asHandler(first), fresh.id, unopened, now)).rejects.toMatchObject(status(403))
  })

  test('are words that were not sealed for handlers, somebody of another case, and a check of nobody', async () => {
    const [reporter] = await persons()
    const other = await aCase(door, { at: now })
    const [stranger] = await asSystem('test', (tx) => listCasePersons(tx, other.id))
    const told = [await inThread(own.id)]
    await expect(addPerson(asHandler(first), own.id, { parts: [] }, now)).rejects.toMatchObject(status(409))
    await expect(addPerson(asHandler(first), own.id, { parts: told }, now)).rejects.toMatchObject(status(409))
    for (const take of [sayHowToAsk, askAgain])
      await expect(
        take(asHandler(first), own.id, { personId: stranger!.id, parts: await parts() }, now),
      ).rejects.toMatchObject(status(409))
    await expect(noMore(stranger!.id)).rejects.toMatchObject(status(409))
    const theirs = { finding: 'none' as const, clockId: stranger!.checks[0]!.id }
    await expect(steps.take(first, 'checkDetriment', theirs)).rejects.toMatchObject(status(409))
    // Who never asked to be left alone cannot be taken up again.
    const again = { personId: reporter!.id, parts: await parts() }
    await expect(askAgain(asHandler(first), own.id, again, now)).rejects.toMatchObject(status(409))
    expect(await persons()).toHaveLength(1)
  })

  test('is a check that belongs to nobody, by the database itself', async () => {
    await expect(
      database.query(
        "insert into concern_clock (concern_id, kind, started_on, due_at) values ($1, 'detriment', now(), now())",
        [own.id],
      ),
    ).rejects.toThrow('check_of_a_person')
  })
})

describe('each person is asked', () => {
  test('on the days that lie ahead of the others, once they join; an interpreter without a code as well', async () => {
    const [reporter] = await persons()
    expect(await daysOf(reporter!.id)).toEqual(['2026-03-18', '2026-04-04', '2026-06-04', '2026-09-04'])
    now = new Date('2026-03-20T10:00:00Z')
    const witness = await joins()
    await add()
    const interpreter = (await persons()).find(({ hasThread }) => !hasThread)!
    for (const id of [witness, interpreter.id])
      expect(await daysOf(id)).toEqual(['2026-04-04', '2026-06-04', '2026-09-04'])
    await steps.to.safe()
    await steps.take(first, 'tellSubject', { safetyPlanned: true })
    for (const { id } of await persons()) expect(await daysOf(id)).toContain('2026-03-21')
  })

  test('from the day they join, where nothing lies ahead of anybody', async () => {
    now = new Date('2026-10-01T10:00:00Z')
    const late = await joins()
    expect(await daysOf(late)).toEqual(['2026-10-15', '2026-11-01', '2027-01-01', '2027-04-01'])
  })

  test('by themselves: what one of them says ends no check of another', async () => {
    const witness = await joins()
    await ask(witness)
    for (const { id, checks } of await persons())
      expect(checks.filter(({ metOn }) => metOn)).toHaveLength(id === witness ? 1 : 0)
  })

  test('after closing too, everybody but whoever does not wish it', async () => {
    const witness = await joins()
    await add()
    await noMore(witness)
    await steps.to.closed()
    for (const { id, hasThread } of await persons()) {
      const days = await daysOf(id)
      if (id === witness) expect(days).toEqual([])
      else expect(days, String(hasThread)).toEqual(expect.arrayContaining(['2026-04-04', '2027-03-04']))
    }
  })

  test('and the case does not close while somebody in it is not to be asked and never said so', async () => {
    await steps.to.answered()
    await steps.plan('detriment')
    await steps.take(first, 'declineSupport', {}, 'none')
    await asSystem('test', (tx) => tx.concernThread.create({ data: { concernId: own.id, onDay: now } }))
    const close = async () =>
      (await openSteps(steps.as(first), own.id)).steps
        .find(({ id }) => id === 'close')!
        .ways.find(({ id }) => id === 'close')!.whyNot
    expect(await close()).toBe('noChecks')
    await expect(steps.take(first, 'closeCase')).rejects.toMatchObject(status(409))
    const forgotten = (await persons()).find(({ checks }) => checks.length === 0)!
    await noMore(forgotten.id)
    expect(await close()).toBeNull()
    await steps.take(first, 'closeCase')
  })
})

describe('who does not wish to be asked', () => {
  test('is not, until they wish it again; it is not known how they are, and the log has no word of why', async () => {
    const [reporter] = await persons()
    await noMore(reporter!.id)
    expect(await daysOf(reporter!.id)).toEqual([])
    expect((await persons())[0]).toMatchObject({ asked: false })
    expect((await persons())[0]!.checks.every(({ metOn }) => metOn === null)).toBe(true)
    await expect(noMore(reporter!.id)).rejects.toMatchObject(status(409))
    const line = (await caseNow(own.id)).lines.at(-1)!
    expect(Object.keys(line.data).sort()).toEqual(['noMore', 'parts', 'person', 'revision', 'state'])
    now = new Date('2026-03-20T10:00:00Z')
    await askAgain(asHandler(first), own.id, { personId: reporter!.id, parts: await parts() }, now)
    expect(await daysOf(reporter!.id)).toEqual(['2026-04-04', '2026-06-04', '2026-09-04'])
  })
})

describe('days go by', () => {
  test('handlers are told once of a day on which three people are asked, and once that it is late', async () => {
    await joins()
    await add()
    now = new Date('2026-03-18T06:17:00Z')
    await watchConcerns()
    now = new Date('2026-03-18T12:17:00Z')
    await watchConcerns()
    const due = (await caseNow(own.id)).lines.filter(({ action }) => action === 'plan.detrimentDue')
    expect(due.map(({ data }) => data)).toEqual([{ dueOn: '2026-03-19' }])
    now = new Date('2026-03-19T06:17:00Z')
    await watchConcerns()
    expect((await caseNow(own.id)).remembered.told).toMatchObject({ detriment: 1 })
    const [one, other, third] = await persons()
    for (const { id } of [one!, other!]) {
      await ask(id, 'not_known')
      await watchConcerns()
      expect((await caseNow(own.id)).remembered.told).toMatchObject({ detriment: 1 })
    }
    // Only when nobody's is late any more is the next one news again.
    await noMore(third!.id)
    expect((await caseNow(own.id)).remembered.told).not.toHaveProperty('detriment')
    const late = (await caseNow(own.id)).lines.filter(
      ({ action, data }) => action === 'concern.escalate' && data['clock'] === 'detriment',
    )
    expect(late).toHaveLength(1)
  })

  test('the overseer sees that a check is due, and not how many people are asked', async () => {
    const lead = await anAccount({ organisationId: first.organisationId, role: 'safeguarding_lead' })
    own = await aCase(door, { at: now, overseers: [lead.id] })
    await declareFree(own.id, [first, second])
    steps = stepsOf(own, [first, second], () => now)
    const seen = async () => {
      const page = await overseenPage(actorOf(lead, 'safeguarding_lead', first.organisationId), null)
      const rows = await withScope(lead.id, (tx) =>
        tx.concernClock.count({ where: { concernId: own.id, kind: 'detriment' } }),
      )
      expect(rows).toBe(1)
      return page.lines.find(({ id }) => id === own.id)!
    }
    await steps.to.acknowledged()
    await database.query(
      "update concern_clock set met_on = '2026-03-04' where kind <> 'detriment' and concern_id = $1",
      [own.id],
    )
    const before = await seen()
    expect(before.next).toBe('detriment')
    await joins()
    await add()
    expect(await seen()).toEqual(before)
  })
})

test('the steps show each person with their days; one at a time is written about, and nobody of another case', async () => {
  const witness = await joins()
  await add()
  const all = await stepPage(asHandler(first), own.id, 'detriment')
  expect(all.persons.map(({ number, isFirst, described }) => [number, isFirst, described])).toEqual([
    [1, true, false],
    [2, true, false],
    [null, false, true],
  ])
  expect(all.step.ways.map(({ id }) => id)).toEqual(['person'])
  const one = await stepPage(asHandler(first), own.id, 'detriment', witness)
  expect(one.persons).toHaveLength(1)
  expect(one.step.ways.map(({ id }) => id)).toEqual(['check', 'askWay', 'noMore'])
  const theirs = (await persons()).find(({ id }) => id === witness)!.checks.map(({ id }) => id)
  expect(one.options.clockId.map(({ id }) => id)).toEqual(theirs)
  await noMore(witness)
  const left = await stepPage(asHandler(first), own.id, 'detriment', witness)
  expect(left.step.ways.map(({ id }) => id)).toEqual(['askAgain'])
  expect(left.before).toHaveLength(1)
  const other = await aCase(door, { at: now })
  const [stranger] = await asSystem('test', (tx) => listCasePersons(tx, other.id))
  await expect(stepPage(asHandler(first), own.id, 'detriment', stranger!.id)).rejects.toMatchObject(
    status(404),
  )
})

test('a complaint has no checks, and everybody in it has them once it becomes more', async () => {
  await database.query(
    `update concern set state = 'complaint_received', value = jsonb_set(value, '{stage}', '"complaintReceived"'),
       context = jsonb_set(context, '{kind}', '"complaint"') where id = $1`,
    [own.id],
  )
  await database.query("delete from concern_clock where concern_id = $1 and kind = 'detriment'", [own.id])
  const witness = await joins()
  expect(await daysOf(witness)).toEqual([])
  await expect(add()).rejects.toMatchObject(status(409))
  await steps.take(first, 'convert', { agreed: true })
  for (const { id } of await persons()) expect(await daysOf(id)).toHaveLength(4)
})
