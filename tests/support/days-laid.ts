import { asSystem, closeDatabase, countForThePlanner, openDatabase } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { aCookieOf, anAccount } from '#tests/support/accounts.ts'
import { declareFree, stepsOf } from '#tests/support/case-steps.ts'
import { aCase } from '#tests/support/cases.ts'
import { aDoor, aHandler, countKeys } from '#tests/support/doors.ts'

/**
 * Run by itself before the server starts: days have gone by. One case came forty days ago and nobody has opened it, one
 * was closed fourteen months ago; a third handler was taken out of the first. The server's own job finds out at its start.
 */
export interface LaidDays {
  late: string
  over: string
  first: string
  second: string
  /** Of the same body, taken out by whoever wrote. */
  takenOut: string
  /** Safeguarding lead of the body, and a handler of the next one up. */
  lead: string
  nextUp: string
}

const day = 24 * 60 * 60_000
const daysAgo = (count: number) => new Date(Date.now() - count * day)

await openDatabase()
const door = await aDoor({
  slug: 'lake',
  terms: {
    retention: [
      {
        what: { en: 'What people tell us' },
        keepFor: { en: 'A year' },
        months: 12,
        reason: { en: 'A trial' },
        owner: 'All',
      },
    ],
  },
})
const { handlers } = door
const organisationId = handlers[0].organisationId
const takenOut = await aHandler(organisationId, ['handle'])
await countKeys([takenOut])
const lead = await anAccount({ organisationId, role: 'safeguarding_lead', authenticator: true })
const late = await aCase(door, { at: daysAgo(40), handlers: [...handlers] })
const over = await aCase(door, { at: daysAgo(500), handlers: [...handlers] })
await declareFree(over.id, handlers, daysAgo(430))
await stepsOf(over, handlers, () => daysAgo(430)).to.closed()
await asSystem(
  'test',
  (tx) => tx.$executeRaw`
  update concern set value = value || '{"legalHold": "released"}'::jsonb where id = ${over.id}::uuid`,
)
await asSystem('test', (tx) => enqueue(tx, [{ name: 'watchConcerns', key: randomId(), data: {} }]))
await countForThePlanner()
await stopReceiving()
const cookie = async (person: { id: string }) => (await aCookieOf(person)).replace('amana=', '')
const laid: LaidDays = {
  late: late.id,
  over: over.id,
  first: await cookie(handlers[0]),
  second: await cookie(handlers[1]),
  takenOut: await cookie(takenOut),
  lead: await cookie(lead),
  nextUp: await cookie(door.nextUp[0]!),
}
await asSystem('test', (tx) => tx.$executeRaw`update session set stepped_up_at = now() + interval '1 hour'`)
await closeDatabase()
console.log(JSON.stringify(laid))
