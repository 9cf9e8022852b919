import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { commitmentTo, endOf, provideCaseLog } from '#app/server/ledger/case-log.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'
import { emptyRoot } from '#app/server/ledger/merkle.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

interface Entry {
  at: Date
  subject: string | null
  actor_id: string | null
  data: { day: string; commitment: string }
}

const entries = () =>
  database.query<Entry>(
    `select at, subject, actor_id, data from ledger_entry where action = 'caselog.commit' order by position`,
  )
const days = async () => (await entries()).map(({ data }) => data.day)
const saltOf = async (day: string) =>
  (await database.query<{ salt: Buffer }>('select salt from ledger_commitment where on_day = $1', [day]))[0]!
    .salt

afterEach(() => provideCaseLog(() => Promise.resolve(emptyRoot)))

test('nobody commits to the case log in a request, and nobody reads a salt', async () => {
  const forged = { action: 'caselog.commit', subject: null, actorId: null, data: {}, at: noon('2026-03-04') }
  const append = () => withScope(null, (tx) => appendLedger(tx, forged))
  await expect(append()).rejects.toThrow(/owner/)
  const read = () => withScope(null, (tx) => tx.ledgerCommitment.findMany())
  await expect(read()).rejects.toThrow(/permission denied|42501|denied/)
})

test('the first night commits to the day that is over, once, however often it is asked', async () => {
  expect(await commitDays(noon('2026-03-05'))).toEqual(['2026-03-04'])
  expect(await commitDays(noon('2026-03-05'))).toEqual([])
  const both = await Promise.all([commitDays(noon('2026-03-06')), commitDays(noon('2026-03-06'))])
  expect(both.flat()).toEqual(['2026-03-05'])
  expect(await days()).toEqual(['2026-03-04', '2026-03-05'])
})

test('after days of silence every one of them is filled, in order', async () => {
  await commitDays(noon('2026-03-10'))
  expect((await days()).slice(2)).toEqual(['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'])
})

test('a clock that goes back commits to nothing twice', async () => {
  expect(await commitDays(noon('2026-03-02'))).toEqual([])
})

describe('a quiet day and a busy one', () => {
  let busy: Buffer
  beforeEach(() => {
    busy = sha256('a log with deliveries in it')
    provideCaseLog((_tx, before) => Promise.resolve(before <= endOf('2026-03-10') ? busy : emptyRoot))
  })

  test('look the same, and each is opened by its salt and the root of the log', async () => {
    await commitDays(noon('2026-03-12'))
    const [first, second] = (await entries()).slice(-2)
    for (const { subject, actor_id, data } of [first!, second!]) {
      expect([subject, actor_id]).toEqual([null, null])
      expect(Object.keys(data).sort()).toEqual(['commitment', 'day'])
      expect(data.commitment).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(first!.data.commitment).toBe(
      commitmentTo('2026-03-10', await saltOf('2026-03-10'), busy).toString('hex'),
    )
    expect(second!.data.commitment).toBe(
      commitmentTo('2026-03-11', await saltOf('2026-03-11'), emptyRoot).toString('hex'),
    )
    expect(await saltOf('2026-03-10')).not.toEqual(await saltOf('2026-03-11'))
  })
})

test('a salt can be neither changed nor taken away', async () => {
  await expect(database.query(`update ledger_commitment set salt = '\\x00'`)).rejects.toThrow(/append-only/)
  await expect(database.query('delete from ledger_commitment')).rejects.toThrow(/append-only/)
})

test('a day left out, or committed to twice, is named by the check', async () => {
  const problems = async () => (await verifyLedger(await ledgerRows(), null)).problems
  expect(await problems()).toEqual([])
  const enter = (day: string) =>
    asSystem('a test', (tx) =>
      appendLedger(tx, {
        action: 'caselog.commit',
        subject: null,
        actorId: null,
        data: { day, commitment: 'ab'.repeat(32) },
        at: noon('2026-03-20'),
      }),
    )
  await enter('2026-03-14')
  await enter('2026-03-14')
  expect(await problems()).toMatchObject([
    { at: 'day', day: '2026-03-14', wrong: 'missing' },
    { at: 'day', day: '2026-03-14', wrong: 'again' },
  ])
})
