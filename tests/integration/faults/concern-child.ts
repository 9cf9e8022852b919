import { join } from 'node:path'
import { now } from '#app/server/clock.server.ts'
import { replaceDisk } from '#app/server/concerns/disk.server.ts'
import { startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder } from '#app/server/database/engine.server.ts'
import { env } from '#app/server/env.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { aDoor, aHandler, anOrganisation, toFile } from '#tests/integration/app/server/concerns/a-door.ts'

/** A process that is killed: it writes a line for each code that it has acknowledged. */
const [what = '', slug = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)

await openDatabase({ engine: await openFolder(join(env.dataFolder, 'database')) })
if (what === 'prepare') {
  const body = await anOrganisation('Receiving')
  await aHandler(body)
  say((await aDoor(body)).slug)
  await closeDatabase()
} else {
  await startReceiving()
  say('started')
  if (what === 'count') {
    const rows = await asSystem('test', (tx) => tx.concern.findMany({ include: { parts: true, keys: true } }))
    for (const { filedUnder, parts, keys } of rows)
      say(`${Buffer.from(filedUnder).toString('hex')} ${parts.length} ${keys.length}`)
    await stopReceiving()
    await closeDatabase()
    process.exit(0)
  }
  if (what === 'waitingDatabase') {
    // Somebody holds the only connection, and whatever comes waits for it.
    const held = asSystem('test', () => new Promise((never) => setTimeout(never, 15_000)))
    held.catch(() => undefined)
  }
  if (what === 'halfWritten')
    replaceDisk({
      async write(file, bytes) {
        await file.write(bytes.subarray(0, bytes.length / 2))
        say('half')
        process.kill(process.pid, 'SIGKILL')
        await new Promise(() => undefined)
      },
    })
  const one = async (index: number) => {
    const given = toFile(slug, `Words ${index}`)
    const { state } = await fileConcern(given, now())
    if (state === 'received') say(`acknowledged ${given.code}`)
  }
  if (what === 'many')
    for (let index = 0; ; index += 4) await Promise.all([0, 1, 2, 3].map((each) => one(index + each)))
  await one(0)
  say('done')
  await new Promise((never) => setTimeout(never, 60_000))
}
