import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { engineFor } from '#app/server/database/engine.server.ts'
import type { Engine } from '#app/server/database/engine.server.ts'
import { migrate } from '#app/server/database/migrator.server.ts'
import { statementNames } from '#app/server/database/statement-names.server.ts'
import { env } from '#app/server/env.server.ts'
import { PrismaClient } from '#prisma/generated/client.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export { isDatabaseDown } from '#app/server/database/down.server.ts'

/** Inside a transaction nothing else may be used: the embedded database has one connection. */
export type Transaction = Prisma.TransactionClient

/** What a read outside a transaction may do. */
export type Reader = Pick<Transaction, '$queryRaw'>

type Open = { engine: Engine; client: PrismaClient }
let opening: Promise<Open> | null = null

/** Opens the engine that the environment names (or the one given) and brings it up to date. */
export async function openDatabase(given?: { engine: Engine }): Promise<void> {
  opening ??= open(given?.engine).catch((error: unknown) => {
    opening = null
    throw error
  })
  await opening
}

export async function closeDatabase(): Promise<void> {
  const closing = opening
  opening = null
  if (!closing) return
  const { client, engine } = await closing
  await client.$disconnect()
  await engine.close()
}

/**
 * One transaction in which only the rows exist that this person takes part in; for null, none.
 * Row-level security holds because the role is given up for the length of the transaction.
 */
export function withScope<R>(personId: string | null, run: (tx: Transaction) => Promise<R>): Promise<R> {
  return transact(async (tx) => {
    // Compiling a query of many row-level security rules takes longer than the query (decision 11): no just-in-time compiler.
    await tx.$queryRaw`select set_config('role', 'amana_request', true), set_config('app.person', ${personId ?? ''}, true), set_config('jit', 'off', true)`
    return run(tx)
  })
}

/** One transaction as the owner, in which every row exists: for signing in, jobs and set-up, each naming its purpose. */
export function asSystem<R>(purpose: string, run: (tx: Transaction) => Promise<R>): Promise<R> {
  return transact(async (tx) => {
    await tx.$queryRaw`select set_config('app.purpose', ${purpose}, true)`
    return run(tx)
  })
}

/**
 * One read as the owner in one trip, without a transaction around it. For the question that every signed-in request asks
 * first, who is asking; everything else goes through a transaction.
 */
export async function readAsSystem<R>(run: (reader: Reader) => Promise<R>): Promise<R> {
  const { client } = await opened()
  return run({ $queryRaw: client.$queryRaw.bind(client) })
}

/** What pg-boss runs on. Everybody else goes through a transaction. */
export async function poolFor(_user: 'jobs'): Promise<pg.Pool> {
  return (await opened()).engine.jobsPool
}

export async function openEngine(): Promise<Engine> {
  return (await opened()).engine
}

async function open(given?: Engine): Promise<Open> {
  const engine = given ?? (await engineFor(env))
  try {
    await migrate(engine.pool)
    const adapter = new PrismaPg(engine.pool, { statementNameGenerator: statementNames() })
    return { engine, client: new PrismaClient({ adapter }) }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** The embedded database never counts its own rows, and plans as if there were none; PostgreSQL does it by itself. */
export async function countForThePlanner(): Promise<void> {
  if (env.databaseUrl === null) await asSystem('statistics for the planner', (tx) => tx.$executeRaw`analyze`)
}

async function transact<R>(run: (tx: Transaction) => Promise<R>): Promise<R> {
  const { client, engine } = await opened()
  return client.$transaction(run, { maxWait: engine.maxWait, timeout: engine.timeout })
}

async function opened(): Promise<Open> {
  if (!opening) throw new Error('The database is not open: call openDatabase first.')
  return opening
}
