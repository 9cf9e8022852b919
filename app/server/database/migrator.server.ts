import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'

export interface Migration {
  name: string
  script: string
}

export const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url))

/** Prisma's own number, so that its command line and this migrator never work at the same time. */
const advisoryLock = 72_707_369

/** Prisma's own table, so that its tools read the history this migrator writes. */
const historyTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
}

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names
      .sort()
      .map(async (name) => ({ name, script: await readFile(`${folder}/${name}/migration.sql`, 'utf8') })),
  )
}

/** Applies what is missing, each migration whole or not at all, and returns the names of those applied now. */
export async function migrate(pool: pg.Pool, migrations?: Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations())
  const client = await pool.connect()
  try {
    await client.query(`set lock_timeout = '60s'`)
    await client.query(`select pg_advisory_lock(${advisoryLock})`)
    try {
      await client.query(historyTable)
      return await applyMissing(client, wanted)
    } finally {
      await client.query(`select pg_advisory_unlock(${advisoryLock})`)
      await client.query('reset lock_timeout')
    }
  } finally {
    client.release()
  }
}

async function applyMissing(client: pg.PoolClient, wanted: Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by started_at`,
  )
  const half = rows.find((row) => !row.finished)
  if (half)
    throw new MigrationFailed(
      `The migration ${half.name} was started and never finished: repair the database first.`,
    )
  const unknown = rows.find((row) => !wanted.some(({ name }) => name === row.name))
  if (unknown) {
    throw new MigrationFailed(
      `The database has the migration ${unknown.name}, which this version of Amana does not know: start the newer version.`,
    )
  }
  const applied: string[] = []
  for (const migration of wanted) {
    const row = rows.find(({ name }) => name === migration.name)
    if (row) refuseIfEdited(migration, row.checksum)
    else {
      await apply(client, migration)
      applied.push(migration.name)
    }
  }
  return applied
}

async function apply(client: pg.PoolClient, { name, script }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(
      'insert into _prisma_migrations (id, checksum, started_at, migration_name) values ($1, $2, clock_timestamp(), $3)',
      [randomId(), checksum(script), name],
    )
    await client.query(script) // without parameters: one simple query, so that function bodies stay whole
    await client.query(
      'update _prisma_migrations set applied_steps_count = 1, finished_at = clock_timestamp() where migration_name = $1 and finished_at is null',
      [name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationFailed(`The migration ${name} failed and left no trace: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function refuseIfEdited({ name, script }: Migration, known: string): void {
  const forms = [
    script,
    script.replaceAll('\r\n', '\n'),
    script.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
  ]
  if (!forms.some((form) => checksum(form) === known)) {
    throw new MigrationFailed(
      `The migration ${name} was changed after it was applied: put the original file back.`,
    )
  }
}

function checksum(script: string): string {
  return sha256(script).toString('hex')
}
