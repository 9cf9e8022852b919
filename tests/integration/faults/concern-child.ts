import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { newCaseKeys } from '#app/sealing/parcel.ts'
import { now } from '#app/server/clock.server.ts'
import { replaceDisk } from '#app/server/concerns/disk.server.ts'
import { receiveConcernFile } from '#app/server/concerns/receive-file.server.ts'
import { startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder } from '#app/server/database/engine.server.ts'
import { env } from '#app/server/env.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { aDoor, aHandler, anOrganisation, toFile } from '#tests/integration/app/server/concerns/a-door.ts'

/** A process that is killed: it writes a line for each code that it has acknowledged. */
const [what = '', slug = '', code = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Ends as a power cut would, just before this is done to a path like that. */
function killAt(step: 'rm' | 'rename', like: RegExp): void {
  const real = fs[step] as (...given: unknown[]) => Promise<void>
  const instead = (path: unknown, ...more: unknown[]) => {
    if (!like.test(String(path))) return real(path, ...more)
    process.kill(process.pid, 'SIGKILL')
    return new Promise(() => undefined)
  }
  Object.assign(fs, { [step]: instead })
  syncBuiltinESMExports()
}

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
  if (what === 'notYetNamed') killAt('rename', /concerns.spool/)
  if (what === 'notYetRemoved') killAt('rm', /concerns.spool/)
  if (what === 'fileFirst') killAt('rename', /concerns.spool/)
  const one = async (index: number) => {
    const sent = async function* () {
      yield* Readable.from([Buffer.from(`#!AMR\n${'voice '.repeat(500)}`)])
    }
    const files = code ? [await receiveConcernFile(await newCaseKeys(), sent(), 'voice.amr')] : []
    const given = toFile(slug, `Words ${index}`, { files, ...(code ? { code } : {}) })
    const { state } = await fileConcern(given, now())
    if (state === 'received') say(`acknowledged ${given.code}`)
  }
  if (what === 'many')
    for (let index = 0; ; index += 4) await Promise.all([0, 1, 2, 3].map((each) => one(index + each)))
  await one(0)
  say('done')
  await new Promise((never) => setTimeout(never, 60_000))
}
