import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '#app/server/database/engine.server.ts'
import { migrate, readMigrations } from '#app/server/database/migrator.server.ts'
import { schemaFile, sqlToReach } from '#app/server/database/schema-diff.server.ts'
import { openBlankMemory, openTestEngine } from '#tests/support/database.ts'

let engine: Engine
let remove: (this: void) => Promise<void>

beforeEach(async () => {
  ;({ engine, remove } = await openTestEngine())
})
afterEach(async () => {
  await engine.close()
  await remove()
})

const history = async () =>
  (
    await engine.pool.query<Record<string, unknown>>(
      'select migration_name, finished_at is not null as finished, applied_steps_count, logs from _prisma_migrations order by started_at',
    )
  ).rows
const exists = async (table: string) =>
  (await engine.pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]))
    .rows[0]!.there

describe('migrations', { timeout: 60_000 }, () => {
  test('are applied once, in order', async () => {
    const migrations = await readMigrations()
    expect(await migrate(engine.pool)).toEqual([])
    expect((await history()).map((row) => row.migration_name)).toEqual(migrations.map(({ name }) => name))
    expect((await history())[0]).toMatchObject({ finished: true, applied_steps_count: 1, logs: null })
    const next = {
      name: '9001_next',
      script: 'create table next (id int); create table after_next (id int);',
    }
    expect(await migrate(engine.pool, [...migrations, next])).toEqual(['9001_next'])
    expect(await migrate(engine.pool, [...migrations, next])).toEqual([])
    expect(await exists('after_next')).toBe(true)
  })

  test('that fail half-way leave no trace, say which, and can be tried again', async () => {
    const migrations = await readMigrations()
    const before = await history()
    const broken = {
      name: '9001_broken',
      script: 'create table half (id int); select no_such_column from half;',
    }
    await expect(migrate(engine.pool, [...migrations, broken])).rejects.toThrow(
      /9001_broken failed and left no trace.*no_such_column/,
    )
    expect(await exists('half')).toBe(false)
    expect(await history()).toEqual(before)
    const mended = { name: '9001_broken', script: 'create table half (id int);' }
    expect(await migrate(engine.pool, [...migrations, mended])).toEqual(['9001_broken'])
  })

  test('with function bodies full of semicolons stay whole', async () => {
    const body = {
      name: '9001_body',
      script: `create function f() returns int language plpgsql as $$ begin perform 1; return 2; end $$;`,
    }
    await migrate(engine.pool, [...(await readMigrations()), body])
    expect((await engine.pool.query('select f()')).rows).toEqual([{ f: 2 }])
  })

  test('are applied by one of several programs that start at once', async () => {
    const migrations = [
      ...(await readMigrations()),
      { name: '9001_once', script: 'create table once (id int)' },
    ]
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(engine.pool, migrations)))
    expect(applied.flat()).toEqual(['9001_once'])
  })

  test('refuse to run over a changed file, an unknown one, or a half finished one', async () => {
    const [first, ...rest] = await readMigrations()
    await expect(
      migrate(engine.pool, [{ ...first!, script: `${first!.script}--` }, ...rest]),
    ).rejects.toThrow(/0001_tables was changed/)
    await expect(
      migrate(engine.pool, [{ ...first!, script: first!.script.replaceAll('\n', '\r\n') }, ...rest]),
    ).resolves.toEqual([])
    await expect(migrate(engine.pool, rest)).rejects.toThrow(
      /0001_tables, which this version of Amana does not know/,
    )
    await engine.pool.query(
      `update _prisma_migrations set finished_at = null where migration_name = '0001_tables'`,
    )
    await expect(migrate(engine.pool)).rejects.toThrow(/0001_tables was started and never finished/)
  })
})

describe('prisma/schema.prisma', { timeout: 60_000 }, () => {
  test('says what the migrations make', async () => {
    const { lite, ...memory } = engine.lite ? engine : await openBlankMemory()
    if (!engine.lite) await migrate(memory.pool)
    const schema = await readFile(schemaFile, 'utf8')
    expect(await sqlToReach(schema, lite!)).toBeNull()
    const changed = schema.replace('model Programme {', 'model Programme {\n  motto String?')
    expect(await sqlToReach(changed, lite!)).toMatch(/ALTER TABLE "programme" ADD COLUMN\s+"motto" TEXT/)
    if (!engine.lite) await memory.close()
  })
})
