import { beforeAll, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { ledgerPage } from '#app/server/queries/ledger.server.ts'
import { checkWhole } from '#app/server/ledger/whole-check.server.ts'
import { entryToErase, eraseFromLedger } from '#app/server/workflows/erase-entry.server.ts'
import { anOrganisation, aPerson } from '#tests/support/line.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
let lead = ''
const asked = { position: 0, reason: 'asked', askedBy: 'tomas', agreedBy: 'grace' } as const

beforeAll(async () => {
  const funder = await anOrganisation('Northlight', 'funder')
  const people = [
    await aPerson('Tomas', 'administrator', funder),
    await aPerson('Grace', 'safeguarding_lead', funder),
    await aPerson('Samuel', 'reviewer', funder),
  ]
  lead = people[1]!.id
  for (const { id, name } of people)
    await database.query('update person set user_name = $2 where id = $1', [id, name.toLowerCase()])
  for (let n = 0; n < 3; n += 1)
    await withScope(lead, (tx) =>
      appendLedger(tx, { action: 'test.happened', subject: lead, actorId: lead, data: { n }, at: now() }),
    )
  await commitDays(now())
  await makeCheckpoint(now())
})

describe('nothing is erased', () => {
  test.each([
    ['by one person alone', { agreedBy: 'tomas' }, /Two different people/],
    ['by a reviewer', { askedBy: 'samuel' }, /samuel is no administrator/],
    ['by somebody nobody knows', { agreedBy: 'nobody' }, /nobody is no administrator/],
    ['that is not there', { position: 99 }, /There is no entry 99/],
    ['that is about the ledger itself', { position: 3 }, /it stays/],
    ['at half a position', { position: 0.5 }, /There is no entry/],
  ])('%s', async (_, change, words) => {
    await expect(eraseFromLedger({ ...asked, ...change }, now())).rejects.toThrow(words)
  })

  test('by somebody whose job here has ended', async () => {
    await database.query(`update membership set until_at = now() - interval '1 day' where person_id = $1`, [
      lead,
    ])
    await expect(eraseFromLedger(asked, now())).rejects.toThrow(/grace is no/)
    await database.query(`update membership set until_at = null where person_id = $1`, [lead])
  })
})

test('two people erase an entry: what it said is gone, the ledger verifies, and the page says so', async () => {
  expect(await entryToErase(0)).toMatchObject({ action: 'test.happened', subject: lead })
  const recorded = await eraseFromLedger(asked, now())
  const rows = await database.query(
    'select subject, actor_id, data, salt from ledger_entry where position = 0',
  )
  expect(rows).toEqual([{ subject: null, actor_id: null, data: {}, salt: null }])
  const [entry] = await database.query<{ action: string; data: object }>(
    'select action, data from ledger_entry where position = $1',
    [recorded],
  )
  expect(entry).toEqual({ action: 'ledger.erase', data: { position: 0, reason: 'asked', agreedBy: lead } })

  const { problems, erased } = await checkWhole(null, null)
  expect([problems, erased]).toEqual([[], 1])
  const page = await ledgerPage()
  expect(page.erasures).toMatchObject([{ position: 0, reason: 'asked' }])
  expect(page.erasures[0]!.at).toBeInstanceOf(Date)
  expect(JSON.stringify(page)).not.toContain(lead)
})

test('an entry is erased once, and the entry that says so never is', async () => {
  await expect(eraseFromLedger(asked, now())).rejects.toThrow(/was erased before/)
  await expect(eraseFromLedger({ ...asked, position: 4 }, now())).rejects.toThrow(/it stays/)
})

test('a salt taken away by hand, a half erased row and a claim without an erasure are each named', async () => {
  const { pool } = database.engine
  await pool.query('alter table ledger_entry disable trigger user')
  await pool.query('update ledger_entry set salt = null where position = 1')
  await asSystem('a test', (tx) =>
    appendLedger(tx, {
      action: 'ledger.erase',
      subject: null,
      actorId: null,
      data: { position: 2 },
      at: now(),
    }),
  )
  expect((await checkWhole(null, null)).problems).toMatchObject([
    { position: 1, wrong: 'erasedInPart' },
    { position: 1, wrong: 'erasedWithoutEntry' },
    { position: 2, wrong: 'notErased' },
  ])
})
