import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  asSystem,
  closeDatabase,
  isDatabaseDown,
  openDatabase,
  withScope,
} from '#app/server/database.server.ts'
import { openPostgres } from '#app/server/database/engine.server.ts'
import { health } from '#app/server/queries/health.server.ts'
import { openBlankMemory } from '#tests/support/database.ts'
import { findBinaries, startPostgres } from '#tests/support/postgres.ts'
import type { TestServer } from '#tests/support/postgres.ts'

const binaries = findBinaries()

describe('without a database', () => {
  test('nothing pretends to work', async () => {
    expect(await health()).toEqual({ ok: false, engine: null, migrations: null, jobs: null })
    await expect(withScope(null, () => Promise.resolve())).rejects.toThrow('The database is not open')
  })
})

describe('the embedded database', { timeout: 60_000 }, () => {
  test('reports its health while it is open', async () => {
    await openDatabase({ engine: await openBlankMemory() })
    expect(await health()).toMatchObject({ ok: true, engine: 'pglite', jobs: { dead: 0 } })
    await closeDatabase()
    expect((await health()).ok).toBe(false)
  })
})

describe.runIf(binaries)('PostgreSQL', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startPostgres(binaries!)
    await openDatabase({ engine: await openPostgres(server.url) })
  })
  afterAll(async () => {
    await closeDatabase()
    await server.stop()
  })

  test('killed in mid-flight: the failure is known for what it is, nothing is half done, and work goes on afterwards', async () => {
    await asSystem('test', (tx) => tx.setting.create({ data: { name: 'before', value: 1 } }))
    const inFlight = asSystem('test', async (tx) => {
      await tx.setting.create({ data: { name: 'half', value: 1 } })
      await server.kill()
      await tx.setting.create({ data: { name: 'other half', value: 1 } })
    }).catch((error: unknown) => error)
    expect(isDatabaseDown(await inFlight)).toBe(true)

    const meanwhile = await Promise.all(
      Array.from({ length: 12 }, () =>
        withScope(null, (tx) => tx.organisation.count()).catch((error: unknown) => error),
      ),
    )
    expect(meanwhile.map(isDatabaseDown)).toEqual(Array.from({ length: 12 }, () => true))
    expect(await health()).toMatchObject({ ok: false, engine: 'postgresql' })

    await server.start()
    expect(await asSystem('test', (tx) => tx.setting.findMany({ select: { name: true } }))).toEqual([
      { name: 'before' },
    ])
    expect(await health()).toMatchObject({ ok: true, engine: 'postgresql' })
  })

  test('killed while idle: the process lives on', async () => {
    await asSystem('test', (tx) => tx.setting.count())
    await server.kill()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await server.start()
    expect(await asSystem('test', (tx) => tx.setting.count())).toBe(1)
  })
})

describe('an error that is an answer', () => {
  test.each([
    new Error('Unique constraint failed'),
    Object.assign(new Error('duplicate'), { code: '23505' }),
    Object.assign(new Error('denied'), { code: '42501' }),
    null,
    undefined,
    'down',
  ])('is not taken for a lost database: %s', (error) => {
    expect(isDatabaseDown(error)).toBe(false)
  })
})
