import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { newCaseKeys, packConcern } from '#app/sealing/parcel.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import type { Part } from '#app/sealing/parts.ts'
import { env } from '#app/server/env.server.ts'
import { fileConcern, openDoor, receiveParcel } from '#app/server/workflows/concern-filing.server.ts'
import {
  account,
  aDoor,
  aHandler,
  aLead,
  aProgramme,
  anOrganisation,
  newestCase,
  readAs,
  toFile,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')

let body: string
let above: string
let outside: string
let team: string
let first: TestHandler
let second: TestHandler
let higher: TestHandler
let independent: TestHandler
let slug: string

beforeAll(async () => {
  ;[body, above, outside, team] = (await Promise.all(
    ['Receiving', 'Above', 'Outside', 'Team'].map(anOrganisation),
  )) as [string, string, string, string]
  first = await aHandler(body, ['handle', 'escrow'])
  second = await aHandler(body, ['handle', 'custody', 'escrow'])
  await aHandler(body, ['handle'], { counted: false })
  await aHandler(body, ['handle'], { alsoIn: [team] })
  higher = await aHandler(above)
  independent = await aHandler(outside)
  slug = (await aDoor(body, terms())).slug
})

const always = { languages: ['en'], fromOn: '2020-01-01', untilOn: '2099-12-31' }
const terms = () => ({
  bodies: [
    { organisationId: body, kind: 'receiving' as const, position: 0 },
    { organisationId: above, kind: 'next_up' as const, position: 0 },
    { organisationId: outside, kind: 'independent' as const, position: 0 },
  ],
  teamOrganisationIds: [team],
  rota: [
    { personId: first.personId, part: 'primary' as const, ...always },
    { personId: second.personId, part: 'deputy' as const, ...always },
    { personId: second.personId, part: 'out_of_hours' as const, ...always },
  ],
})

const count = async () =>
  Number((await database.query<{ n: string }>(`select count(*) as n from concern`))[0]!.n)

describe('who reads', () => {
  test('nobody of the team, nobody whose key does not count, and nobody taken out holds an envelope', async () => {
    const given = toFile(slug, 'It happened', { removed: { keyIds: [second.keyId], organisationIds: [] } })
    expect(await fileConcern(given, now)).toMatchObject({ state: 'received' })
    const id = await newestCase()
    const holders = await database.query<{ id: string }>(
      `select distinct e.handler_key_id as id from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1 and e.holder in ('handler', 'escrow')`,
      [id],
    )
    expect(holders.map((row) => row.id)).toEqual([first.keyId])
    const persons = await database.query<{ id: string }>(
      `select person_id as id from participation where record_id = $1`,
      [id],
    )
    expect(persons.map((row) => row.id)).toEqual([first.personId])
    const parts = await readAs(first, id)
    expect(parts.map(({ kind }) => kind)).toEqual(['account', 'removed'])
    expect(await readAs(second, id)).toEqual([])
  })

  test('the next body receives when nobody is left, then the independent one, then nobody', async () => {
    const without = (...organisationIds: string[]) => ({ removed: { keyIds: [], organisationIds } })
    await fileConcern(toFile(slug, 'One', without(body)), now)
    expect((await readAs(higher, await newestCase()))[0]).toMatchObject({ kind: 'account', words: 'One' })
    await fileConcern(toFile(slug, 'Two', without(body, above)), now)
    expect((await readAs(independent, await newestCase()))[0]).toMatchObject({ words: 'Two' })
    const before = await count()
    expect(await fileConcern(toFile(slug, 'Three', without(body, above, outside)), now)).toEqual({
      state: 'nobodyLeft',
    })
    expect(await count()).toBe(before)
  })

  test('whoever was taken out by a key that ended meanwhile is out with the new one too', async () => {
    const receiving = await anOrganisation('Receiving too')
    const { slug } = await aDoor(receiving, { rota: [] })
    const stays = await aHandler(receiving)
    const removed = await aHandler(receiving)
    const again = await aHandler(receiving, ['handle'], { personId: removed.personId })
    await database.query('update handler_key set ended_on = current_date where id = $1', [removed.keyId])
    await fileConcern(
      toFile(slug, 'It happened', { removed: { keyIds: [removed.keyId], organisationIds: [] } }),
      now,
    )
    const id = await newestCase()
    expect(await readAs(again, id)).toEqual([])
    expect(await readAs(stays, id)).toHaveLength(1)
  })

  test('whoever has left a body is no reader of it, and the next body is asked', async () => {
    const receiving = await anOrganisation('Receiving nobody')
    const left = await aHandler(receiving)
    await database.query('update membership set until_at = now() where person_id = $1', [left.personId])
    const { slug } = await aDoor(receiving, {
      bodies: [{ organisationId: above, kind: 'next_up', position: 0 }],
    })
    expect((await openDoor(slug))!.readers.map(({ keyId }) => keyId)).toEqual([higher.keyId])
    await fileConcern(toFile(slug, 'It happened'), now)
    expect(await readAs(left, await newestCase())).toEqual([])
    expect(await readAs(higher, await newestCase())).toHaveLength(1)
  })

  test('a page that is not open takes nothing but a test', async () => {
    const door = await aDoor(body, terms(), false)
    expect(await fileConcern(toFile(door.slug, 'Words'), now)).toEqual({ state: 'closed' })
    expect(await fileConcern(toFile('no-such-page', 'Words'), now)).toEqual({ state: 'closed' })
    expect(await fileConcern(toFile(door.slug, 'Words', { isTest: true }), now)).toMatchObject({
      state: 'received',
    })
  })

  test('the page names who would open it, body by body', async () => {
    const door = await openDoor(slug)
    expect(door!.readers.map(({ keyId, bodyKind, role }) => [keyId, bodyKind, role])).toEqual(
      expect.arrayContaining([
        [first.keyId, 'receiving', 'handler'],
        [higher.keyId, 'next_up', 'handler'],
      ]),
    )
    expect(door!.readers).toHaveLength(4)
    expect(await openDoor('no-such-page')).toBeNull()
  })
})

describe('sent again', () => {
  test('twice is received once', async () => {
    const given = toFile(slug, 'Sent twice')
    const before = await count()
    const answers = [await fileConcern(given, now), await fileConcern(given, now)]
    expect(answers[0]).toEqual({ ...answers[1], held: expect.any(String) as string })
    expect(await count()).toBe(before + 1)
    expect(await readAs(first, await newestCase())).toHaveLength(1)
  })

  test('what came in days later is written into the case log of today, which nobody has committed to', async () => {
    await fileConcern(toFile(slug, 'Waited'), new Date('2020-02-03T23:10:00Z'))
    const [row] = await database.query<{ arrived: string; logged: boolean }>(
      `select c.arrived_on::text as arrived, l.on_day = (now() at time zone 'UTC')::date as logged
       from concern c join case_log_entry l on l.concern_id = c.id where c.id = $1`,
      [await newestCase()],
    )
    expect(row).toEqual({ arrived: '2020-02-03', logged: true })
  })

  test('with something new in it adds what is new, for whoever handles the case', async () => {
    const given = toFile(slug, 'At first', { removed: { keyIds: [second.keyId], organisationIds: [] } })
    await fileConcern(given, now)
    const id = await newestCase()
    // The second time the same reader is not taken out again; they still read nothing.
    await fileConcern(
      { ...given, account: account('And then'), removed: { keyIds: [], organisationIds: [] } },
      now,
    )
    const parts = await readAs(first, id)
    expect(parts.flatMap((part) => (part.kind === 'account' ? [part.words] : []))).toEqual([
      'At first',
      'And then',
    ])
    expect(await readAs(second, id)).toEqual([])
    const keys = await database.query<{ generation: number }>(
      `select generation from concern_key where concern_id = $1 and kind = 'file' order by generation`,
      [id],
    )
    expect(keys.map(({ generation }) => generation)).toEqual([1, 2])
  })

  test('a reader taken out the second time reads nothing of the second', async () => {
    const given = toFile(slug, 'At first')
    await fileConcern(given, now)
    const id = await newestCase()
    const removed = { keyIds: [second.keyId], organisationIds: [] }
    await fileConcern({ ...given, account: account('And then'), removed }, now)
    const words = (parts: Part[]) => parts.flatMap((part) => (part.kind === 'account' ? [part.words] : []))
    expect(words(await readAs(second, id))).toEqual(['At first'])
    expect(words(await readAs(first, id))).toEqual(['At first', 'And then'])
  })

  test('32 at once are all received', { timeout: 120_000 }, async () => {
    const before = await count()
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => fileConcern(toFile(slug, `Number ${index}`), now)),
    )
    expect(answers.every(({ state }) => state === 'received')).toBe(true)
    await expect.poll(count, { timeout: 30_000 }).toBe(before + 32)
    expect(await readdir(join(env.dataFolder, 'concerns/spool'))).toEqual([])
  })

  test('the same code 8 times at once is one case', { timeout: 60_000 }, async () => {
    const before = await count()
    const given = toFile(slug, 'In a hurry')
    await Promise.all(Array.from({ length: 8 }, () => fileConcern(given, now)))
    await expect.poll(async () => readdir(join(env.dataFolder, 'concerns/spool'))).toEqual([])
    expect(await count()).toBe(before + 1)
    expect(await readAs(first, await newestCase())).toHaveLength(1)
  })
})

describe('any words', () => {
  test('every script, null bytes and half letters come out as they went in', async () => {
    const words = 'Ɛnti · كتابة · हिन्दी · 漢字 · 👩🏾‍🌾 · ߒߞߏ · \u0000 · \u202e · \ufeff · "\\'
    await fileConcern(toFile(slug, words), now)
    expect((await readAs(first, await newestCase()))[0]).toMatchObject({ words })
  })

  test('five megabytes', { timeout: 60_000 }, async () => {
    const words = 'ከባድ ቃል '.repeat(5_000_000 / 16)
    await fileConcern(toFile(slug, words), now)
    expect((await readAs(first, await newestCase()))[0]).toMatchObject({ words })
  })
})

describe('who watches', () => {
  test('nobody of the team and nobody taken out sees even the stage; the lead of the funder does', async () => {
    const funder = await anOrganisation('Funder')
    const lead = await aLead(funder)
    const alsoInTeam = await aLead(funder, team)
    const programmeId = await aProgramme(funder)
    const door = await aDoor(body, terms(), true, programmeId)
    const watching = async (given: ReturnType<typeof toFile>) => {
      await fileConcern(given, now)
      const rows = await database.query<{ id: string }>(
        `select person_id as id from participation where record_id = $1 and capacity = 'case_overseer'`,
        [await newestCase()],
      )
      return rows.map(({ id }) => id)
    }
    const without = { removed: { keyIds: [], organisationIds: [funder] } }
    expect(await watching(toFile(door.slug, 'One', without))).toEqual([])
    expect(await watching(toFile(door.slug, 'Two'))).toEqual([lead])
    const { overseers } = (await openDoor(door.slug))!
    expect(overseers).toMatchObject([{ organisationId: funder, body: 'Funder' }])
    expect(JSON.stringify(overseers)).not.toContain(lead)
    const one = { removed: { keyIds: [overseers[0]!.keyId], organisationIds: [] } }
    expect(await watching(toFile(door.slug, 'Without the one', one))).toEqual([])
    const readers = (await openDoor(door.slug))!.readers.map(({ keyId }) => keyId)
    expect(await watching(toFile(door.slug, 'Never shown', { seen: readers }))).toEqual([])
    expect(await watching(toFile(door.slug, 'Shown', { seen: [...readers, overseers[0]!.keyId] }))).toEqual([
      lead,
    ])
    expect(await watching(toFile(door.slug, 'Three', { isTest: true }))).toEqual([])
    expect(alsoInTeam).not.toBe(lead)
  })
})

describe('sealed elsewhere', () => {
  const sealedFor = async (handlers: TestHandler[], doorSlug = slug) =>
    packConcern({
      doorId: (await openDoor(doorSlug))!.id,
      code: await reporterKeysFrom(crypto.getRandomValues(new Uint8Array(32))),
      keys: await newCaseKeys(),
      readers: { handlers, custodians: [], escrowPairs: [] },
      firstReturn: false,
      parts: [{ kind: 'file', part: { kind: 'account', fileIds: [], ...account('In the browser') } }],
      files: [],
    })

  test('for anybody whom the page does not name it is refused', async () => {
    const stranger = await aHandler(await anOrganisation('Elsewhere'))
    const notCounted = await aHandler(body, ['handle'], { counted: false })
    for (const handlers of [[stranger], [notCounted], [first, stranger]])
      await expect(receiveParcel(await sealedFor(handlers), now, { slug })).rejects.toMatchObject({
        status: 409,
      })
    const other = await aDoor(body, terms())
    await expect(receiveParcel(await sealedFor([first]), now, { slug: other.slug })).rejects.toMatchObject({
      status: 409,
    })
  })

  test('it is received once', async () => {
    const parcel = await sealedFor([first])
    expect(await receiveParcel(parcel, now, { slug })).toEqual({ state: 'received' })
    expect(await receiveParcel(parcel, now, { slug })).toEqual({ state: 'alreadyHere' })
    expect(await readAs(first, await newestCase())).toMatchObject([{ words: 'In the browser' }])
  })
})

test('no row keeps an hour', async () => {
  await fileConcern(toFile(slug, 'When'), now)
  const id = await newestCase()
  const [row] = await database.query<Record<string, unknown>>(
    `select c.arrived_on::text as arrived, (select min(from_at)::text from participation where record_id = c.id) as part,
       (select string_agg(k.kind || ' ' || (k.due_at at time zone 'UTC')::text, ', ' order by k.due_at, k.kind) from concern_clock k
        where k.concern_id = c.id and k.kind <> 'detriment') as clocks, c.state
     from concern c where c.id = $1`,
    [id],
  )
  expect(row!.arrived).toBe('2030-03-04')
  expect(row!.part).toMatch(/^2030-03-04 00:00:00/)
  expect(row!.clocks).toBe('safety 2030-03-05 12:00:00, acknowledge 2030-03-12 00:00:00')
  expect(row!.state).toBe('received')
})
