import { expect, test } from 'vitest'
import { appendLedger } from '#app/server/ledger.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { layAtFirstStart } from '#app/server/demonstration/first-start.server.ts'
import { layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { emptyDatabase, realOrganisations } from '#app/server/demonstration/reset.server.ts'
import { isKept } from '#app/server/files/store.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()

test('an installation with an organisation of its own is left alone', async () => {
  await organisation('An office of our own', false)
  await layAtFirstStart(() => {})
  await expect(layDemonstration(new Date())).rejects.toThrow('npm run demo:reset')
  expect(await realOrganisations(database.engine.pool)).toEqual(['An office of our own'])
  expect(await database.query('select id from person')).toEqual([])
})

test('emptying takes everything, and the ledger begins again from nothing', async () => {
  const entry = { action: 'test.entry', subject: null, actorId: null, data: {}, at: new Date() }
  await asSystem('a test', (tx) => appendLedger(tx, entry))
  expect((await makeCheckpoint(new Date()))?.size).toBe(1)

  await emptyDatabase(database.engine.pool)

  expect(await database.query('select id from organisation')).toEqual([])
  await asSystem('a test', (tx) => appendLedger(tx, entry))
  await asSystem('a test', (tx) => appendLedger(tx, entry))
  expect((await makeCheckpoint(new Date()))?.size).toBe(2)
})

test('after emptying, the ledger refuses to be shortened as before', async () => {
  await expect(database.query('delete from ledger_entry')).rejects.toThrow('append-only')
})

test('a demonstration that was cut short is laid anew at the next start', async () => {
  await emptyDatabase(database.engine.pool)
  await organisation('Half laid', true)
  await database.query(`insert into setting (name, value) values ('demonstration', '{"laidAt": null}')`)
  const said: string[] = []
  await layAtFirstStart((line) => said.push(line))
  expect(said[0]).toBe('The demonstration was cut short and is laid anew.')
  expect(await database.query(`select id from organisation where name = 'Half laid'`)).toEqual([])
  expect(
    await database.query(`select id from organisation where name = 'Northlight Research Fund'`),
  ).toHaveLength(1)

  await layAtFirstStart((line) => said.push(line))
  expect(said.filter((line) => line.includes('100 %'))).toHaveLength(1)
}, 180_000)

test('with what is laid go the documents that people kept', async () => {
  const kept = await database.query<{ id: string }>('select id from evidence_file')
  expect(kept.length).toBeGreaterThan(0)
  for (const { id } of kept) expect(await isKept(id)).toBe(true)
  await emptyDatabase(database.engine.pool)
  for (const { id } of kept) expect(await isKept(id)).toBe(false)
})

async function organisation(name: string, fictional: boolean): Promise<void> {
  await database.query(
    `insert into organisation (name, kind, country, fictional) values ($1, 'ngo', 'GB', $2)`,
    [name, fictional],
  )
}
