import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { z } from 'zod'
import { sha256Stream } from '#app/server/crypto/hash.server.ts'
import { insertInto, listTables } from '#app/server/database/backup-tables.server.ts'
import { appliedMigrations } from '#app/server/database/backup.server.ts'
import { migrate, readMigrations } from '#app/server/database/migrator.server.ts'
import type { Migration } from '#app/server/database/migrator.server.ts'

export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
}

const Head = z.object({
  amana: z.literal('backup'),
  format: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
const Foot = z.object({ end: z.literal(true), rows: z.record(z.string(), z.number()), sha256: z.string() })
const Row = z.tuple([z.number(), z.array(z.string().nullable())])
type Head = z.infer<typeof Head>

/**
 * Fills an empty database from a backup, whole or not at all, and then applies the migrations made since.
 * What the file says is checked to its last line before anything is kept.
 */
export async function restore(
  pool: pg.Pool,
  file: string,
  known?: Migration[],
): Promise<Record<string, number>> {
  const head = await readHead(file)
  const migrations = known ?? (await readMigrations())
  await migrate(pool, upTo(head.migrations, migrations, await appliedTo(pool)))

  const client = await pool.connect()
  let rows: Record<string, number>
  try {
    await client.query('begin')
    await refuseUnlessEmpty(client, head)
    rows = await load(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
  await migrate(pool, migrations)
  return rows
}

async function appliedTo(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('public._prisma_migrations') is not null as there`,
    )
    return rows[0]!.there ? await appliedMigrations(client) : []
  } finally {
    client.release()
  }
}

/** The migrations that made the database the backup was taken from: its rows fit those tables. */
function upTo(backedUp: string[], migrations: Migration[], applied: string[]): Migration[] {
  const unknown = backedUp.find((name) => !migrations.some((migration) => migration.name === name))
  if (unknown) {
    throw new RestoreRefused(
      `The backup comes from a newer Amana (it has the migration ${unknown}): restore it with that version.`,
    )
  }
  if (applied.some((name) => !backedUp.includes(name))) {
    throw new RestoreRefused(
      'The database is already at a newer version than the backup: restore into a new, empty database.',
    )
  }
  return migrations.filter(({ name }) => backedUp.includes(name))
}

async function refuseUnlessEmpty(client: pg.ClientBase, head: Head): Promise<void> {
  const tables = await listTables(client)
  const missing = head.tables.find(({ name, columns }) => {
    const table = tables.find((candidate) => candidate.name === name)
    return !table || columns.some((column) => !table.columns.includes(column))
  })
  if (missing)
    throw new RestoreRefused(
      `The backup holds the table ${missing.name} in a form that this database does not have.`,
    )
  for (const { name } of tables) {
    if (name === 'ledger_head') continue
    const { rowCount } = await client.query(`select from ${name} limit 1`)
    if (rowCount) {
      throw new RestoreRefused(
        `The database is not empty (there are rows in ${name}): a backup is restored into a new, empty database only.`,
      )
    }
  }
  await client.query('delete from ledger_head')
}

async function load(client: pg.ClientBase, file: string): Promise<Record<string, number>> {
  const constraints = await deferConstraints(client)
  const hash = sha256Stream()
  const rows: Record<string, number> = {}
  let inserts: string[] | null = null
  let head: Head | null = null
  let foot: z.infer<typeof Foot> | null = null
  for await (const line of linesOf(file)) {
    if (foot) throw damaged()
    const value = parse(line)
    if (!head || !inserts) {
      head = Head.parse(value)
      inserts = head.tables.map(insertInto)
      for (const { name } of head.tables) rows[name] = 0
    } else if (Array.isArray(value)) {
      const row = Row.safeParse(value)
      if (!row.success) throw damaged()
      const [index, cells] = row.data
      const table = head.tables[index]
      if (!table || cells.length !== table.columns.length) throw damaged()
      await client.query(inserts[index]!, cells).catch(refuseWhatNoColumnTakes)
      rows[table.name]! += 1
    } else {
      const read = Foot.safeParse(value)
      if (!read.success) throw damaged()
      foot = read.data
      break
    }
    hash.update(`${line}\n`)
  }
  if (!foot)
    throw new RestoreRefused('The backup is cut short: its last line is missing. Nothing was restored.')
  const same = Object.keys({ ...rows, ...foot.rows }).every((name) => rows[name] === foot.rows[name])
  if (!same || hash.digest().toString('hex') !== foot.sha256) throw damaged()
  await constraints.check()
  await countOn(client)
  return rows
}

/** Rows bring their own numbers; the next one follows the highest. */
async function countOn(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.oid::regclass::text as table, quote_ident(a.attname) as column, s.sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     cross join lateral (select pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence) s
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and s.sequence is not null`,
  )
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1::regclass, coalesce(max(${column}), 1), max(${column}) is not null) from ${table}`,
      [sequence],
    )
  }
}

/** Rows come in no particular order, so references are checked at the end, and then strictly again from there on. */
async function deferConstraints(client: pg.ClientBase): Promise<{ check(): Promise<void> }> {
  const { rows } = await client.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and not condeferrable`,
  )
  const alter = async (how: string) => {
    for (const { table, name } of rows)
      await client.query(`alter table ${table} alter constraint ${name} ${how}`)
  }
  await alter('deferrable initially deferred')
  return {
    async check() {
      await client.query('set constraints all immediate')
      await alter('not deferrable')
    },
  }
}

async function readHead(file: string): Promise<Head> {
  for await (const line of linesOf(file)) {
    const head = Head.safeParse(parse(line))
    if (head.success) return head.data
    break
  }
  throw new RestoreRefused('This file is not a backup of Amana.')
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip()
  const reading = pipeline(createReadStream(file), unzipped)
  reading.catch(() => {}) // told through the loop below
  const parts: string[] = []
  try {
    for await (const chunk of unzipped.setEncoding('utf8') as AsyncIterable<string>) {
      const [first = '', ...more] = chunk.split('\n')
      parts.push(first)
      for (const start of more) {
        yield parts.splice(0).join('')
        parts.push(start)
      }
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'Z_BUF_ERROR')
      throw new RestoreRefused('The backup is cut short. Nothing was restored.', { cause: error })
    if (code.startsWith('Z_')) {
      throw new RestoreRefused(
        'This file is not a backup of Amana, or it is damaged. Nothing was restored.',
        { cause: error },
      )
    }
    throw error
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new RestoreRefused(
      'The backup is damaged: it holds a line that cannot be read. Nothing was restored.',
      { cause: error },
    )
  }
}

/** Data of a wrong form (22) or against a rule of its table (23): not what was backed up. Other failures are the database's. */
function refuseWhatNoColumnTakes(error: unknown): never {
  const { code = '' } = error as { code?: string }
  throw code.startsWith('22') || code.startsWith('23') ? damaged(error) : error
}

function damaged(cause?: unknown): RestoreRefused {
  return new RestoreRefused(
    'The backup is damaged: its rows are not the ones its last line speaks of. Nothing was restored.',
    { cause },
  )
}
