import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { aDoor } from '#tests/support/doors.ts'

/** Run by itself before the server starts: a reporting page, a handler of its body, and a colleague. */
export interface LaidImport {
  phrase: string
  cookie: string
  colleague: string
}

await openDatabase()
const door = await aDoor({ slug: 'lake' })
const [first, second] = door.handlers
const laid: LaidImport = {
  phrase: first.phrase,
  cookie: (await aCookieOf(first)).replace('amana=', ''),
  colleague: second.name,
}
await stopReceiving()
await closeDatabase()
console.log(JSON.stringify(laid))
