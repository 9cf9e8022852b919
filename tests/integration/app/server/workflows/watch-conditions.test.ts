import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import { conditionPage } from '#app/server/queries/conditions.server.ts'
import { watchConditions } from '#app/server/workflows/watch-conditions.server.ts'
import { dateOf } from '#content/working-days.ts'
import {
  aFundedTerm,
  approvedWith,
  aTerm,
  conditionNow,
  giving,
  itIs,
  take,
} from '#tests/support/conditions.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, type Cast } from '#tests/support/line.ts'

const database = withTestDatabase()

let cast: Cast
let id: string
let funded: string

beforeAll(() => itIs('2030-02-01'))
afterAll(() => replaceClock(() => new Date())())
beforeEach(async () => {
  await database.query(`update condition set state = 'dropped', value = '"dropped"'`)
  await database.query(`delete from pgboss.job`)
  cast = await aCast()
  const { ids } = await approvedWith(cast, aTerm, aFundedTerm)
  ;[id, funded] = ids as [string, string]
})

const told = async (condition: string) =>
  (
    await database.query<{ told: string }>(
      `select concat_ws(' ', data->>'notice', data->>'level') as told from pgboss.job
       where name = 'notify' and data->>'conditionId' = $1 order by created_on, id`,
      [condition],
    )
  ).map((row) => row.told)

async function lookOn(...days: string[]): Promise<void> {
  for (const day of days) {
    itIs(day)
    await watchConditions()
    await watchConditions()
  }
}

async function feast(organisationId: string, day: string, name: string): Promise<void> {
  await database.query(
    `insert into local_day (organisation_id, on_day, name, added_by_id) values ($1, $2, $3, $4)`,
    [organisationId, day, name, cast.officer.id],
  )
}

test('a week before, once; on the first day late, after a week and after a month, once each', async () => {
  await lookOn('2030-03-07')
  expect(await told(id)).toEqual([])
  await lookOn('2030-03-08', '2030-03-11', '2030-03-15')
  expect(await told(id)).toEqual(['conditionDueSoon'])
  await lookOn('2030-03-18', '2030-03-19')
  expect(await told(id)).toEqual(['conditionDueSoon', 'conditionLate 1'])
  await lookOn('2030-03-22', '2030-04-15', '2030-06-03')
  expect(await told(id)).toEqual([
    'conditionDueSoon',
    'conditionLate 1',
    'conditionLate 2',
    'conditionLate 3',
  ])
  const { events } = await conditionNow(id)
  expect(events.map(({ kind, personId }) => [kind, personId])).toEqual([
    ['dueSoon', null],
    ['escalate', null],
    ['escalate', null],
    ['escalate', null],
  ])
})

test('the funder who has not paid is passed on in the same way, while the partner’s clock has not begun', async () => {
  await lookOn('2030-02-18', '2030-02-25', '2030-03-18')
  expect(await told(funded)).toEqual(['conditionLate 1', 'conditionLate 2', 'conditionLate 3'])
  expect((await conditionPage(cast.officer, funded)).clock).toMatchObject({
    waitingFor: 'funder',
    lateBy: 31,
  })
})

test('the funder who does not check in ten working days is passed on too', async () => {
  itIs('2030-03-01')
  await take(cast.investigator, id, await giving(cast.investigator))
  await lookOn('2030-03-15')
  expect(await told(id)).toEqual(['evidenceGiven'])
  await lookOn('2030-03-18')
  expect(await told(id)).toEqual(['evidenceGiven', 'conditionLate 1'])
})

test('every step is entered in the ledger of the plan, by nobody', async () => {
  await lookOn('2030-03-18')
  const { assessmentId } = await conditionNow(id)
  const entries = await database.query<{
    actor_id: string | null
    data: { level: number; condition: string }
  }>(`select actor_id, data from ledger_entry where subject = $1 and action = 'condition.escalate'`, [
    assessmentId,
  ])
  const mine = entries.filter(({ data }) => data.condition === id)
  expect(mine).toMatchObject([{ actor_id: null, data: { level: 1 } }])
})

describe('days on which a body does not work', () => {
  test('nobody is told on a feast of theirs or on a Sunday, and on the next working day they are', async () => {
    await feast(cast.partner.id, '2030-03-18', 'Eid')
    await lookOn('2030-03-17', '2030-03-18')
    expect(await told(id)).toEqual([])
    itIs('2030-03-18')
    expect((await conditionPage(cast.investigator, id)).clock).toMatchObject({ lateBy: 3, restDay: 'Eid' })
    await lookOn('2030-03-19')
    expect(await told(id)).toEqual(['conditionLate 1'])
  })

  test('a feast of one side does not excuse the other', async () => {
    await feast(cast.partner.id, '2030-02-18', 'Eid')
    await lookOn('2030-02-18')
    expect(await told(funded)).toEqual(['conditionLate 1'])
  })

  test('what would fall due on a feast is due on the day after', async () => {
    await feast(cast.partner.id, '2030-03-15', 'Eid')
    await lookOn('2030-03-18')
    expect(await told(id)).toEqual(['conditionDueSoon'])
    await lookOn('2030-03-19')
    expect(await told(id)).toEqual(['conditionDueSoon', 'conditionLate 1'])
  })
})

test('a reminder comes again for a new day, and not twice for one', async () => {
  await lookOn('2030-03-11')
  await take(cast.officer, id, { type: 'giveTime', until: dateOf('2030-04-15'), note: 'The rains.' })
  await lookOn('2030-03-12', '2030-04-08', '2030-04-09')
  expect((await told(id)).filter((one) => one === 'conditionDueSoon')).toHaveLength(2)
})

test('when the clock of the machine jumps back nobody is told twice', async () => {
  await lookOn('2030-03-22')
  await lookOn('2030-03-01', '2030-03-18', '2030-03-22')
  expect(await told(id)).toEqual(['conditionLate 2'])
})

test('one condition that cannot be read does not keep the others waiting', async () => {
  await database.query(`update condition set machine_version = 99 where id = $1`, [id])
  itIs('2030-03-18')
  await expect(watchConditions()).rejects.toThrow('a stored version 99 cannot be read')
  expect(await told(funded)).toEqual(['conditionLate 3'])
  await database.query(`update condition set machine_version = 1 where id = $1`, [id])
})
