import { now } from '#app/server/clock.server.ts'
import { layDemonstration, type Say } from '#app/server/demonstration/lay.server.ts'
import { emptyDatabase } from '#app/server/demonstration/reset.server.ts'
import { hasOrganisations, howFarLaid } from '#app/server/demonstration/rows.server.ts'
import { openEngine } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'

/**
 * Before anybody is let in: into an empty evaluation the demonstration is laid, and one that was cut short is laid anew.
 * Wherever somebody has begun something of their own, nothing happens.
 */
export async function layAtFirstStart(say: Say): Promise<void> {
  if (env.mode !== 'evaluation' || !env.demonstration) return
  const laid = await howFarLaid()
  if (laid === 'laid') return
  if (await hasOrganisations({ real: true })) return
  if (await hasOrganisations({ real: false })) {
    if (laid === 'never') return
    say('The demonstration was cut short and is laid anew.')
    await emptyDatabase((await openEngine()).pool)
  }
  await layDemonstration(now(), say)
}
