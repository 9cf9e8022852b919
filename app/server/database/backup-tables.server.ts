import type pg from 'pg'

export interface BackedUpTable {
  /** As SQL names it. */
  name: string
  columns: string[]
}

/** Signing in again is asked of everybody after a restore: no session of before comes back to life. */
const leftOut = ['_prisma_migrations', 'session']

/** Jobs still to be done travel too; those done, and the queues that the migrations make, do not. */
const jobs = 'pgboss.job'

export async function listTables(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable>(
    `select case when n.nspname = 'public' then quote_ident(c.relname) else n.nspname || '.' || quote_ident(c.relname) end as name,
       array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where ((n.nspname = 'public' and c.relkind = 'r' and c.relname <> all ($1)) or n.nspname || '.' || c.relname = $2)
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by 1 order by 1`,
    [leftOut, jobs],
  )
  return rows
}

/** Each column as PostgreSQL writes it, so that any version of it reads it back. */
export function selectAll({ name, columns }: BackedUpTable): string {
  const shown = columns.map((column) =>
    name === jobs && column === 'state' ? `'created'` : `${quoted(column)}::text`,
  )
  const which = name === jobs ? ` where state < 'completed'` : ''
  return `select array[${shown.join(', ')}] as cells from ${name}${which}`
}

export function insertInto({ name, columns }: BackedUpTable): string {
  const places = columns.map((_, index) => `$${index + 1}`)
  return `insert into ${name} (${columns.map(quoted).join(', ')}) values (${places.join(', ')})`
}

/** One way of writing dates and bytes, whatever the server is set to. */
export const plainForms = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'; set local extra_float_digits = 1`

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
