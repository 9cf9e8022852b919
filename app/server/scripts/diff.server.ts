import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openMemory } from '#app/server/database/engine.server.ts'
import { migrate, migrationsFolder, readMigrations } from '#app/server/database/migrator.server.ts'
import { schemaFile, sqlToReach } from '#app/server/database/schema-diff.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'

/** npm run db:diff -- what_changes: writes the next migration, for a person to read, complete and commit. */
await runScript(async () => {
  const name = process.argv[2]
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Usage('Say what changes, in lower case with underscores: npm run db:diff -- add_referrals')
  }
  const engine = await openMemory()
  try {
    await migrate(engine.pool)
    const sql = await sqlToReach(await readFile(schemaFile, 'utf8'), engine.lite!)
    if (!sql) {
      console.log('The migrations already make what prisma/schema.prisma says.')
      return
    }
    const next = String((await readMigrations()).length + 1).padStart(4, '0')
    const folder = join(migrationsFolder, `${next}_${name}`)
    await mkdir(folder)
    await writeFile(join(folder, 'migration.sql'), `${sql.trim()}\n`)
    console.log(`Wrote prisma/migrations/${next}_${name}/migration.sql`)
    if (/create table/i.test(sql)) {
      console.log(
        'It makes a table: add row-level security, grants and policies, as in 0003_rows. A test fails until you do.',
      )
    }
  } finally {
    await engine.close()
  }
})
