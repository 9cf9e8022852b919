import { beforeAll, expect, test } from 'vitest'
import { newCaseKeys, packConcern, type Parcel, type Reader, type Readers } from '#app/sealing/parcel.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { now } from '#app/server/clock.server.ts'
import { concernIdOf } from '#app/server/concerns/ids.server.ts'
import { whoOpensPage } from '#app/server/queries/handler-keys.server.ts'
import { receiveLocked } from '#app/server/workflows/lock.server.ts'
import { actorOf } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const notTaken = { code: 'notReady' }
let door: TestDoor
let closed: TestDoor

beforeAll(async () => {
  door = await aDoor({ slug: 'lake' })
  closed = await aDoor({ slug: 'shut', open: false })
})

const reader = ({ keyId, recipient }: TestHandler): Reader => ({ keyId, recipient })
const only = (...handlers: TestHandler[]): Readers => ({
  handlers: handlers.map(reader),
  custodians: [],
  escrowPairs: [],
})

async function aParcel(readers: Readers, doorId = door.id): Promise<Parcel> {
  return packConcern({
    doorId,
    code: await reporterKeysFrom(crypto.getRandomValues(new Uint8Array(32))),
    keys: await newCaseKeys(),
    readers,
    firstReturn: false,
    parts: [
      {
        kind: 'file',
        part: {
          kind: 'account',
          words: 'Something happened.',
          fileIds: [],
          danger: 'no',
          child: 'no',
          light: false,
          channel: 'locked_on_device',
          locale: 'en',
        },
      },
    ],
    files: [],
  })
}

const receives = (parcel: Parcel, slug = 'lake') =>
  receiveLocked(slug, { parcel, drafts: [], light: false }, now())

test('a parcel for anybody whom the door does not name is not taken', async () => {
  const outsider = await aHandler(door.organisations.team, ['handle'])
  const notCounted = await aHandler(door.organisations.receiving, ['handle'])
  for (const somebody of [outsider, notCounted, closed.handlers[0]])
    await expect(receives(await aParcel(only(door.handlers[0], somebody)))).rejects.toMatchObject(notTaken)
  const pair: Readers = {
    ...only(door.handlers[0]),
    escrowPairs: [[reader(door.escrow[0]!), reader(outsider)]],
  }
  await expect(receives(await aParcel(pair))).rejects.toMatchObject(notTaken)
})

test('nor one for two bodies at once, for a duty that a key does not have, or with an envelope twice', async () => {
  const twoBodies = only(door.handlers[0], door.nextUp[0]!)
  const wrongDuty = only(door.handlers[0], door.escrow[0]!)
  const wrongPair: Readers = {
    ...only(door.handlers[0]),
    escrowPairs: [[reader(door.escrow[0]!), reader(door.handlers[0])]],
  }
  const wrongCustody: Readers = { ...only(door.handlers[0]), custodians: [reader(door.escrow[0]!)] }
  for (const readers of [twoBodies, wrongDuty, wrongPair, wrongCustody])
    await expect(receives(await aParcel(readers))).rejects.toMatchObject(notTaken)
  const parcel = await aParcel(only(door.handlers[0]))
  const twice = { ...parcel, envelopes: [...parcel.envelopes, parcel.envelopes[0]!] }
  await expect(receives(twice)).rejects.toMatchObject(notTaken)
  const kinds = { ...parcel, keys: parcel.keys.map((key) => ({ ...key, kind: 'file' as const })) }
  await expect(receives(kinds)).rejects.toMatchObject(notTaken)
})

test('nor one for another door, a door that is not open, or no door at all', async () => {
  const parcel = await aParcel(only(door.handlers[0]))
  await expect(receives(parcel, 'nowhere')).rejects.toMatchObject(notTaken)
  await expect(receives(await aParcel(only(closed.handlers[0]), closed.id), 'shut')).rejects.toMatchObject(
    notTaken,
  )
  await expect(receives(await aParcel(only(door.handlers[0]), closed.id))).rejects.toMatchObject(notTaken)
  expect(await database.query('SELECT id FROM concern')).toEqual([])
})

test('one for fewer readers than the door would choose is received, and they alone take part', async () => {
  const parcel = await aParcel(only(door.handlers[1]))
  await receives(parcel)
  await receives(parcel)
  const concernId = concernIdOf(Buffer.from(parcel.lookupHash, 'base64'))
  const taking = await database.query<{ person_id: string; capacity: string }>(
    'SELECT person_id, capacity FROM participation WHERE record_id = $1',
    [concernId],
  )
  expect(taking).toEqual([{ person_id: door.handlers[1].id, capacity: 'case_handler' }])
  expect(await database.query('SELECT id FROM concern')).toHaveLength(1)
})

test('who may open it is read from its envelopes by whoever handles it; a colleague who was left out sees no trace', async () => {
  const shownTo = async (handler: TestHandler) =>
    (await whoOpensPage(actorOf(handler, 'case_handler', handler.organisationId))).flatMap(({ id, cases }) =>
      cases.map(({ kinds }) => ({ id, kinds })),
    )
  const [left, stays] = door.handlers
  expect(await shownTo(left)).toEqual([])
  expect(await shownTo(stays)).toEqual([{ id: stays.keyId, kinds: ['file', 'identity', 'thread'] }])
})

test('when the whole receiving body is taken out, the next one receives', async () => {
  const parcel = await aParcel(only(...door.nextUp))
  await receives(parcel)
  const concernId = concernIdOf(Buffer.from(parcel.lookupHash, 'base64'))
  const [row] = await database.query<{ organisation_id: string }>(
    'SELECT organisation_id FROM concern WHERE id = $1',
    [concernId],
  )
  expect(row!.organisation_id).toBe(door.organisations.nextUp)
})

test('the next body may stand in reserve: with one, never two, and never for a part of what the first one holds', async () => {
  const inReserve = (...handlers: TestHandler[]): Readers => ({
    ...only(door.handlers[0]),
    reserve: handlers.map(reader),
  })
  const ofTwo = inReserve(door.nextUp[0]!, door.handlers[1])
  for (const readers of [ofTwo, inReserve(door.handlers[1]), inReserve(door.escrow[0]!)])
    await expect(receives(await aParcel(readers))).rejects.toMatchObject(notTaken)
  const parcel = await aParcel(inReserve(...door.nextUp))
  await receives(parcel)
  const taking = await database.query<{ person_id: string }>(
    'SELECT person_id FROM participation WHERE record_id = $1',
    [concernIdOf(Buffer.from(parcel.lookupHash, 'base64'))],
  )
  expect(taking).toEqual([{ person_id: door.handlers[0].id }])
})

test('a file that is not here is not acknowledged', async () => {
  const parcel = await aParcel(only(door.handlers[0]))
  const missing = crypto.randomUUID()
  const sending = {
    parcel: { ...parcel, files: [{ id: missing, size: 10 }] },
    drafts: [{ fileId: missing, draftId: crypto.randomUUID() }],
    light: false,
  }
  await expect(receiveLocked('lake', sending, now())).rejects.toMatchObject(notTaken)
  const [, ...rest] = sending.drafts
  await expect(receiveLocked('lake', { ...sending, drafts: rest }, now())).rejects.toMatchObject(notTaken)
})

test('a part that would pass for one of a handler is not taken', async () => {
  const parcel = await aParcel(only(door.handlers[0]))
  const unmarked = { ...parcel, parts: parcel.parts.map((part) => ({ ...part, digest: '' })) }
  await expect(receives(unmarked)).rejects.toMatchObject(notTaken)
})
