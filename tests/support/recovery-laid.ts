import { asSystem, closeDatabase, countForThePlanner, openDatabase } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { aCase, sealedPart } from '#tests/support/cases.ts'
import { aDoor, aHandler, countKeys, type TestHandler } from '#tests/support/doors.ts'

/** Run by itself before the server starts: a case that nobody can open any more, and those who hold its escrow. */
export interface LaidRecovery {
  concernId: string
  recoveryId: string
  first: Hand
  second: Hand
  heir: Hand
  /** Whom the reporter took out. */
  takenOut: string
}
interface Hand {
  name: string
  phrase: string
  cookie: string
}

await openDatabase()
const door = await aDoor({ slug: 'lake' })
const own = await aCase(door, {
  words: 'Le récit d’une personne fictive.',
  at: new Date(Date.now() - 2 * 24 * 60 * 60 * 1000),
})
const [first, second] = door.escrow as [TestHandler, TestHandler]
const heir = await aHandler(door.organisations.receiving, ['handle', 'custody'])
const [takenOut] = door.nextUp as [TestHandler]
// These two sat with each other and with whoever comes: their browsers know these keys.
await countKeys([first, second, heir])
const sealed = await sealedPart(own.keys.file.recipient, {
  kind: 'removed',
  readers: [`handler, Fictional Council Above (${takenOut.keyId})`],
})
const recoveryId = await asSystem('test', async (tx) => {
  const key = await tx.concernKey.findFirstOrThrow({
    where: { concernId: own.id, kind: 'file' },
    select: { id: true },
  })
  const onDay = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`)
  await tx.sealedPart.create({
    data: {
      concernId: own.id,
      keyId: key.id,
      sealed: Buffer.from(sealed, 'base64'),
      digest: Buffer.alloc(32, 7),
      onDay,
    },
  })
  for (const { keyId } of door.handlers)
    await tx.handlerKey.update({ where: { id: keyId }, data: { endedOn: onDay } })
  return key.id
})
  .then(() => watchConcerns())
  .then(() =>
    asSystem('test', (tx) =>
      tx.caseRecovery.findFirstOrThrow({ where: { concernId: own.id }, select: { id: true } }),
    ),
  )
  .then(({ id }) => id)
await countForThePlanner()
await stopReceiving()
const hand = async (handler: TestHandler): Promise<Hand> => ({
  name: handler.name,
  phrase: handler.phrase,
  cookie: (await aCookieOf(handler)).replace('amana=', ''),
})
const laid: LaidRecovery = {
  concernId: own.id,
  recoveryId,
  first: await hand(first),
  second: await hand(second),
  heir: await hand(heir),
  takenOut: takenOut.name,
}
// Proved who they are, and for longer than five minutes: the journey is about what comes after.
await asSystem('test', (tx) => tx.$executeRaw`update session set stepped_up_at = now() + interval '1 hour'`)
await closeDatabase()
console.log(JSON.stringify(laid))
