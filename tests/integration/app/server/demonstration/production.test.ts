import { expect, test, vi } from 'vitest'
import type { Env } from '#app/server/env.server.ts'
import { layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { layAtFirstStart } from '#app/server/demonstration/first-start.server.ts'
import { emptyDatabase } from '#app/server/demonstration/reset.server.ts'
import { demonstrationSignIns } from '#app/server/demonstration/sign-ins.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

vi.mock('#app/server/env.server.ts', async (original) => {
  const { env } = await original<{ env: Env }>()
  return { env: { ...env, mode: 'production', demonstration: true } }
})

const database = withTestDatabase()

test('production is given no demonstration, whoever asks', async () => {
  await expect(layDemonstration(new Date())).rejects.toThrow('Production refuses')
  await layAtFirstStart(() => {})
  expect(await demonstrationSignIns()).toEqual([])
  expect(await database.query('select id from person')).toEqual([])
})

test('production is never emptied', async () => {
  await database.query(`insert into setting (name, value) values ('kept', '{}')`)
  await expect(emptyDatabase(database.engine.pool)).rejects.toThrow('never emptied')
  expect(await database.query(`select name from setting`)).toHaveLength(1)
})
