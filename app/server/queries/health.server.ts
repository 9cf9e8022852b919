import { openEngine } from '#app/server/database.server.ts'
import type { Engine } from '#app/server/database/engine.server.ts'

export interface Health {
  ok: boolean
  engine: Engine['kind'] | null
  /** How many are applied. */
  migrations: number | null
  /** Jobs that gave up; an administrator sees which. */
  jobs: { dead: number } | null
}

const patience = 3_000

/** Asks the database one question, and does not wait long for the answer. */
export async function health(): Promise<Health> {
  let engine: Engine['kind'] | null = null
  try {
    const opened = await openEngine()
    engine = opened.kind
    const { rows } = await inTime(
      opened.pool.query<{ migrations: number; dead: number }>(
        `select (select count(*)::int from _prisma_migrations where finished_at is not null) as migrations,
          (select count(*)::int from pgboss.job where name = 'dead' and state < 'completed') as dead`,
      ),
    )
    const { migrations, dead } = rows[0]!
    return { ok: true, engine, migrations, jobs: { dead } }
  } catch {
    return { ok: false, engine, migrations: null, jobs: null }
  }
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not answer in time')), patience)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
