import { expect, test } from 'vitest'
import { openWith } from '#app/sealing/age.ts'
import { newCode } from '#app/sealing/code.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { caseReadersPage } from '#app/server/queries/case.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { asHandler } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date()
const account = {
  words: 'The fictional driver asked for money.',
  danger: 'no' as const,
  child: 'no' as const,
  light: false,
  channel: 'page' as const,
  locale: 'en',
}

const casesOf = (handler: TestHandler) =>
  withScope(handler.id, (tx) => tx.concern.findMany({ select: { id: true } }))

async function filed(door: Awaited<ReturnType<typeof aDoor>>, keyIds: string[] = []) {
  const removed = { keyIds, organisationIds: [] }
  await fileConcern({ slug: door.slug, code: newCode(), account, removed, files: [] }, now)
  const [row] = await database.query<{ id: string }>('select id from concern where door_id = $1', [door.id])
  return row!.id
}

test('when everybody of the receiving body has a conflict, the next body opens the account', async () => {
  const door = await aDoor()
  const [one, two] = door.handlers
  const [next] = door.nextUp
  const concernId = await filed(door)
  expect(await casesOf(next!)).toEqual([])
  await declare(asHandler(one), concernId, 'conflict', now)
  expect(await casesOf(next!)).toEqual([])
  await declare(asHandler(two), concernId, 'conflict', now)
  expect(await casesOf(next!)).toEqual([{ id: concernId }])

  await declare(asHandler(next!), concernId, 'none', now)
  const words = await withScope(next!.id, async (tx) => {
    const envelope = await tx.concernEnvelope.findFirstOrThrow({
      where: { handlerKeyId: next!.keyId, key: { kind: 'file' } },
      select: { sealed: true },
    })
    const key = new TextDecoder().decode(await openWith([next!.secretKeys.identity], envelope.sealed))
    const part = await tx.sealedPart.findFirstOrThrow({
      where: { concernId, key: { kind: 'file' } },
      select: { sealed: true },
    })
    return (unpadded(await openWith([key], part.sealed)) as { words: string }).words
  })
  expect(words).toBe(account.words)
})

test('nor does a colleague whose key has ended keep the next body waiting', async () => {
  const door = await aDoor()
  const [one, two] = door.handlers
  const concernId = await filed(door)
  await database.query('update handler_key set ended_on = current_date where id = $1', [two.keyId])
  await declare(asHandler(one), concernId, 'conflict', now)
  for (const handler of door.nextUp) expect(await casesOf(handler)).toEqual([{ id: concernId }])
})

test('nobody of the project is let in by a handler, whichever other body their key is of', async () => {
  const door = await aDoor()
  const [one] = door.handlers
  const [alias, other] = door.nextUp
  const concernId = await filed(door)
  await declare(asHandler(one), concernId, 'none', now)
  await database.query(
    `insert into membership (person_id, organisation_id, role, from_at) values ($1, $2, 'focal_point', now() - interval '1 day')`,
    [alias!.id, door.organisations.team],
  )
  const { letIn } = await caseReadersPage(asHandler(one), concernId)
  expect(letIn.map(({ handlerKeyId }) => handlerKeyId)).toContain(other!.keyId)
  expect(letIn.map(({ handlerKeyId }) => handlerKeyId)).not.toContain(alias!.keyId)
  const adding = withScope(
    one.id,
    (tx) =>
      tx.$queryRaw`select app_add_to_case(${concernId}::uuid, ${alias!.id}::uuid, 'case_handler', current_date)::text`,
  )
  await expect(adding).rejects.toThrow('nobody of the project')
})

test('whoever of the next body was taken out stands in no reserve', async () => {
  const door = await aDoor()
  const [removed, kept] = door.nextUp
  const concernId = await filed(door, [removed!.keyId])
  for (const handler of door.handlers) await declare(asHandler(handler), concernId, 'conflict', now)
  expect(await casesOf(removed!)).toEqual([])
  expect(await casesOf(kept!)).toEqual([{ id: concernId }])
  const held = await database.query('select from concern_envelope where handler_key_id = $1', [
    removed!.keyId,
  ])
  expect(held).toEqual([])
})

test('while nobody is on duty the contact outside the chain reads first, and the chain stands in reserve', async () => {
  const door = await aDoor({ terms: { rota: [] } })
  const concernId = await filed(door)
  for (const handler of [...door.handlers, ...door.nextUp]) expect(await casesOf(handler)).toEqual([])
  const [contact] = door.independent
  expect(await casesOf(contact!)).toEqual([{ id: concernId }])
  await declare(asHandler(contact!), concernId, 'conflict', now)
  expect(await casesOf(door.handlers[0])).toEqual([{ id: concernId }])
})

test('a rota of people whose keys count for nothing holds no more than none', async () => {
  const door = await aDoor()
  await database.query('update handler_key set counted_on = null where id = any ($1)', [
    door.handlers.map(({ keyId }) => keyId),
  ])
  forgetDoors()
  const concernId = await filed(door)
  expect(await casesOf(door.independent[0]!)).toEqual([{ id: concernId }])
})
