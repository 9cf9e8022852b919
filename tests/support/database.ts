import { existsSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openMemory, openPostgres } from '#app/server/database/engine.server.ts'
import type { Engine } from '#app/server/database/engine.server.ts'
import { migrate, readMigrations } from '#app/server/database/migrator.server.ts'
import { env } from '#app/server/env.server.ts'
import { findBinaries, run, startPostgres } from '#tests/support/postgres.ts'

export interface TestDatabase {
  readonly engine: Engine
  /** Plain SQL as the owner, past row-level security. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
}

/**
 * Gives a test file a migrated database of its own and takes it away at the end: in memory,
 * or on PostgreSQL when TEST_DATABASE_URL is set (or AMANA_TEST_POSTGRES=1 and PostgreSQL is installed).
 */
export function withTestDatabase(): TestDatabase {
  let opened: { engine: Engine; remove(): Promise<void> } | null = null
  beforeAll(async () => {
    opened = await openTestEngine()
    await openDatabase({ engine: opened.engine })
  })
  afterAll(async () => {
    await closeDatabase()
    await opened?.remove()
    if (env.dataFolder.startsWith(tmpdir())) rmSync(env.dataFolder, { recursive: true, force: true })
  })
  const engine = () => {
    if (!opened) throw new Error('The test database is open inside tests only')
    return opened.engine
  }
  return {
    get engine() {
      return engine()
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      return (await engine().pool.query<Row>(sql, values)).rows
    },
  }
}

/** A migrated engine that nobody has opened yet, and what removes it again. */
export async function openTestEngine(): Promise<{ engine: Engine; remove(this: void): Promise<void> }> {
  const { url, stop } = await serverUrl()
  if (!url) return { engine: await openMemory(await snapshot()), remove: () => Promise.resolve() }
  const copy = await copyTemplate(url)
  return {
    engine: await openPostgres(copy.url, { requests: 6, jobs: 2 }),
    async remove() {
      await copy.drop()
      await stop()
    },
  }
}

let ownServer: ReturnType<typeof startPostgres> | null = null

async function serverUrl(): Promise<{ url: string | null; stop(this: void): Promise<void> }> {
  const nothingToStop = () => Promise.resolve()
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: nothingToStop }
  const binaries = process.env.AMANA_TEST_POSTGRES === '1' ? findBinaries() : null
  if (!binaries) return { url: null, stop: nothingToStop }
  ownServer ??= startPostgres(binaries)
  const server = await ownServer
  return {
    url: server.url,
    async stop() {
      ownServer = null
      await server.stop()
    },
  }
}

async function migrationsHash(): Promise<string> {
  return sha256(JSON.stringify(await readMigrations()))
    .toString('hex')
    .slice(0, 16)
}

/** An embedded database in memory with nothing in it. */
export async function openBlankMemory(): Promise<Engine> {
  return openMemory(await kept('blank', () => Promise.resolve()))
}

async function snapshot(): Promise<Blob> {
  return kept(`migrated-${await migrationsHash()}`, async ({ pool }) => void (await migrate(pool)))
}

/** Made once and kept as a file: opening it takes a tenth of making it. */
async function kept(name: string, prepare: (engine: Engine) => Promise<void>): Promise<Blob> {
  const modules = join(import.meta.dirname, '../../node_modules')
  const folder = join(modules, '.cache/amana')
  const { version } = JSON.parse(
    await readFile(join(modules, '@electric-sql/pglite/package.json'), 'utf8'),
  ) as { version: string }
  const file = join(folder, `${name}-${version}.tar`)
  if (!existsSync(file)) {
    const fresh = await openMemory()
    await prepare(fresh)
    const dump = await fresh.lite!.dumpDataDir('none')
    await fresh.close()
    await mkdir(folder, { recursive: true })
    const [kind] = name.split('-')
    for (const old of await readdir(folder))
      if (old.startsWith(kind!) && old.endsWith('.tar')) await rm(join(folder, old), { force: true })
    const draft = `${file}.${randomId()}`
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
    await rename(draft, file)
  }
  return new Blob([await readFile(file)])
}

async function copyTemplate(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const template = `amana_template_${await migrationsHash()}`
  const copy = `amana_test_${randomId().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(20611)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) await makeTemplate(client, url, template)
    await client.query(`create database ${copy} template ${template}`)
  } finally {
    await client.end()
  }
  return { url: inDatabase(url, copy), drop: () => run(url, `drop database ${copy} with (force)`) }
}

async function makeTemplate(client: pg.Client, url: string, template: string): Promise<void> {
  const draft = `${template}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft}`)
  const engine = await openPostgres(inDatabase(url, draft), { requests: 1, jobs: 1 })
  await migrate(engine.pool).finally(() => engine.close())
  await client.query(`alter database ${draft} rename to ${template}`)
}

function inDatabase(url: string, name: string): string {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}
