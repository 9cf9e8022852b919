import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now, replaceClock } from '#app/server/clock.server.ts'
import { startSession } from '#app/server/sign-in/sessions.server.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'
import { aTerm, approvedWith, itIs } from '#tests/support/conditions.ts'
import { caseNow, declareFree, stepsOf } from '#tests/support/case-steps.ts'
import { aCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'
import { aCast, aPerson } from '#tests/support/line.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()

let site: WholeSite
let door: TestDoor
let investigator: Actor
const readers: { name: string; cookie: string | null; from: string[] }[] = []

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor({ slug: 'lake' })
  itIs('2030-02-01')
  const cast = await aCast()
  investigator = cast.investigator
  // Gates that hold fieldwork and money, conditions, and a door for exactly this programme and these people.
  const { plan, ids } = await approvedWith(cast, aTerm, { ...aTerm, holdsBack: 'payment' })
  const [call] = await database.query<{ programme_id: string }>('select programme_id from call limit 1')
  await database.query('update concern_door set programme_id = $1 where slug = $2', [
    call!.programme_id,
    'lake',
  ])
  forgetDoors()
  const funder = cast.officer.memberships[0]!
  const administrator = await aPerson('Amara', 'administrator', {
    id: funder.organisationId,
    name: funder.organisationName,
    kind: 'funder',
  })
  const signedIn = {
    officer: cast.officer,
    investigator,
    administrator,
  }
  const from = ['/app', `/app/assessments/${plan}`, ...ids.map((id) => `/app/conditions/${id}`)]
  for (const [name, person] of Object.entries(signedIn)) {
    const token = await asSystem('test', (tx) => startSession(tx, person.id, null, now()))
    readers.push({ name, cookie: `amana=${token}`, from })
  }
  readers.push({
    name: 'anybody',
    cookie: null,
    from: ['/', '/calls', '/ledger', '/verify', '/r/lake', '/r/lake/about', '/health'],
  })
}, 120_000)
afterAll(() => void replaceClock(() => new Date()))

/** Pages that are not one of the service's, and those that change by being asked for. */
const leftOut = /^\/app\/(sign-|log\b|how|frameworks)|[?]lang=|\.(css|js|pdf|woff2?)$|^\/(scripts|build)\//

/** Every page that somebody comes to by following links from where they start: as it came, without what is new each time. */
async function pagesOf({
  cookie,
  from,
  most = 18,
}: (typeof readers)[number] & { most?: number }): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const waiting = [...from]
  while (waiting.length > 0 && pages.size < most) {
    const path = waiting.shift()!
    if (pages.has(path)) continue
    const answer = await site.ask(path, { cookie, headers: { 'accept-language': 'en' } })
    const location = answer.headers.get('location')
    const type = answer.headers.get('content-type') ?? ''
    const body = /html|text|json/.test(type) ? await answer.text() : type
    pages.set(path, `${answer.status} ${location ?? ''}\n${body.replaceAll(/nonce="[^"]*"/g, '')}`)
    const links = [...body.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))
    waiting.push(
      ...[...(location?.startsWith('/') ? [location] : []), ...links].filter((each) => !leftOut.test(each)),
    )
  }
  return pages
}

const everyPage = async () =>
  new Map(
    (
      await Promise.all(
        readers.map(async (reader) =>
          [...(await pagesOf(reader))].map(([path, page]) => [`${reader.name} ${path}`, page] as const),
        ),
      )
    ).flat(),
  )

function different(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (each) => before.get(each) !== after.get(each),
  )
}

let before: Map<string, string>

test(
  'what anybody else sees is the same to the letter, before a concern and while it is handled',
  { timeout: 120_000 },
  async () => {
    before = await everyPage()
    for (const page of ['investigator /app', 'anybody /ledger', 'anybody /r/lake'])
      expect(before.get(page), page).toMatch(/^200/)
    expect([...before.keys()].filter((each) => /conditions\//.test(each)).length).toBeGreaterThan(2)
    expect(before.size).toBeGreaterThan(45)

    // What a case may is asked of the database, whose days are those of the wall.
    replaceClock(() => new Date())
    const subject = investigator.name
    const [own, other] = [
      await aCase(door, { subject, at: now() }),
      await aCase(door, { subject, at: now() }),
    ]
    for (const each of [own, other]) await declareFree(each.id, door.handlers, now())
    await stepsOf(own, door.handlers, now).to.assessing()
    await stepsOf(other, door.handlers, now).to.closed()
    itIs('2030-02-01')
    expect([(await caseNow(own.id)).state, (await caseNow(other.id)).state]).toEqual(['assessing', 'closed'])
    expect(different(before, await everyPage())).toEqual([])
  },
)

test('a night later the ledger has grown by what a quiet night adds', async () => {
  const sizes = async () =>
    (
      await database.query<{ action: string; n: number }>(
        'select action, count(*)::int as n from ledger_entry group by 1 order by 1',
      )
    ).map(({ action, n }) => `${action} ${n}`)
  const was = await sizes()
  const days = await commitDays(new Date('2030-02-02T12:00:00Z'))
  const grown = (await sizes()).filter((each) => !was.includes(each))
  expect([days, grown]).toEqual([['2030-02-01'], ['caselog.commit 1']])
})

test('were there a word of it anywhere, this would have found it', async () => {
  const pages = () => pagesOf({ ...readers.find(({ name }) => name === 'investigator')!, most: 2 })
  const was = await pages()
  await database.query(
    `insert into notice (id, person_id, record_id, kind, at) select gen_random_uuid(), $1, id, 'caseNeedsYou', $2 from concern limit 1`,
    [investigator.id, now()],
  )
  expect(different(was, await pages())).not.toEqual([])
})
