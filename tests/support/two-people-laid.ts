import { asSystem, closeDatabase, countForThePlanner, openDatabase } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { addParts, openCode } from '#app/server/workflows/concern-additions.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { declareFree } from '#tests/support/case-steps.ts'
import { aCase } from '#tests/support/cases.ts'
import { aDoor, type TestHandler } from '#tests/support/doors.ts'

/** Run by itself before the server starts: two cases that the same two people have open, and one that is over. */
export interface LaidPair {
  slug: string
  older: { id: string; code: string }
  newer: { id: string; code: string }
  over: { id: string }
  first: Hand
  second: Hand
}
interface Hand {
  name: string
  phrase: string
  cookie: string
}

await openDatabase()
const door = await aDoor({ slug: 'lake' })
const { handlers } = door
const older = await aCase(door, { words: 'The earlier account of a fictional person.' })
const newer = await aCase(door, { words: 'I wrote before. Ask for Fictional Kofi at the blue shop.' })
const over = await aCase(door, { words: 'Long ago, by a fictional person.' })
for (const { id } of [older, newer, over]) await declareFree(id, handlers, new Date())
await addParts(
  (await openCode(newer.code))!,
  [{ kind: 'identity', part: { kind: 'identity', from: 'reporter', name: 'Fictional Ama of the well' } }],
  new Date(),
)
await asSystem(
  'test',
  (tx) => tx.$executeRaw`
  update concern set state = 'closed', value = value || '{"stage": "closed", "legalHold": "released"}'::jsonb where id = ${over.id}::uuid`,
)
await countForThePlanner()
await stopReceiving()
const hand = async (handler: TestHandler): Promise<Hand> => ({
  name: handler.name,
  phrase: handler.phrase,
  cookie: (await aCookieOf(handler)).replace('amana=', ''),
})
const laid: LaidPair = {
  slug: door.slug,
  older: { id: older.id, code: older.code },
  newer: { id: newer.id, code: newer.code },
  over: { id: over.id },
  first: await hand(handlers[0]),
  second: await hand(handlers[1]),
}
// Proved who they are, and for longer than five minutes: the journey is about what comes after.
await asSystem('test', (tx) => tx.$executeRaw`update session set stepped_up_at = now() + interval '1 hour'`)
await closeDatabase()
console.log(JSON.stringify(laid))
