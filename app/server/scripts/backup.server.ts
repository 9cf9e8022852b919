import { existsSync } from 'node:fs'
import { now } from '#app/server/clock.server.ts'
import { backUp } from '#app/server/database/backup.server.ts'
import { engineFor } from '#app/server/database/engine.server.ts'
import { backUpKeys } from '#app/server/database/keys-backup.server.ts'
import { migrate } from '#app/server/database/migrator.server.ts'
import { env } from '#app/server/env.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run backup -- file, and npm run backup:keys -- file. */
await runScript(async () => {
  const keys = process.argv.includes('--keys')
  const file = process.argv.slice(2).find((word) => !word.startsWith('--'))
  if (!file)
    throw new Usage(
      `Say where to write it: npm run ${keys ? 'backup:keys' : 'backup'} -- ${keys ? 'keys' : 'amana'}.backup`,
    )
  if (existsSync(file))
    throw new Usage(`${file} is there already: choose another name, so that no backup is lost.`)
  if (keys) {
    const count = await backUpKeys(env.keysFolder, file)
    console.log(
      `Wrote ${count} key files to ${file}. Keep it apart from the data: whoever has it can sign in this installation's name.`,
    )
    return
  }
  const engine = await engineFor(env)
  try {
    await migrate(engine.pool)
    const rows = await backUp(engine.pool, file, now())
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0)
    console.log(
      `Wrote ${count} rows of ${Object.keys(rows).length} tables to ${file}. The keys are not in it: npm run backup:keys`,
    )
  } finally {
    await engine.close()
  }
})
