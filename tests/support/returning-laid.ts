import { randomUUID } from 'node:crypto'
import { newCode } from '#app/sealing/code.ts'
import { closeDatabase, openDatabase, asSystem } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { aDoor } from '#tests/support/doors.ts'
import { aFiledConcern, leaveInThread, message, signedPart, today } from '#tests/support/returning.ts'

/** Run by itself before the server starts: what stands behind three codes when somebody comes back with them. */
export interface Laid {
  slug: string
  code: string
  /** Handed out by somebody else. */
  handed: string
  /** A case that has ended, with what was told of it. */
  ended: string
  none: string
}

await openDatabase()
const door = await aDoor({ slug: 'lake' })
const filed = await aFiledConcern(door)
const [handler] = door.handlers
await leaveInThread(
  filed,
  signedPart(filed, handler, {
    ...message('Nous vous avons lu.\nÊtes-vous en sécurité ce soir ?'),
    role: 'conseillère',
  }),
)
await leaveInThread(filed, message('Venez ce soir derrière le marché, sans le dire à personne.'))
await leaveInThread(
  filed,
  signedPart(filed, handler, {
    kind: 'share',
    shareId: randomUUID(),
    what: 'Votre salaire impayé',
    toWhom: 'Le service de paie',
    why: 'Pour que vous soyez payée',
    untilOn: '2030-01-31',
  }),
)
const handed = await aFiledConcern(door, { firstReturn: true })
await leaveInThread(handed, signedPart(handed, handler, message('Pour vous seulement.')))
const ended = await aFiledConcern(door)
await leaveInThread(
  ended,
  signedPart(ended, handler, {
    kind: 'feedback',
    shared: 'Il ne travaille plus ici.',
    withheld: 'Ce que d’autres ont raconté reste à eux.',
    role: 'conseillère',
  }),
)
await asSystem('test', async (tx) => {
  await tx.$executeRaw`UPDATE concern SET state = 'closed', value = jsonb_set(value, '{stage}', '"closed"')
    WHERE id = ${ended.concernId}::uuid`
  await tx.concernClock.create({
    data: {
      concernId: ended.concernId,
      kind: 'detriment',
      personRef: ended.threadId,
      startedOn: today(),
      dueAt: new Date(today().getTime() - 24 * 60 * 60 * 1000),
    },
  })
})
await stopReceiving()
await closeDatabase()
const laid: Laid = {
  slug: door.slug,
  code: filed.code,
  handed: handed.code,
  ended: ended.code,
  none: newCode(),
}
console.log(JSON.stringify(laid))
