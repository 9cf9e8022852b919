import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { replaceDisk } from '#app/server/concerns/disk.server.ts'
import { replaySpool, startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { keepReserve, reserveLength } from '#app/server/concerns/spool.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { openCode } from '#app/server/workflows/concern-additions.server.ts'
import { fileConcern, openDoor } from '#app/server/workflows/concern-filing.server.ts'
import {
  aDoor,
  aHandler,
  anOrganisation,
  newestCase,
  readAs,
  toFile,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')
const folder = () => join(env.dataFolder, 'concerns')
const spool = () => readdir(join(folder(), 'spool')).catch(() => [])
const count = async () =>
  Number((await database.query<{ n: string }>(`select count(*) as n from concern`))[0]!.n)

let handler: TestHandler
let slug: string
let isAway = false

beforeAll(async () => {
  const body = await anOrganisation('Receiving')
  handler = await aHandler(body)
  slug = (await aDoor(body)).slug
  await startReceiving()
  const pool = database.engine.pool
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient>
  pool.connect = ((...args: unknown[]) =>
    isAway
      ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
      : connect(...args)) as typeof pool.connect
  return stopReceiving
})
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))
afterEach(() => {
  isAway = false
  vi.restoreAllMocks()
})

const fullDisk = (isFull: () => Promise<boolean> | boolean) =>
  replaceDisk({
    async write(file, bytes) {
      if (await isFull()) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      await file.write(bytes)
    },
  })

describe('while the database is away', () => {
  test('the page opens, a concern is acknowledged, and comes in when the database is back', async () => {
    const before = await count()
    const given = toFile(slug, 'Nobody is there')
    isAway = true
    expect(await openDoor(slug)).toMatchObject({ slug, isOpen: true })
    expect(await fileConcern(given, now)).toMatchObject({ state: 'received' })
    expect(await fileConcern(given, now)).toMatchObject({ state: 'received' })
    expect(await spool()).toHaveLength(2)
    expect(await replaySpool()).toBe(false)
    isAway = false
    expect(await count()).toBe(before)
    expect(await replaySpool()).toBe(true)
    expect(await spool()).toEqual([])
    expect(await count()).toBe(before + 1)
    expect(await readAs(handler, await newestCase())).toMatchObject([{ words: 'Nobody is there' }])
  })

  test('whoever comes back with a code is not told that it is wrong', async () => {
    const given = toFile(slug, 'And back at once')
    isAway = true
    await fileConcern(given, now)
    await expect(openCode(given.code)).rejects.toThrow()
    isAway = false
    expect(await openCode(given.code)).not.toBeNull()
    expect(await spool()).toEqual([])
  })

  test('a slow one keeps nobody waiting for the receipt', { timeout: 40_000 }, async () => {
    let release = () => {}
    const released = new Promise<void>((done) => (release = done))
    const connections = database.engine.pool.options.max
    const held = Promise.all(Array.from({ length: connections }, () => asSystem('test', () => released)))
    const started = Date.now()
    expect(await fileConcern(toFile(slug, 'Slow'), now)).toMatchObject({ state: 'received' })
    expect(Date.now() - started).toBeLessThan(12_000)
    expect(await spool()).toHaveLength(1)
    release()
    await held
    const emptied = async () => {
      await replaySpool()
      return spool()
    }
    await expect.poll(emptied, { timeout: 10_000 }).toEqual([])
  })
})

describe('when the disk is full', () => {
  test('the reserve is given up, so that words are still taken, and taken back afterwards', async () => {
    expect(await keepReserve()).toBe(true)
    const reserve = join(folder(), 'reserve')
    expect((await stat(reserve)).size).toBe(reserveLength)
    const before = await count()
    const restore = fullDisk(() =>
      stat(reserve).then(
        () => true,
        () => false,
      ),
    )
    expect(await fileConcern(toFile(slug, 'On the last blocks'), now)).toMatchObject({ state: 'received' })
    restore()
    expect(await count()).toBe(before + 1)
    await expect(stat(reserve)).rejects.toThrow()
    expect(await keepReserve()).toBe(true)
  })

  test('and no reserve is left, nothing is acknowledged and nothing half written is kept', async () => {
    await rm(join(folder(), 'reserve'), { force: true })
    const before = await count()
    const restore = fullDisk(() => true)
    await expect(fileConcern(toFile(slug, 'Too late'), now)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await keepReserve()).toBe(false)
    restore()
    expect(await spool()).toEqual([])
    expect(await count()).toBe(before)
  })
})

test('what cannot be brought in stays, and keeps nothing else from coming in', async () => {
  isAway = true
  await fileConcern(toFile(slug, 'One'), now)
  await fileConcern(toFile(slug, 'Two'), now)
  isAway = false
  const [first] = await spool()
  const path = join(folder(), 'spool', first!)
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.slice(0, -20))
  expect(await replaySpool()).toBe(false)
  expect(await spool()).toEqual([first])
  await writeFile(path, whole)
  expect(await replaySpool()).toBe(true)
})
