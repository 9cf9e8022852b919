import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { DemonstrationRefused } from '#app/server/demonstration/lay.server.ts'
import { env } from '#app/server/env.server.ts'
import { removeKept } from '#app/server/files/store.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'

/** Who would lose something: organisations that are not part of the demonstration. */
export async function realOrganisations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select name from organisation where not fictional order by name limit 5',
  )
  return rows.map(({ name }) => name)
}

/**
 * Takes everything out of an evaluation's database and leaves its tables. The ledger begins again, so what others have
 * seen of the old one is forgotten too, and so are its letters and the documents that people kept. The keys stay.
 */
export async function emptyDatabase(pool: pg.Pool): Promise<void> {
  if (env.mode === 'production') throw new DemonstrationRefused('Production is never emptied.')
  const { rows: kept } = await pool.query<{ id: string }>('select id from evidence_file')
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' order by 1`,
    )
    const names = rows.map(({ name }) => name)
    // The ledger refuses to be shortened, by anybody. Only here, where nothing in it is real, is it told not to.
    for (const name of names) await client.query(`alter table ${name} disable trigger user`)
    await client.query(`truncate ${names.join(', ')}`)
    for (const name of names) await client.query(`alter table ${name} enable trigger user`)
    await client.query('insert into ledger_head (id) values (1)')
    await client.query('delete from pgboss.job')
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
  for (const { id } of kept) await removeKept(id)
  rmSync(join(env.keysFolder, 'witnessed.json'), { force: true })
  rmSync(join(env.filesFolder, 'cases'), { recursive: true, force: true })
  rmSync(join(env.dataFolder, 'concerns/spool'), { recursive: true, force: true })
  rmSync(mailFolder(), { recursive: true, force: true })
}
