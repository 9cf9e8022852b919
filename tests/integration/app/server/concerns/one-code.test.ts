import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { beforeAll, expect, test, vi } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { newCaseKeys } from '#app/sealing/parcel.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { receiveConcernFile } from '#app/server/concerns/receive-file.server.ts'
import { replaySpool } from '#app/server/concerns/replay.server.ts'
import { listSpool } from '#app/server/concerns/spool.server.ts'
import { openCode } from '#app/server/workflows/concern-additions.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import {
  aDoor,
  aHandler,
  anOrganisation,
  newestCase,
  readAs,
  readFileAs,
  toFile,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** One code belongs to what was filed with it at one door: not to what was deleted, and not to another door. */
const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')
let here: { slug: string; handler: TestHandler }
let there: typeof here

beforeAll(async () => {
  ;[here, there] = await Promise.all([place('Here'), place('There')])
})

async function place(name: string) {
  const body = await anOrganisation(name)
  const handler = await aHandler(body)
  const bodies = [{ organisationId: body, kind: 'receiving' as const, position: 0 }]
  return { slug: (await aDoor(body, { bodies })).slug, handler }
}

const count = async () =>
  Number((await database.query<{ n: string }>('select count(*) as n from concern'))[0]!.n)
const partsOf = async (id: string) =>
  Number(
    (
      await database.query<{ n: string }>('select count(*) as n from sealed_part where concern_id = $1', [id])
    )[0]!.n,
  )
const voice = Buffer.concat([Buffer.from('#!AMR\n'), randomBytes(3000)])

async function send(slug: string, code: string, words: string, withVoice = false) {
  const files = withVoice
    ? [await receiveConcernFile(await newCaseKeys(), Readable.from([voice]), 'voice.amr')]
    : []
  return fileConcern(toFile(slug, words, { code, files }), now)
}

/** As two people do it; here only what is left of it. */
async function deleteCase(id: string): Promise<void> {
  await database.query(
    `insert into concern_proposal (concern_id, kind, data, proposed_by_id, proposed_on, state)
     values ($1, 'delete', '{}', gen_random_uuid(), '2030-03-04', 'confirmed')`,
    [id],
  )
  await database.query(
    `update concern_way set ended_on = '2030-03-04' where thread_id in (select id from concern_thread where concern_id = $1)`,
    [id],
  )
}

/** What waited on the disk while the case was deleted. */
async function sendInBetween(
  slug: string,
  code: string,
  words: string,
  between: () => Promise<unknown>,
  withVoice = false,
) {
  const connecting = vi.spyOn(database.engine.pool, 'connect')
  const away = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
  connecting.mockImplementation(away as never)
  try {
    expect(await send(slug, code, words, withVoice)).toMatchObject({ state: 'received' })
  } finally {
    connecting.mockRestore()
  }
  expect(await listSpool()).toHaveLength(1)
  await between()
  expect(await replaySpool()).toBe(true)
}

test('a code whose case was deleted is refused: no receipt, nothing added, no new case', async () => {
  const code = newCode()
  await send(here.slug, code, 'The first')
  const id = await newestCase()
  await deleteCase(id)
  const [cases, parts] = [await count(), await partsOf(id)]
  for (const words of ['The first', 'Something new'])
    expect(await send(here.slug, code, words)).toEqual({ state: 'codeUsed' })
  expect([await count(), await partsOf(id)]).toEqual([cases, parts])
  expect(await openCode(code)).toBeNull()
})

test('what was acknowledged before its case was deleted begins a case of its own, with its files, and opens with its code', async () => {
  const code = newCode()
  await send(here.slug, code, 'Before', true)
  const old = await newestCase()
  await sendInBetween(here.slug, code, 'In between', () => deleteCase(old), true)
  const id = await newestCase()
  expect(id).not.toBe(old)
  const parts = await readAs(here.handler, id)
  expect(parts).toMatchObject([{ words: 'In between' }, { kind: 'file' }])
  expect(await readFileAs(here.handler, id, (parts[1] as PartOf<'file'>).fileId)).toEqual(voice)
  expect((await openCode(code))!.threads.map(({ concernId }) => concernId)).toEqual([id])
  await send(here.slug, code, 'And more')
  expect(await readAs(here.handler, id)).toHaveLength(3)
})

test('at two doors one code leads to two cases; neither is read by the other', async () => {
  const code = newCode()
  await send(here.slug, code, 'For here', true)
  const first = await newestCase()
  await send(there.slug, code, 'For there', true)
  const second = await newestCase()
  expect(second).not.toBe(first)
  expect(await readAs(here.handler, first)).toMatchObject([{ words: 'For here' }, { kind: 'file' }])
  expect(await readAs(there.handler, first)).toEqual([])
  const parts = await readAs(there.handler, second)
  expect(parts).toMatchObject([{ words: 'For there' }, { kind: 'file' }])
  expect(await readAs(here.handler, second)).toEqual([])
  expect(await readFileAs(there.handler, second, (parts[1] as PartOf<'file'>).fileId)).toEqual(voice)
  expect((await openCode(code))!.threads.map(({ concernId }) => concernId).sort()).toEqual(
    [first, second].sort(),
  )
})

test('used at a second door while the database is away it is kept as its own case, with its files', async () => {
  const code = newCode()
  await send(here.slug, code, 'For here', true)
  const first = await newestCase()
  await send(there.slug, newCode(), 'So that the page is known')
  await sendInBetween(there.slug, code, 'For there', () => Promise.resolve(), true)
  const second = await newestCase()
  expect(second).not.toBe(first)
  const parts = await readAs(there.handler, second)
  expect(parts).toMatchObject([{ words: 'For there' }, { kind: 'file' }])
  expect(await readFileAs(there.handler, second, (parts[1] as PartOf<'file'>).fileId)).toEqual(voice)
  expect(await readAs(here.handler, first)).toHaveLength(2)
})
