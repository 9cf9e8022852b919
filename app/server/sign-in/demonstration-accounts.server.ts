import { asSystem } from '#app/server/database.server.ts'
import { env, RefusedToStart } from '#app/server/env.server.ts'

/** Everybody may know the password of a demonstration account, so in production none of them opens anything. */
export function isShutOut({ fictional }: { fictional: boolean }): boolean {
  return fictional && env.mode === 'production'
}

/** An evaluation's database is not one for production: what is fictional in it would stand beside what is real. */
export async function refuseDemonstrationAccounts(): Promise<void> {
  if (env.mode !== 'production') return
  const count = await asSystem('are there demonstration accounts', (tx) =>
    tx.person.count({ where: { fictional: true } }),
  )
  if (count === 0) return
  throw new RefusedToStart([
    'Production refuses demonstration accounts, and this database holds some: set DATABASE_URL to a database of its own.',
  ])
}
