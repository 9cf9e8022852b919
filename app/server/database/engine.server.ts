import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { poolOver } from '#app/server/database/bridge.server.ts'
import { lockFolder } from '#app/server/database/folder-lock.server.ts'
import { askOneAtATime } from '#app/server/database/one-at-a-time.server.ts'
import { refuseSilentRollbacks } from '#app/server/database/silent-rollback.server.ts'
import type { Env } from '#app/server/env.server.ts'

export interface Engine {
  kind: 'pglite' | 'postgresql'
  pool: pg.Pool
  /** Where pg-boss works: apart from requests on PostgreSQL, the one connection on PGlite. */
  jobsPool: pg.Pool
  /** Present when the engine is embedded. */
  lite: PGlite | null
  maxWait: number
  timeout: number
  close(): Promise<void>
}

const oldestServer = 150_000

export class ServerTooOld extends Error {
  override readonly name = 'ServerTooOld'
}

export function engineFor({
  databaseUrl,
  dataFolder,
}: Pick<Env, 'databaseUrl' | 'dataFolder'>): Promise<Engine> {
  return databaseUrl ? openPostgres(databaseUrl) : openFolder(join(dataFolder, 'database'))
}

export async function openFolder(folder: string): Promise<Engine> {
  const unlock = await lockFolder(folder)
  try {
    const files = join(folder, 'pglite')
    mkdirSync(files, { recursive: true, mode: 0o700 })
    return embedded(await PGlite.create(files), unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

/** Everything is lost at the end: for tests, and for comparing the schema with the migrations. */
export async function openMemory(snapshot?: Blob): Promise<Engine> {
  return embedded(await PGlite.create(snapshot ? { loadDataDir: snapshot } : {}), () => Promise.resolve())
}

function embedded(lite: PGlite, unlock: () => Promise<void>): Engine {
  const pool = poolOver(lite)
  prepare(pool)
  return {
    kind: 'pglite',
    pool,
    jobsPool: pool,
    lite,
    // One connection: whoever comes while others work waits for the turn instead of failing.
    maxWait: 20_000,
    timeout: 20_000,
    async close() {
      await pool.end()
      await lite.close()
      await unlock()
    },
  }
}

export async function openPostgres(url: string, sizes = { requests: 10, jobs: 4 }): Promise<Engine> {
  const pool = postgresPool(url, sizes.requests)
  const jobsPool = postgresPool(url, sizes.jobs)
  const close = async () => {
    await Promise.all([pool.end(), jobsPool.end()])
  }
  try {
    const { rows } = await pool.query<{ version: number; name: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
    )
    if (rows[0]!.version < oldestServer) {
      throw new ServerTooOld(
        `DATABASE_URL points to PostgreSQL ${rows[0]!.name}: Amana needs PostgreSQL 15 or newer.`,
      )
    }
  } catch (error) {
    await close()
    throw error
  }
  return { kind: 'postgresql', pool, jobsPool, lite: null, maxWait: 5_000, timeout: 15_000, close }
}

function postgresPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 4_000,
    keepAlive: true,
    application_name: 'amana',
  })
  prepare(pool)
  return pool
}

function prepare(pool: pg.Pool): void {
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  askOneAtATime(pool)
  refuseSilentRollbacks(pool)
}
