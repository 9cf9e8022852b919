import { existsSync } from 'node:fs'
import { engineFor } from '#app/server/database/engine.server.ts'
import { restoreKeys } from '#app/server/database/keys-backup.server.ts'
import { restore } from '#app/server/database/restore.server.ts'
import { env } from '#app/server/env.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run restore -- file, and npm run restore:keys -- file. */
await runScript(async () => {
  const keys = process.argv.includes('--keys')
  const file = process.argv.slice(2).find((word) => !word.startsWith('--'))
  if (!file)
    throw new Usage(
      `Say what to restore: npm run ${keys ? 'restore:keys' : 'restore'} -- ${keys ? 'keys' : 'amana'}.backup`,
    )
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`)
  if (keys) {
    const count = await restoreKeys(env.keysFolder, file)
    console.log(`Restored ${count} key files to ${env.keysFolder}.`)
    return
  }
  const engine = await engineFor(env)
  try {
    const rows = await restore(engine.pool, file)
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0)
    console.log(`Restored ${count} rows of ${Object.keys(rows).length} tables. Everybody signs in again.`)
  } finally {
    await engine.close()
  }
})
