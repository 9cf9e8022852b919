import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as choiceRoute from '#app/routes/app.account_.notices.tsx'
import * as daysRoute from '#app/routes/app.local-days.tsx'
import * as noticesRoute from '#app/routes/app.notices.tsx'
import type { Role } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount, anOrganisation } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { layNoticedPlan, type Noticed } from '#tests/support/noticed-plan.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const context = {} as never
const t = wordsFor('en')
let plan: Noticed
let site: WholeSite

beforeAll(async () => {
  site = await startWholeSite()
}, 60_000)
beforeEach(async () => {
  plan = await layNoticedPlan(database)
})

const cookieOf = (id: string) => aCookieOf({ id })
type Kind = { kind?: string; recordId?: string; conditionId?: string | null; at?: string }
async function aNotice(personId: string, { kind = 'decided', recordId, conditionId, at }: Kind = {}) {
  const [row] = await database.query<{ id: string }>(
    'insert into notice (person_id, kind, record_id, condition_id, at) values ($1, $2, $3, $4, $5) returning id',
    [personId, kind, recordId ?? plan.id, conditionId ?? null, at ?? '2026-03-04T10:00:00Z'],
  )
  return row!.id
}
const isRead = async (id: string) =>
  (await database.query('select from notice where id = $1 and read_at is not null', [id])).length === 1

type Page = {
  unread: number
  notices: { id: string; kind: string; title: string | null; path: string | null; unread: boolean }[]
  older: string | null
}
const open = async (personId: string, query = '') =>
  (
    await answerOf(async () =>
      noticesRoute.loader({
        request: ask(`/app/notices${query}`, { cookie: await cookieOf(personId) }),
        params: {},
        context,
      }),
    )
  ).value as Page
const press = async (personId: string | null, form: Record<string, string>) => {
  const cookie = personId && (await cookieOf(personId))
  return answerOf(() =>
    noticesRoute.action({ request: ask('/app/notices', { cookie, form }), params: {}, context }),
  )
}

describe('nobody', () => {
  test('sees or marks a notice of somebody else, or learns that there is one', async () => {
    const id = await aNotice(plan.investigator)
    expect((await open(plan.otherInvestigator)).notices).toEqual([])
    expect((await open(plan.otherInvestigator, `?before=${id}`)).notices).toEqual([])
    const opened = await press(plan.otherInvestigator, { open: id })
    const invented = await press(plan.otherInvestigator, { open: randomId() })
    expect([opened.status, invented.status]).toEqual([404, 404])
    expectRedirect(await press(plan.otherInvestigator, { read: id }), '/app/notices')
    expectRedirect(await press(plan.otherInvestigator, { until: '2030-01-01T00:00:00.000Z' }), '/app/notices')
    expect(await isRead(id)).toBe(false)
    expectRedirect(await press(null, { read: id }), /^\/app\/sign-in/)
  })

  test('writes, changes or removes a notice in a request, not even their own', async () => {
    const id = await aNotice(plan.investigator)
    for (const sql of [
      `insert into notice (person_id, kind, record_id, at) values ('${plan.investigator}', 'decided', '${plan.id}', now())`,
      `update notice set kind = 'signed' where id = '${id}'`,
      `update notice set mailed_at = now() where id = '${id}'`,
      `delete from notice where id = '${id}'`,
    ])
      await expect(withScope(plan.investigator, (tx) => tx.$queryRawUnsafe(sql))).rejects.toThrow(
        /permission denied|42501/,
      )
  })
})

describe('the page of notices', () => {
  test('leads to the thing and marks it as read', async () => {
    const decided = await aNotice(plan.investigator)
    const met = await aNotice(plan.investigator, {
      kind: 'conditionMet',
      conditionId: plan.condition,
      at: '2026-03-05T10:00:00Z',
    })
    const page = await open(plan.investigator)
    expect(page).toMatchObject({
      unread: 2,
      notices: [
        { id: met, title: 'Hidden title', path: `/app/conditions/${plan.condition}`, unread: true },
        { id: decided, title: 'Hidden title', path: `/app/assessments/${plan.id}`, unread: true },
      ],
    })
    expectRedirect(await press(plan.investigator, { open: met }), `/app/conditions/${plan.condition}`)
    expect(await isRead(met)).toBe(true)
    expect(await isRead(decided)).toBe(false)
  })

  test('says of a record that is not open any more only that there was something', async () => {
    const id = await aNotice(plan.reviewer, { kind: 'submitted' })
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'recused')`,
      [plan.id, plan.reviewer],
    )
    expect((await open(plan.reviewer)).notices).toMatchObject([{ id, title: null, path: null }])
    expectRedirect(await press(plan.reviewer, { open: id }), '/app/notices')
    const html = await (await site.ask('/app/notices', { cookie: await cookieOf(plan.reviewer) })).text()
    expect(html).toContain(t('notices.closed'))
    expect(html).not.toMatch(/Hidden title|waiting for review/)
    expect(html).not.toContain(plan.id)
  })

  test('leads whoever looks after the installation to the job, without the plan’s title', async () => {
    await aNotice(plan.administrator, { kind: 'documentsFailed' })
    expect((await open(plan.administrator)).notices).toMatchObject([{ title: null, path: '/app/jobs' }])
  })

  test('shows somebody from outside what they were asked to review', async () => {
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'outside_reviewer')`,
      [plan.id, plan.outsider],
    )
    await aNotice(plan.outsider, { kind: 'reviewAssigned' })
    expect((await open(plan.outsider)).notices).toMatchObject([
      { title: 'Hidden title', path: `/app/assessments/${plan.id}/review` },
    ])
  })

  test('marks all that it showed, and not what came afterwards', async () => {
    const shown = await aNotice(plan.investigator)
    const later = await aNotice(plan.investigator, { at: '2026-03-04T10:00:00.001Z' })
    expectRedirect(await press(plan.investigator, { until: '2026-03-04T10:00:00.000Z' }), '/app/notices')
    expect([await isRead(shown), await isRead(later)]).toEqual([true, false])
  })

  test.each([{}, { open: 'nonsense' }, { read: '' }, { until: 'yesterday' }, { until: '9'.repeat(5000) }])(
    'takes %j for nothing',
    async (form) => {
      const id = await aNotice(plan.investigator)
      expectRedirect(await press(plan.investigator, form), '/app/notices')
      expect(await isRead(id)).toBe(false)
    },
  )

  test('goes through every notice once, also those of one moment', async () => {
    for (let each = 0; each < 65; each += 1) await aNotice(plan.investigator)
    const seen: string[] = []
    let before: string | null = null
    do {
      const page = await open(plan.investigator, before ? `?before=${before}` : '')
      seen.push(...page.notices.map(({ id }) => id))
      before = page.older
    } while (before)
    expect(seen).toHaveLength(65)
    expect(new Set(seen).size).toBe(65)
  })

  test.each(['en', 'fr'])('with 10,000 notices stays under 50 KB (%s)', async (locale) => {
    await database.query(
      `insert into notice (person_id, kind, record_id, condition_id, at)
       select $1, 'conditionDueSoon', $2, $3, now() - n * interval '1 minute' from generate_series(1, 10000) n`,
      [plan.investigator, plan.id, plan.condition],
    )
    await database.query('update person set locale = $2 where id = $1', [plan.investigator, locale])
    const cookie = await cookieOf(plan.investigator)
    const html = await (await site.ask('/app/notices', { cookie })).text()
    expect(html).toContain(wordsFor(locale as 'en' | 'fr')('notices.older'))
    expect(html).toContain(wordsFor(locale as 'en' | 'fr')('notices.link.many'))
    expect(Buffer.byteLength(html)).toBeLessThan(50_000)
  })
})

test('every page says in its head how many notices are not read, with words', async () => {
  const cookie = await cookieOf(plan.investigator)
  const page = async () => (await site.ask('/app/account', { cookie })).text()
  expect(await page()).toMatch(/<a [^>]*href="\/app\/notices"[^>]*>Notices<\/a>/)
  await aNotice(plan.investigator)
  await aNotice(plan.investigator)
  expect(await page()).toContain('Notices (2 unread)')
})

describe('the choice of mail', () => {
  const right = { digest: 'daily', quietFrom: '21:30', quietUntil: '7h', timeZone: 'Africa/Accra' }
  const send = async (personId: string, form: Record<string, string>) => {
    const cookie = await cookieOf(personId)
    return answerOf(() =>
      choiceRoute.action({ request: ask('/app/account/notices', { cookie, form }), params: {}, context }),
    )
  }
  const stored = async (personId: string) =>
    (
      await database.query('select digest, quiet_from, quiet_until, time_zone from person where id = $1', [
        personId,
      ])
    )[0]

  test('that cannot be read is refused and changes nothing', async () => {
    const answer = await send(plan.investigator, { ...right, timeZone: 'Mars/Olympus', quietUntil: '' })
    expect(answer.status).toBe(422)
    expect(keysIn(answer)).toContain('notices.settings.zoneWrong')
    expect(await stored(plan.investigator)).toMatchObject({ digest: 'each', time_zone: 'UTC' })
  })

  test('is kept, for this person alone', async () => {
    expectRedirect(await send(plan.investigator, right), '/app/account')
    expect(await stored(plan.investigator)).toEqual({
      digest: 'daily',
      quiet_from: 1290,
      quiet_until: 420,
      time_zone: 'Africa/Accra',
    })
    expect(await stored(plan.otherInvestigator)).toMatchObject({ digest: 'each' })
    const html = await (
      await site.ask('/app/account/notices', { cookie: await cookieOf(plan.investigator) })
    ).text()
    expect(html).toContain('value="21:30"')
    expect(html).toContain('<option value="Africa/Accra" selected="">')
    expect(Buffer.byteLength(html)).toBeLessThan(50_000)
  })

  test('spares whoever wanted no mail what was noticed until then', async () => {
    await send(plan.investigator, { ...right, digest: 'none' })
    const id = await aNotice(plan.investigator)
    await send(plan.investigator, right)
    expect(await database.query('select from notice where id = $1 and mailed_at is null', [id])).toHaveLength(
      0,
    )
    const kept = await aNotice(plan.investigator)
    await send(plan.investigator, { ...right, digest: 'each' })
    expect(
      await database.query('select from notice where id = $1 and mailed_at is null', [kept]),
    ).toHaveLength(1)
  })

  test('tells whoever has no address that no mail is sent', async () => {
    await database.query('update person set email = null where id = $1', [plan.investigator])
    const cookie = await cookieOf(plan.investigator)
    const html = await (await site.ask('/app/account/notices', { cookie })).text()
    expect(html).toContain(t('notices.settings.noAddress'))
  })
})

describe('days off', () => {
  const path = '/app/local-days'
  const openDays = async (personId: string) => {
    const cookie = await cookieOf(personId)
    return answerOf(() => daysRoute.loader({ request: ask(path, { cookie }), params: {}, context }))
  }
  const send = async (personId: string, form: Record<string, string>) => {
    const cookie = await cookieOf(personId)
    return answerOf(() => daysRoute.action({ request: ask(path, { cookie, form }), params: {}, context }))
  }
  const daysOf = async (personId: string) =>
    ((await openDays(personId)).value as { days: { day: string; name: string }[] }).days
  const twoDays = { days: '2099-01-01 New Year\n2099-05-01 Labour Day' }

  test.each<Role>(['reviewer', 'approver', 'safeguarding_lead'])(
    'are not for whoever has the job %s, with or without a form that makes sense',
    async (role) => {
      const person = await anAccount({ organisationId: await anOrganisation(), role, authenticator: true })
      expect((await openDays(person.id)).status).toBe(403)
      expect((await send(person.id, twoDays)).status).toBe(403)
      expect((await send(person.id, {})).status).toBe(403)
      expect((await send(person.id, { remove: '2099-01-01' })).status).toBe(403)
      expect(await database.query('select from local_day')).toEqual([])
    },
  )

  test('of a list with one bad line are refused as a whole, and the line is named', async () => {
    const answer = await send(plan.focalPoint, { days: `${twoDays.days}\n2099-02-30 Never` })
    expect(answer.status).toBe(422)
    expect(answer.value).toMatchObject({
      errors: { days: { key: 'notices.localDays.dayWrong', values: { line: 3 } } },
      typed: { days: expect.stringContaining('Never') as string },
    })
    expect(await daysOf(plan.focalPoint)).toEqual([])
  })

  test('are a body’s own: another body neither sees nor changes them here', async () => {
    await send(plan.focalPoint, twoDays)
    expect(await daysOf(plan.officer)).toEqual([])
    await send(plan.officer, { remove: '2099-01-01' })
    expect(await daysOf(plan.investigator)).toHaveLength(2)
    await expect(
      withScope(plan.officer, (tx) =>
        tx.localDay.create({
          data: {
            organisationId: plan.partner,
            onDay: new Date('2099-02-02'),
            name: 'Not ours',
            addedById: plan.officer,
          },
        }),
      ),
    ).rejects.toThrow()
  })

  test('are added, named anew, removed with a trace and brought back', async () => {
    expectRedirect(await send(plan.focalPoint, twoDays), path)
    await send(plan.investigator, { days: '2099-01-01 Nouvel An' })
    expect(await daysOf(plan.focalPoint)).toEqual([
      { day: '2099-01-01', name: 'Nouvel An' },
      { day: '2099-05-01', name: 'Labour Day' },
    ])
    expectRedirect(await send(plan.focalPoint, { remove: '2099-01-01' }), path)
    expect(await daysOf(plan.focalPoint)).toHaveLength(1)
    expect(
      await database.query(`select from local_day where organisation_id = $1 and removed_at is not null`, [
        plan.partner,
      ]),
    ).toHaveLength(1)
    await send(plan.focalPoint, { days: '2099-01-01 New Year' })
    expect(await daysOf(plan.focalPoint)).toHaveLength(2)
  })

  test('stand on the page, and with the choice of mail', async () => {
    const cookie = await cookieOf(plan.focalPoint)
    expect(await (await site.ask(path, { cookie })).text()).toContain(t('notices.localDays.none'))
    await send(plan.focalPoint, twoDays)
    expect(await (await site.ask(path, { cookie })).text()).toContain('Labour Day')
    expect(await (await site.ask('/app/account/notices', { cookie })).text()).toContain('Labour Day')
  })
})
