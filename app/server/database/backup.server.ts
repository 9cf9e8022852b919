import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { randomToken, sha256Stream } from '#app/server/crypto/hash.server.ts'
import { listTables, plainForms, selectAll } from '#app/server/database/backup-tables.server.ts'
import type { BackedUpTable } from '#app/server/database/backup-tables.server.ts'

export interface BackupHead {
  amana: 'backup'
  format: 1
  madeAt: string
  migrations: string[]
  tables: BackedUpTable[]
}
export interface BackupFoot {
  end: true
  rows: Record<string, number>
  /** Of every line before this one. */
  sha256: string
}

/**
 * Writes every row as one compressed file of lines: a head, one line a row, and a foot with counts and a hash.
 * It reads one state of the database while others write. Keys are never in it.
 */
export async function backUp(pool: pg.Pool, file: string, at: Date): Promise<Record<string, number>> {
  const draft = `${file}.${randomToken(6)}`
  const rows: Record<string, number> = {}
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(plainForms)
    await pipeline(
      lines(client, rows, at),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    )
    await client.query('commit')
    await rename(draft, file)
    return rows
  } catch (error) {
    await client.query('rollback').catch(() => {})
    await rm(draft, { force: true })
    throw error
  } finally {
    client.release()
  }
}

async function* lines(client: pg.ClientBase, rows: Record<string, number>, at: Date): AsyncGenerator<string> {
  const hash = sha256Stream()
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`
    hash.update(text)
    return text
  }
  const tables = await listTables(client)
  const head: BackupHead = {
    amana: 'backup',
    format: 1,
    madeAt: at.toISOString(),
    migrations: await appliedMigrations(client),
    tables,
  }
  yield line(head)
  for (const [index, table] of tables.entries()) {
    rows[table.name] = 0
    await client.query(`declare every_row no scroll cursor for ${selectAll(table)}`)
    for (;;) {
      const { rows: part } = await client.query<{ cells: (string | null)[] }>('fetch 100 from every_row')
      if (part.length === 0) break
      rows[table.name]! += part.length
      for (const { cells } of part) yield line([index, cells])
    }
    await client.query('close every_row')
  }
  const foot: BackupFoot = { end: true, rows, sha256: hash.digest().toString('hex') }
  yield `${JSON.stringify(foot)}\n`
}

export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  )
  return rows.map(({ name }) => name)
}
