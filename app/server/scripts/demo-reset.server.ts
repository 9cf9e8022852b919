import { parseArgs } from 'node:util'
import { now } from '#app/server/clock.server.ts'
import { closeDatabase, openDatabase, openEngine } from '#app/server/database.server.ts'
import { layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { emptyDatabase, realOrganisations } from '#app/server/demonstration/reset.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { env } from '#app/server/env.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run demo:reset: empties the database of an evaluation and lays the demonstration anew. */
await runScript(async () => {
  const { values } = parseArgs({ options: { 'yes-delete-everything': { type: 'boolean' } } })
  if (env.mode === 'production') {
    throw new Usage('Production has no demonstration, and nothing is ever deleted there by this command.')
  }
  await openDatabase()
  try {
    const { pool } = await openEngine()
    const real = await realOrganisations(pool)
    if (real.length > 0 && !values['yes-delete-everything']) {
      throw new Usage(
        `This database holds organisations of your own (${real.join(', ')}), and everything in it would be deleted. If that is what you want: npm run demo:reset -- --yes-delete-everything`,
      )
    }
    console.log('Emptying the database …')
    await emptyDatabase(pool)
    const started = Date.now()
    await layDemonstration(now(), (line) => console.log(line))
    console.log(
      `The demonstration is laid, in ${Math.round((Date.now() - started) / 1000)} s. Start Amana with npm start.`,
    )
  } finally {
    await closePress()
    await closeDatabase()
  }
})
