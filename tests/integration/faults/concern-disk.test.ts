import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { replaySpool, startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { keepReserve, reserveLength } from '#app/server/concerns/spool.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { aDoor, aHandler, anOrganisation, toFile } from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** The data lies on a disk of its own, of 24 MiB, where this computer lets a test have one. */
const disk = await vi.hoisted(async () => {
  const { execFileSync } = await import('node:child_process')
  const { mkdtempSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const folder = mkdtempSync(`${tmpdir()}/amana disk `)
  process.env.AMANA_DATA = folder
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' })
    return { folder, isOwn: true }
  } catch {
    return { folder, isOwn: false }
  }
})
const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')

let slug = ''
let isAway = false

beforeAll(async () => {
  const body = await anOrganisation('Receiving')
  await aHandler(body)
  slug = (await aDoor(body)).slug
  await startReceiving()
  await stopReceiving()
  const pool = database.engine.pool
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient>
  pool.connect = ((...args: unknown[]) =>
    isAway
      ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
      : connect(...args)) as typeof pool.connect
})
afterAll(() => {
  if (disk.isOwn) execFileSync('umount', ['-l', disk.folder])
  rmSync(disk.folder, { recursive: true, force: true })
})

const free = () => {
  const { bavail, bsize } = statfsSync(disk.folder)
  return bavail * bsize
}

test.runIf(disk.isOwn)(
  'with a disk that is full and no database, what is acknowledged is kept and what cannot be kept is not acknowledged',
  { timeout: 120_000 },
  async () => {
    const reserve = join(disk.folder, 'concerns/reserve')
    expect((await stat(reserve)).size).toBe(reserveLength)
    await writeFile(join(disk.folder, 'somebody else'), Buffer.alloc(free())).catch(() => undefined)
    expect(free()).toBeLessThan(16_384)
    isAway = true
    const acknowledged: string[] = []
    let refused = 0
    while (refused === 0 && acknowledged.length < 40) {
      const code = newCode()
      try {
        await fileConcern(toFile(slug, 'words '.repeat(100_000), { code }), now)
        acknowledged.push(code)
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' })
        refused += 1
      }
    }
    // Sixteen mebibytes of reserve, and somewhat less than one for each.
    expect(acknowledged.length).toBeGreaterThan(12)
    expect(refused).toBe(1)
    expect(await readdir(join(disk.folder, 'concerns/spool'))).toHaveLength(acknowledged.length)
    expect(await keepReserve()).toBe(false)
    isAway = false
    expect(await replaySpool()).toBe(true)
    const [row] = await database.query<{ n: string }>(`select count(*) as n from concern`)
    expect(Number(row!.n)).toBe(acknowledged.length)
    expect(await keepReserve()).toBe(true)
  },
)
