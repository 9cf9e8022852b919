import { readFile } from 'node:fs/promises'
import { openMemory } from '#app/server/database/engine.server.ts'
import { migrate } from '#app/server/database/migrator.server.ts'
import { schemaFile, sqlToReach } from '#app/server/database/schema-diff.server.ts'
import { runScript } from '#app/server/scripts/run-script.server.ts'

/** npm run db:drift: fails when the migrations do not make what prisma/schema.prisma says. */
await runScript(async () => {
  const engine = await openMemory()
  try {
    await migrate(engine.pool)
    const sql = await sqlToReach(await readFile(schemaFile, 'utf8'), engine.lite!)
    if (sql) {
      process.exitCode = 1
      console.error(
        `prisma/schema.prisma and the migrations differ. Write the next one with npm run db:diff:\n\n${sql.trim()}`,
      )
    } else {
      console.log('The migrations make what prisma/schema.prisma says.')
    }
  } finally {
    await engine.close()
  }
})
