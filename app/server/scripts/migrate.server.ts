import { engineFor } from '#app/server/database/engine.server.ts'
import { migrate } from '#app/server/database/migrator.server.ts'
import { env } from '#app/server/env.server.ts'
import { runScript } from '#app/server/scripts/run-script.server.ts'

/** npm run db:migrate: brings the database up to date without starting the program. */
await runScript(async () => {
  const engine = await engineFor(env)
  try {
    const applied = await migrate(engine.pool)
    for (const name of applied) console.log(`Applied ${name}`)
    if (applied.length === 0) console.log('The database is up to date.')
  } finally {
    await engine.close()
  }
})
