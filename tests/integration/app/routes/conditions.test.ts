import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { replaceClock } from '#app/server/clock.server.ts'
import { wordsFor } from '#content/words.ts'
import {
  aFundedTerm,
  approvedWith,
  aTerm,
  conditionNow,
  giving,
  itIs,
  keptPiece,
  take,
} from '#tests/support/conditions.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOrganisation, aPerson, type Cast } from '#tests/support/line.ts'
import { aPdf } from '#tests/support/uploads.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const enough = { type: 'findEnough', note: 'Two numbers answered.' } as const
const steps = [
  'sent',
  'arrived',
  'take-back',
  'check',
  'confirm',
  'ask-time',
  'answer-time',
  'ask-help',
  'offer-help',
  'evidence',
]

let site: WholeSite
let cast: Cast
let plan: string
let id: string
let funded: string

beforeAll(async () => {
  itIs('2030-02-01')
  site = await startWholeSite()
})
afterAll(() => replaceClock(() => new Date())())
beforeEach(async () => {
  cast = await aCast()
  const made = await approvedWith(cast, aTerm, aFundedTerm)
  plan = made.plan
  ;[id, funded] = made.ids as [string, string]
})

async function see(who: Actor, path: string) {
  const answer = await site.ask(path, { cookie: await aFreshCookieOf(who) })
  return { status: answer.status, html: textOf(await answer.text()) }
}

async function send(who: Actor, path: string, form: Record<string, string>) {
  const answer = await site.ask(path, { cookie: await aFreshCookieOf(who), form })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    html: textOf(await answer.text()),
  }
}

const textOf = (html: string) => html.replaceAll('<!-- -->', '').replaceAll('&#x27;', "'")

async function upload(
  who: Actor,
  fields: Record<string, string | string[]>,
  file: [Uint8Array, string] | null,
) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each)
  form.append('file', new File(file ? [file[0] as BlobPart] : [], file?.[1] ?? ''))
  const answer = await fetch(`${site.url}/app/conditions/${id}/evidence`, {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: { cookie: await aFreshCookieOf(who), origin: `http://localhost:${site.port}` },
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    html: textOf(await answer.text()),
  }
}

describe('who is refused', () => {
  test('for others none of the pages is there, and nothing that they post is read', async () => {
    const stranger = await aPerson('Stranger', 'approver', await anOrganisation('Elsewhere', 'funder'))
    for (const page of ['', ...steps.map((step) => `/${step}`)]) {
      expect((await see(stranger, `/app/conditions/${id}${page}`)).status, page).toBe(404)
      if (page) expect((await send(stranger, `/app/conditions/${id}${page}`, {})).status, page).toBe(404)
    }
    expect((await see(stranger, `/app/assessments/${plan}/conditions`)).status).toBe(404)
    expect((await upload(stranger, { title: 'x', kind: 'file' }, [aPdf(), 'a.pdf'])).status).toBe(404)
  })

  test('on the pages of the other side there is nothing to do', async () => {
    for (const step of ['check', 'confirm', 'answer-time', 'offer-help', 'sent'])
      expect((await see(cast.investigator, `/app/conditions/${id}/${step}`)).status, step).toBe(403)
    for (const step of ['evidence', 'arrived', 'ask-time', 'ask-help', 'take-back'])
      expect((await see(cast.officer, `/app/conditions/${id}/${step}`)).status, step).toBe(403)
    expect((await see(cast.officer, `/app/conditions/${id}/nothing`)).status).toBe(404)
  })
})

describe('what is seen', () => {
  test('who is waited for and for how long, in the same weight and colour on either side', async () => {
    itIs('2030-04-15')
    const pages = await Promise.all(
      [cast.officer, cast.investigator].map((actor) => see(actor, '/app/conditions')),
    )
    for (const { html } of pages) {
      expect(html).toContain(t('conditions.waiting.funder', { days: 73 }))
      expect(html).toContain(t('conditions.waiting.partner', { days: 73 }))
      expect(html.match(/am-clock am-t-alert/g)).toHaveLength(2)
      expect(html).toContain('59 days late, since 15 February 2030')
      expect(html).toContain('31 days late, since 15 March 2030')
      expect(html).toContain(t('conditions.holds.payment'))
    }
  })

  test('a list can be narrowed, also by an address that nobody made for it', async () => {
    expect((await see(cast.officer, '/app/conditions?show=us')).html).not.toContain(aTerm.sentence)
    expect((await see(cast.officer, '/app/conditions?show=mine')).html).toContain(aFundedTerm.sentence)
    expect((await see(cast.officer, '/app/conditions?show=__proto__')).status).toBe(200)
    expect((await see(cast.officer, '/app/conditions?show=met')).html).toContain(t('conditions.empty.title'))
  })

  test('one condition says when its clock started, in which calendar, and what it counts', async () => {
    await database.query(
      `insert into local_day (organisation_id, on_day, name, added_by_id) values ($1, '2030-03-15', 'Eid', $2)`,
      [cast.partner.id, cast.investigator.id],
    )
    const { html } = await see(cast.investigator, `/app/conditions/${id}`)
    expect(html).toContain('The clock started on 1 February 2030, the day of the decision.')
    expect(html).toContain('The evidence is due on 18 March 2030.')
    expect(html).toContain('Its next days off: Eid, 15 March 2030.')
    expect(html).toContain(aTerm.howChecked)

    const money = await see(cast.investigator, `/app/conditions/${funded}`)
    expect(money.html).toContain(
      'has not started. It starts when the money arrives. From then there are 30 days.',
    )
    expect(money.html).toContain('promised the money for 15 February 2030.')
  })

  test('in French too, on every page', async () => {
    await database.query(`update person set locale = 'fr' where id = $1`, [cast.investigator.id])
    for (const path of ['/app/conditions', `/app/assessments/${plan}/conditions`, `/app/conditions/${id}`])
      expect((await see(cast.investigator, path)).html, path).toMatch(/lang="fr"/)
    expect((await see(cast.investigator, `/app/conditions/${funded}`)).html).toContain(
      'En attente du bailleur',
    )
  })
})

describe('a step on its page', () => {
  test('money sent, money arrived, more time asked and given', async () => {
    itIs('2030-02-20')
    const at = (step: string) => `/app/conditions/${funded}/${step}`
    const on = (day: string, month: string) => ({ 'on.day': day, 'on.month': month, 'on.year': '2030' })
    expect(
      await send(cast.officer, at('sent'), { seenRevision: '0', note: '', ...on('18', '2') }),
    ).toMatchObject({
      location: `/app/conditions/${funded}?done=sendMoney`,
    })
    await send(cast.focalPoint, at('arrived'), { seenRevision: '1', note: '', ...on('20', '2') })
    await send(cast.investigator, at('ask-time'), { seenRevision: '2', note: 'The rains.', ...on('1', '6') })
    const answer = await see(cast.officer, at('answer-time'))
    expect(answer.html).toContain('value="6"')
    expect(answer.html).toContain('The rains.')
    const given = { seenRevision: '3', move: 'giveTime', note: 'Yes.', ...on('15', '5') }
    expect((await send(cast.officer, at('answer-time'), given)).status).toBe(302)
    expect(await conditionNow(funded)).toMatchObject({ state: 'open', dueOn: new Date('2030-05-15') })
    const { html } = await see(cast.investigator, `/app/conditions/${funded}?done=giveTime`)
    expect(html).toContain('Ruth gave more time. It is due on 15 May 2030.')
  })

  test('what is wrong is said beside its field, and everything typed is still there', async () => {
    const wrong = {
      seenRevision: '0',
      note: 'The rains came early.',
      'on.day': '1',
      'on.month': '2',
      'on.year': '2030',
    }
    const { status, html } = await send(cast.investigator, `/app/conditions/${id}/ask-time`, wrong)
    expect(status).toBe(422)
    expect(html).toContain(t('conditions.error.notLater'))
    expect(html).toContain('The rains came early.')
    const empty = await send(cast.investigator, `/app/conditions/${id}/ask-time`, { seenRevision: '0' })
    expect(empty.html).toContain(t('conditions.error.askTime'))
    expect(empty.html).toContain(t('conditions.error.day'))
    const noDate = { seenRevision: '0', note: 'x', 'on.day': '31', 'on.month': '2', 'on.year': '2030' }
    expect((await send(cast.investigator, `/app/conditions/${id}/ask-time`, noDate)).status).toBe(422)
  })

  test('the reviewer sees the evidence and finds it enough; a second person confirms it', async () => {
    await take(cast.investigator, id, await giving(cast.investigator, 'All called.'))
    const check = await see(cast.reviewer, `/app/conditions/${id}/check`)
    expect(check.html).toContain('All called.')
    expect(check.html).toContain('https://example.org/map')
    const choose = await send(cast.reviewer, `/app/conditions/${id}/check`, { seenRevision: '1', note: 'x' })
    expect(choose).toMatchObject({ status: 422 })
    expect(choose.html).toContain(t('conditions.error.choice'))
    await send(cast.reviewer, `/app/conditions/${id}/check`, {
      seenRevision: '1',
      move: 'findEnough',
      note: 'x',
    })
    const done = { seenRevision: '2', move: 'discharge', note: 'Called one number.' }
    expect((await send(cast.approver, `/app/conditions/${id}/confirm`, done)).location).toBe(
      `/app/conditions/${id}?done=discharge`,
    )
    expect((await see(cast.investigator, `/app/conditions/${id}`)).html).toContain('Met on 1 February 2030')
  })

  test('without a fresh proof of who it is the words are kept and the proof is asked', async () => {
    await take(cast.investigator, id, await giving(cast.investigator))
    await take(cast.reviewer, id, enough)
    const cookie = await aFreshCookieOf(cast.approver)
    itIs('2030-02-01', '12:30')
    const form = { seenRevision: '2', move: 'discharge', note: 'Called one number.' }
    const answer = await site.ask(`/app/conditions/${id}/confirm`, { cookie, form })
    expect(answer.headers.get('location')).toMatch(/^\/app\/step-up\?next=/)
    expect(await conditionNow(id)).toMatchObject({ state: 'checked' })
  })

  test('when somebody was quicker the page says so and gives the words back', async () => {
    await take(cast.investigator, id, await giving(cast.investigator))
    await take(cast.reviewer, id, enough)
    await take(cast.approver, id, { type: 'discharge', note: 'Done.' })
    const second = await aPerson('Vera', 'approver', cast.funder)
    await database.query(
      `insert into conflict_declaration (assessment_id, person_id, conflicted, at) values ($1, $2, false, now())`,
      [plan, second.id],
    )
    const late = { seenRevision: '2', move: 'discharge', note: 'I called three numbers.' }
    const { status, html } = await send(second, `/app/conditions/${id}/confirm`, late)
    expect(status).toBe(409)
    expect(html).toContain(t('conditions.error.changedByAnother'))
    expect(html).toContain('I called three numbers.')
  })

  test('a second click is no second step', async () => {
    const ask = { seenRevision: '0', note: 'A translator, please.' }
    const both = [
      await send(cast.investigator, `/app/conditions/${id}/ask-help`, ask),
      await send(cast.investigator, `/app/conditions/${id}/ask-help`, ask),
    ]
    expect(both.map(({ status }) => status)).toEqual([302, 302])
    expect((await conditionNow(id)).events).toHaveLength(1)
  })
})

describe('evidence', () => {
  const described = { seenRevision: '0', title: 'The map', kind: 'file', note: 'All called.' }

  test('a file, and what the body keeps already, are given in one step', async () => {
    const kept = await keptPiece(cast.investigator, 'The policy')
    expect((await see(cast.focalPoint, `/app/conditions/${id}/evidence`)).html).toContain('The policy')
    const given = await upload(cast.focalPoint, { ...described, evidenceIds: kept }, [aPdf(), 'map.pdf'])
    expect(given).toMatchObject({ status: 302, location: `/app/conditions/${id}?done=giveEvidence` })
    const { html } = await see(cast.reviewer, `/app/conditions/${id}/check`)
    expect(html).toContain('The policy')
    const file = /\/app\/evidence\/files\/[0-9a-f-]{36}/.exec(html)![0]
    expect((await see(cast.reviewer, file)).status).toBe(200)
    expect((await see(cast.officer, file)).status).toBe(200)
    const stranger = await aPerson('Stranger', 'approver', await anOrganisation('Elsewhere', 'funder'))
    expect((await see(stranger, file)).status).toBe(404)
  })

  test.each([
    [
      'of a wrong type',
      Buffer.from('MZ\x90\x00 a program'),
      'tool.exe',
      'evidence.error.file.wrongType',
      422,
    ],
    ['of no bytes', Buffer.alloc(0), 'map.pdf', 'evidence.error.file.empty', 422],
    ['too large', aPdf(26 * 1024 * 1024), 'map.pdf', 'evidence.error.file.tooLarge', 413],
  ] as const)(
    'a file %s is refused in words, and nothing typed is lost',
    async (_, bytes, name, key, status) => {
      const kept = await keptPiece(cast.investigator)
      const refused = await upload(cast.investigator, { ...described, evidenceIds: kept }, [bytes, name])
      expect(refused.status).toBe(status)
      expect(refused.html).toContain(t(key).slice(0, 30))
      expect(refused.html).toContain('All called.')
      expect(refused.html).toMatch(
        new RegExp(`checked=""[^>]*value="${kept}"|value="${kept}"[^>]*checked=""`),
      )
      expect(await conditionNow(id)).toMatchObject({ state: 'open', events: [] })
    },
  )

  test('a file that came with a faulty form need not be sent again', async () => {
    const first = await upload(cast.investigator, { ...described, title: '' }, [aPdf(), 'map.pdf'])
    expect(first.status).toBe(422)
    const heldFile = /name="heldFile" value="([^"]+)"/.exec(first.html)![1]!
    const again = await upload(cast.investigator, { ...described, heldFile }, null)
    expect(again.status).toBe(302)
    expect((await conditionNow(id)).events).toMatchObject([{ kind: 'giveEvidence', note: 'All called.' }])
  })

  test('nothing at all is no evidence', async () => {
    const refused = await upload(
      cast.investigator,
      { seenRevision: '0', note: 'x', title: '', kind: '' },
      null,
    )
    expect(refused.status).toBe(422)
    expect(refused.html).toContain(t('conditions.error.evidence'))
  })
})
