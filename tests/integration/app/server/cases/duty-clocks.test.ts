import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { casePage } from '#app/server/queries/case.server.ts'
import { stepPage } from '#app/server/queries/case-steps.server.ts'
import {
  confirmNotice,
  enterDutyClock,
  explainLateness,
  lookAtNotices,
  sendNotice,
  waiveNotice,
} from '#app/server/workflows/case-plans.server.ts'
import { openClauses } from '#app/server/workflows/case-notices.server.ts'
import { enterClauseClock, type ClauseClock } from '#app/server/workflows/clause-clocks.server.ts'
import { keepClocks } from '#app/server/workflows/case-clocks.server.ts'
import { basisOf, startDutyClock, termsOf } from '#app/server/workflows/duty-clocks.server.ts'
import { findProposal, propose } from '#app/server/workflows/concern-proposals.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { concernClocks } from '#machines/concern.events.ts'
import { anAccount, type Account } from '#tests/support/accounts.ts'
import { aCase, actorOf, type TestCase } from '#tests/support/cases.ts'
import { caseNow, declareFree, inFile, markerOfSteps, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const database = withTestDatabase()
const duty = 'funders.ukri'
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
  await database.query('update concern_clock set met_on = now() where met_on is null')
  await database.query('update concern set next_due_at = null')
  door = await aDoor()
  ;[first, second] = door.handlers
  lead = await anAccount({ organisationId: first.organisationId, role: 'safeguarding_lead' })
  own = await aCase(door, { at: now })
  await declareFree(own.id, [first, second])
  steps = stepsOf(own, [first, second], () => now)
})

const status = (code: number) => ({ status: code })
const part = () => inFile(own.id)
const look = async (...duties: string[]) =>
  lookAtNotices(steps.as(first), own.id, { duties, parts: [await part()] }, now)
const enter = async (
  given: { amount?: number; unit?: 'hours' | 'days' | 'working_days'; knewOn?: string } = {},
) => {
  const { amount = 5, unit = 'days', knewOn = '2026-03-02' } = given
  await enterDutyClock(steps.as(first), own.id, { duty, amount, unit, knewOn, parts: [await part()] }, now)
}
interface Row {
  id: string
  kind: string
  legal: boolean
  due_at: Date
  started_on: Date
  met_on: Date | null
  paused_on: Date | null
  stopped_on: Date | null
  level: number
  basis: string | null
  calendar: string | null
  zone: string | null
}
const rows = () => database.query<Row>('select * from concern_clock where concern_id = $1', [own.id])
const dutyRow = async () => (await rows()).find(({ kind }) => kind === 'duty')!

describe('the clock of a notice', () => {
  test('is entered only for a duty that binds here, once, and not from a day to come', async () => {
    await expect(enter()).rejects.toMatchObject(status(409))
    await look(duty)
    await expect(enter({ knewOn: '2026-03-05' })).rejects.toMatchObject(status(409))
    await enter()
    await expect(enter({ amount: 90 })).rejects.toMatchObject(status(409))
    expect((await rows()).filter(({ kind }) => kind === 'duty')).toHaveLength(1)
  })

  test('runs from the day the body knew, not from the typing-in, and says so', async () => {
    await look(duty)
    await enter()
    const row = await dutyRow()
    expect(row).toMatchObject({ legal: true, basis: 'contract', paused_on: null })
    expect(row.started_on.toISOString().slice(0, 10)).toBe('2026-03-02')
    expect(row.due_at.toISOString()).toBe('2026-03-08T00:00:00.000Z')
    const page = await casePage(steps.as(first), own.id)
    expect(page.opened && page.clocks.find(({ kind }) => kind === 'duty')).toMatchObject({
      duty,
      amount: 5,
      unit: 'days',
      zone: 'UTC',
    })
  })

  test('in hours begins with that day, so that what was promised is never late', async () => {
    await look(duty)
    await enter({ amount: 72, unit: 'hours' })
    expect((await dutyRow()).due_at.toISOString()).toBe('2026-03-05T00:00:00.000Z')
  })

  test('a figure of a pack starts by itself; without one nothing is invented', async () => {
    expect(termsOf({ clockDays: 3 })).toEqual({ amount: 3, unit: 'days' })
    expect(termsOf({})).toBeNull()
    expect((['law', 'regulator', 'contract', 'policy'] as const).map((basis) => basisOf({ basis }))).toEqual([
      'law',
      'law',
      'contract',
      'contract',
    ])
    await look(duty)
    expect(await dutyRow()).toBeUndefined()
    const given = { concernId: own.id, organisationId: first.organisationId, knewOn: '2026-03-04' }
    const law = { code: 'GB.duty-to-notify', basis: 'law' as const }
    await withScope(first.id, (tx) => startDutyClock(tx, { ...given, duty: law, amount: 3, unit: 'days' }))
    expect(await dutyRow()).toMatchObject({ basis: 'law', legal: true })
  })

  test('ends when the notice was given, and then no sooner', async () => {
    await look(duty)
    await enter()
    const sending = { duty, ground: 'harm' as const, toldFirst: 'yes' as const, parts: [await part()] }
    expect(await sendNotice(steps.as(first), own.id, sending, now)).toBe('proposed')
    expect((await dutyRow()).met_on).toBeNull()
    const { id } = (await caseNow(own.id)).proposals.find(({ kind }) => kind === 'share')!
    await confirmNotice(steps.as(second), own.id, await findProposal(steps.as(second), own.id, id), now)
    expect((await dutyRow()).met_on).not.toBeNull()
  })

  test('ends when somebody writes down why the duty does not apply', async () => {
    await look(duty)
    await enter()
    await waiveNotice(steps.as(first), own.id, { duty, parts: [await part()] }, now)
    expect((await dutyRow()).met_on).not.toBeNull()
    expect((await stepPage(steps.as(first), own.id, 'notices')).dutyClocks).toEqual([])
  })

  test('late, it takes a note and goes up like the others, each clock by itself', async () => {
    await look(duty, 'funders.fcdo')
    await enter()
    const note = async () => explainLateness(steps.as(first), own.id, { duty, parts: [await part()] }, now)
    await expect(note()).rejects.toMatchObject(status(409))
    const kinds = async ({ id }: { id: string }) =>
      (
        await database.query<{ kind: string }>('select kind from notice where person_id = $1 order by kind', [
          id,
        ])
      ).map(({ kind }) => kind)
    const strikes = async (at: string) => {
      now = new Date(at)
      await database.query("delete from notice; delete from pgboss.job where name <> 'never'")
      // Nothing else of this case is late.
      await database.query("update concern_clock set met_on = now() where kind <> 'duty'")
      await watchConcerns()
    }
    await strikes('2026-03-08T01:00:00Z')
    expect(await kinds(first)).toContain('caseLate')
    expect((await dutyRow()).level).toBe(1)
    await note()
    await strikes('2026-03-08T07:00:00Z')
    expect(await kinds(first)).not.toContain('caseLate')
    await strikes('2026-03-14T01:00:00Z')
    expect(await kinds(lead)).toContain('caseOverseen')
    for (const { keyId } of door.nextUp)
      await database.query(
        `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
         select id, 'reserve', $2, '\\x00', '2026-03-04' from concern_key where concern_id = $1 and kind = 'file'`,
        [own.id, keyId],
      )
    await strikes('2026-04-07T01:00:00Z')
    for (const above of door.nextUp) expect(await kinds(above)).toContain('caseLateBelow')
    // A second one that is late is told as well, whatever was told of the first.
    await enterDutyClock(
      steps.as(first),
      own.id,
      { duty: 'funders.fcdo', amount: 1, unit: 'days', knewOn: '2026-04-05', parts: [await part()] },
      now,
    )
    await strikes('2026-04-07T07:00:00Z')
    expect(await kinds(first)).toEqual(['caseLate'])
  })
})

describe('a clause that no pack knows', () => {
  const clause = async (given: Partial<ClauseClock> = {}) =>
    enterClauseClock(
      steps.as(first),
      own.id,
      {
        startsOn: '2026-03-02',
        amount: 5,
        unit: 'working_days',
        calendar: 'none',
        zone: 'UTC',
        parts: [await part()],
        ...given,
      },
      now,
    )
  const ofProgramme = async (funderId: string) => {
    const programme = randomId()
    await database.query("insert into record (id, kind) values ($1, 'programme')", [programme])
    await database.query(
      "insert into programme (id, organisation_id, title, summary) values ($1, $2, 'Fictional', '')",
      [programme, funderId],
    )
    await database.query('update concern_door set programme_id = $1 where id = $2', [programme, door.id])
  }
  const code = async () => openClauses((await caseNow(own.id)).lines)[0]!

  test('is entered by nobody who does not handle the case, not from a day to come, and not in the open', async () => {
    const stranger = await anAccount({ organisationId: first.organisationId, role: 'case_handler' })
    const given = {
      startsOn: '2026-03-02',
      amount: 5,
      unit: 'days',
      zone: 'UTC',
      parts: [await part()],
    } as const
    // Nor do they learn whether anybody gives money to it.
    for (const calendar of ['none', 'funder'] as const)
      await expect(
        enterClauseClock(
          actorOf(stranger, 'case_handler', first.organisationId),
          own.id,
          { ...given, calendar },
          now,
        ),
      ).rejects.toMatchObject(status(404))
    await expect(clause({ startsOn: '2026-03-05' })).rejects.toMatchObject(status(409))
    await expect(clause({ parts: [] })).rejects.toMatchObject(status(409))
    expect(await dutyRow()).toBeUndefined()
  })

  test.each([
    ['working_days', 'none', 'UTC', '2026-03-10T00:00:00.000Z'],
    ['working_days', 'receiving', 'UTC', '2026-03-11T00:00:00.000Z'],
    ['working_days', 'funder', 'UTC', '2026-03-12T00:00:00.000Z'],
    ['days', 'none', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['days', 'none', 'Asia/Kathmandu', '2026-03-07T18:15:00.000Z'],
    ['months', 'none', 'UTC', '2026-08-03T00:00:00.000Z'],
    ['hours', 'none', 'America/New_York', '2026-03-02T06:00:00.000Z'],
  ] as const)('five %s, resting as %s does, in %s', async (unit, calendar, zone, dueAt) => {
    await database.query('delete from local_day')
    const rest = (organisationId: string, ...days: string[]) =>
      Promise.all(
        days.map((on) =>
          database.query(
            `insert into local_day (organisation_id, on_day, name, added_by_id) values ($1, $2, 'Fictional', $3)`,
            [organisationId, on, first.id],
          ),
        ),
      )
    await rest(door.organisations.receiving, '2026-03-03')
    if (calendar === 'funder') {
      expect((await stepPage(steps.as(first), own.id, 'notices')).calendars).toEqual(['receiving', 'none'])
      await expect(clause({ unit, calendar, zone })).rejects.toMatchObject(status(409))
      await ofProgramme(door.organisations.nextUp)
      await rest(door.organisations.nextUp, '2026-03-03', '2026-03-04')
    }
    await clause({ unit, calendar, zone })
    const row = await dutyRow()
    expect(row.due_at.toISOString()).toBe(dueAt)
    expect(row).toMatchObject({ legal: true, basis: 'contract', calendar, zone })
  })

  test('holds up no stage, and ends when its notice was given by two, or somebody writes why it does not apply', async () => {
    await clause()
    await clause({ amount: 9 })
    await steps.to.assessing()
    const page = await stepPage(steps.as(first), own.id, 'notices')
    expect(page.clauses).toHaveLength(2)
    expect(page.clauses.every(({ said }) => said !== null)).toBe(true)
    const sending = { toldFirst: 'yes' as const, parts: [await part()] }
    const law = { ...sending, duty: await code(), ground: 'law' as const }
    await expect(sendNotice(steps.as(first), own.id, law, now)).rejects.toMatchObject(status(409))
    const harm = { ...law, ground: 'harm' as const }
    expect(await sendNotice(steps.as(first), own.id, harm, now)).toBe('proposed')
    const { id } = (await caseNow(own.id)).proposals.find(({ kind }) => kind === 'share')!
    await confirmNotice(steps.as(second), own.id, await findProposal(steps.as(second), own.id, id), now)
    await waiveNotice(steps.as(first), own.id, { duty: await code(), parts: [await part()] }, now)
    expect(await code()).toBeUndefined()
    const duties = (await rows()).filter(({ kind }) => kind === 'duty')
    expect(duties.every(({ met_on }) => met_on !== null)).toBe(true)
    const unknown = { ...harm, duty: 'own.c-nobody' }
    await expect(sendNotice(steps.as(first), own.id, unknown, now)).rejects.toMatchObject(status(409))
  })

  test('is paused by nobody, and none of its words stands in the open', async () => {
    await clause()
    const { id } = await dutyRow()
    const pause = { kind: 'pause_clock' as const, data: { clockId: id }, parts: [await part()] }
    await expect(propose(steps.as(first), own.id, pause, now)).rejects.toMatchObject(status(409))
    const open = JSON.stringify([await rows(), (await caseNow(own.id)).lines])
    expect(open).not.toContain(markerOfSteps)
  })
})

describe('nothing pauses it', () => {
  test('nobody proposes to, and no row takes it', async () => {
    await look(duty)
    await enter()
    const { id } = await dutyRow()
    const pause = { kind: 'pause_clock' as const, data: { clockId: id }, parts: [await part()] }
    await expect(propose(steps.as(first), own.id, pause, now)).rejects.toMatchObject(status(409))
    const { options } = await stepPage(steps.as(first), own.id, 'pause')
    expect(options.clockId.map((clock) => clock.id)).not.toContain(id)
    for (const change of [
      'paused_on = current_date',
      'stopped_on = current_date',
      "due_at = due_at + interval '1 day'",
      'legal = false',
    ])
      await expect(
        asSystem('test', (tx) =>
          tx.$executeRawUnsafe(`update concern_clock set ${change} where id = '${id}'`),
        ),
        change,
      ).rejects.toThrow('a clock of law or contract never')
  })

  test('whatever happens to a case, in whatever order, it runs to the same moment', async () => {
    await look(duty)
    await enter()
    const before = await dutyRow()
    const clock = fc.constantFrom(...concernClocks)
    const request = fc.oneof(
      fc.record({
        type: fc.constantFrom('startClock', 'meetClock', 'pauseClock', 'resumeClock'),
        params: fc.record({ clock }),
      }),
      fc.record({ type: fc.constant('stopClocks'), params: fc.constant({}) }),
      fc.record({
        type: fc.constant('escalateConcern'),
        params: fc.record({ clock, level: fc.integer({ min: 1, max: 3 }) }),
      }),
      fc.record({
        type: fc.constant('bookDetriment'),
        params: fc.record({ from: fc.constantFrom('receipt', 'subjectTold', 'closing') }),
      }),
    )
    const chosen = fc.constantFrom(before.id, undefined)
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 6 }), chosen, async (requests, clockId) => {
        const wishes = { concernId: own.id, organisationId: first.organisationId, clockId }
        // Checks for retaliation are booked for each person and never started as one.
        const asked = requests.filter(
          ({ type, params }) => type !== 'startClock' || params.clock !== 'detriment',
        )
        await asSystem('test', (tx) => keepClocks(tx, { ...wishes, requests: asked }, now))
        expect(await dutyRow()).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  test('when a case is closed early its other clocks stop, and do not look as if they rested', async () => {
    await steps.to.acknowledged()
    await look(duty)
    await enter()
    await steps.take(first, 'referOut', { ground: 'told_where' })
    const after = await rows()
    const stopped = after.filter(({ stopped_on }) => stopped_on !== null)
    expect(stopped.map(({ kind }) => kind).sort()).toEqual(['assess', 'feedback'])
    expect(after.filter(({ paused_on }) => paused_on !== null)).toEqual([])
    expect(await dutyRow()).toMatchObject({ met_on: null, stopped_on: null })
    const { options } = await stepPage(steps.as(first), own.id, 'pause')
    for (const { id } of stopped) expect(options.clockId.map((clock) => clock.id)).not.toContain(id)
    const [row] = await database.query<{ next_due_at: Date }>(
      'select next_due_at from concern where id = $1',
      [own.id],
    )
    expect(row!.next_due_at).toEqual((await dutyRow()).due_at)
  })
})
