import { beforeAll, describe, expect, test } from 'vitest'
import { startProxy } from '../app/server/http/site.ts'
import type { Actor } from '#app/policies/actor.ts'
import { longestAnswer } from '#app/forms/answer.form.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { wordsFor } from '#content/words.ts'
import { asHandler } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'
import {
  aCast,
  anOpenCall,
  aPerson,
  aPlan,
  aReviewedPlan,
  aSubmittedPlan,
  move,
  revisionOf,
  stateOf,
} from '#tests/support/line.ts'
import type { Cast } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const requirements = requirementsFor(firstSelection, 'project')
  .filter(({ answer }) => answer === 'yes-partly-no')
  .map(({ id }) => id)
const words = 'What we promised to Tsavanya, word for word'

const t = wordsFor('en')

let site: WholeSite
let cast: Cast
let administrator: Actor
let callId = ''
let programmeId = ''
let draft = ''
let inReview = ''
let toDecide = ''
let door: TestDoor

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  administrator = await aPerson('Amara', 'administrator', cast.funder)
  draft = await aPlan(cast)
  inReview = await aSubmittedPlan(cast)
  await move(cast.reviewer, inReview, { type: 'startReview' })
  toDecide = await aReviewedPlan(cast)
  callId = await anOpenCall(cast)
  door = await aDoor()
  programmeId = (
    await database.query<{ id: string }>('select programme_id as id from call where id = $1', [callId])
  )[0]!.id
}, 120_000)

type Form = Record<string, string>
type Page = { by: () => Actor; path: () => string; form: () => Form | Promise<Form>; text: string }

const in2030 = (field: string) => ({
  [`${field}.day`]: '31',
  [`${field}.month`]: '1',
  [`${field}.year`]: '2030',
})
const condition = {
  sentence1: 'Call every service.',
  owner1: 'Tsavanya',
  evidenceAsked1: 'The map',
  howChecked1: 'Three are called again.',
  pays1: 'reviewing_body',
  ...in2030('dueOn1'),
  holdsBack1: 'fieldwork',
  moneyFor1: 'Line 3',
}

/** Every page on which somebody writes, with a form that is right but for what a test changes. */
const pages: Record<string, Page> = {
  'a programme': {
    by: () => cast.officer,
    path: () => '/app/programmes/new',
    form: () => ({ organisationId: cast.funder.id, title: 'Commons', summary: words }),
    text: 'summary',
  },
  'a call': {
    by: () => cast.officer,
    path: () => `/app/calls/new?programme=${programmeId}`,
    form: () => ({ title: 'A call', summary: words, ...in2030('closesOn') }),
    text: 'summary',
  },
  'a plan': {
    by: () => cast.investigator,
    path: () => `/app/assessments/new?call=${callId}`,
    form: () => ({ organisationId: cast.partner.id, title: words, country: 'GH', locale: 'en' }),
    text: 'title',
  },
  'an answer': {
    by: () => cast.investigator,
    path: () => `/app/assessments/${draft}/requirements/${requirements[0]}`,
    form: () => ({ choice: 'yes', text_yes: words, seenRevision: '1', then: 'list' }),
    text: 'text_yes',
  },
  'a judgement': {
    by: () => cast.reviewer,
    path: () => `/app/assessments/${inReview}/review/rights`,
    form: async () => ({
      judgement: 'changes_asked',
      reason: words,
      'mark-V-P-02': 'change',
      'why-V-P-02': 'Which clinic?',
      seenRevision: String(await revisionOf(inReview)),
    }),
    text: 'reason',
  },
  'a decision': {
    by: () => cast.approver,
    path: () => `/app/assessments/${toDecide}/decide`,
    form: async () => ({
      outcome: 'approved_with_conditions',
      reason: words,
      ...condition,
      seenRevision: String(await revisionOf(toDecide)),
    }),
    text: 'reason',
  },
  'a return to review': {
    by: () => cast.approver,
    path: () => `/app/assessments/${toDecide}/decide?return=`,
    form: async () => ({ returnReason: words, seenRevision: String(await revisionOf(toDecide)) }),
    text: 'returnReason',
  },
  'an invitation': {
    by: () => administrator,
    path: () => '/app/people/invite',
    form: () => ({ name: words, role: 'reviewer', how: 'print', userName: 'somebody.new', email: '' }),
    text: 'name',
  },
  'a way outside, on a reporting page': {
    by: () => asHandler(door.handlers[0]),
    path: () => `/app/doors/${door.id}/ways/new`,
    form: () => ({ name: 'Fictional Ombudsperson', how_en: words, note_en: '', seenRevision: '0' }),
    text: 'how_en',
  },
  'who answers for a reporting page': {
    by: () => asHandler(door.handlers[0]),
    path: () => `/app/doors/${door.id}/controller`,
    form: () => ({
      ...{ controllers: 'Fund', separateOrJoint: 'joint', law: 'Act', processor: 'Host', countries: 'Ghana' },
      ...{ condition: words, transferTool: 'None', decidedBy: 'Board', seenRevision: '0' },
      ...{ 'decidedOn.day': '1', 'decidedOn.month': '3', 'decidedOn.year': '2026' },
    }),
    text: 'condition',
  },
  'an organisation': {
    by: () => administrator,
    path: () => '/app/organisations/new',
    form: () => ({
      organisation: words,
      kind: 'ngo',
      country: 'GH',
      name: 'Fictional First',
      role: 'administrator',
      how: 'print',
      userName: 'somebody.first',
      email: '',
    }),
    text: 'organisation',
  },
}
const everyPage = Object.entries(pages)
const longPages = everyPage.filter(([, { text }]) => text !== 'name')

async function post(page: Page, changed: Form = {}, headers: Form = {}) {
  const cookie = await aFreshCookieOf(page.by())
  const answer = await site.ask(page.path(), {
    cookie,
    form: { ...(await page.form()), ...changed },
    headers,
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    html: unescaped(await answer.text()),
  }
}

const everything = () =>
  database.query(`select (select count(*) from ledger_entry)::int as entries, (select count(*) from record)::int as records,
    (select count(*) from invitation)::int as invitations, (select max(revision) from answer where assessment_id = '${draft}')::int as answer`)

describe.each(everyPage)('%s', (_, page) => {
  test('with a null byte is refused, nothing is saved, and the rest of the words is kept', async () => {
    const before = await everything()
    const { status, html } = await post(page, { [page.text]: `${words}\u0000, every one` })
    expect(status).toBe(422)
    expect(html).toContain(`${words}, every one`)
    expect(await everything()).toEqual(before)
  })

  test('whose form forgot what the page showed, or makes it up, is refused and the words are kept', async () => {
    if (!('seenRevision' in (await page.form()))) return
    const before = await everything()
    for (const seenRevision of [
      '2147483647',
      '2147483648',
      '9007199254740993',
      '1e400',
      '-1',
      'NaN',
      '1.5',
    ]) {
      const { status, html } = await post(page, { seenRevision })
      expect([409, 422], seenRevision).toContain(status)
      expect(html, seenRevision).toContain(words)
    }
    expect(await everything()).toEqual(before)
  })

  test('sent after the sign-in ended is there again after signing in', async () => {
    const before = await everything()
    const ended = await aFreshCookieOf(page.by())
    await database.query(`update session set ended_at = now() where person_id = $1`, [page.by().id])
    const away = await site.ask(page.path(), { cookie: ended, form: await page.form() })
    expect(away.status).toBe(302)
    const next = new URL(away.headers.get('location')!, site.url).searchParams.get('next')!
    expect(next).toContain('held=')

    const back = await site.ask(next, { cookie: await aFreshCookieOf(page.by()) })
    expect(back.status).toBe(200)
    expect(unescaped(await back.text())).toContain(words)
    expect(await everything()).toEqual(before)
  })
})

describe('too many words', () => {
  test.each(longPages)('for %s are refused with all of them kept', async (_, page) => {
    const before = await everything()
    const long = `${words} `.repeat(500)
    const { status, html } = await post(page, { [page.text]: long })
    expect(status).toBe(422)
    expect(html).toContain(long.trim())
    expect(await everything()).toEqual(before)
  })

  test.each([longestAnswer + 1, 1_000_000])(
    'an answer of %i characters is refused with all of them kept',
    async (length) => {
      const text = `ɓ${'x'.repeat(length - 2)}ɗ`
      const { status, html } = await post(pages['an answer']!, { text_yes: text })
      expect(status).toBe(422)
      expect(html).toContain(text)
      expect(html).toContain('20,000')
    },
  )

  test('more than a form can carry is refused in the language of the reader', async () => {
    const before = await everything()
    const text_yes = 'x'.repeat(1_600_000)
    const french = await post(pages['an answer']!, { text_yes }, { 'accept-language': 'fr' })
    expect([french.status, french.html.includes('<html lang="fr"')]).toEqual([413, true])
    expect((await post(pages['an answer']!, { text_yes })).html).toContain(t('shell.problem.tooLarge.advice'))
    expect(await everything()).toEqual(before)
  })
})

test('words of a condition are never cut short in silence', async () => {
  const sentence1 = 'Call every service on the map. '.repeat(200)
  const { status, html } = await post(pages['a decision']!, { sentence1 })
  expect(status).toBe(422)
  expect(html).toContain(sentence1.trim())
  expect(html).toContain('5,000')
})

describe('a day that', () => {
  const wrong = [
    ['is not in the calendar', ['31', '2', '2030']],
    ['is past', ['1', '1', '2020']],
    ['is today', () => today()],
    ['has no month', ['1', '', '2030']],
    ['has letters', ['1', 'May', '2030']],
    ['is in the year 30', ['1', '1', '30']],
    ['is in the year 10000', ['1', '1', '10000']],
    ['was left out', ['', '', '']],
  ] as const
  const dated = [
    ['a call', 'closesOn', {}],
    ['an answer', 'dueOn', { choice: 'partly', text_partly: words }],
    ['a decision', 'dueOn1', {}],
  ] as const

  test.each(dated)('stands wrong in %s is refused and kept as it was typed', async (name, field, more) => {
    const before = await everything()
    for (const [what, given] of wrong) {
      const [day, month, year] = typeof given === 'function' ? given() : given
      const typed = { [`${field}.day`]: day, [`${field}.month`]: month, [`${field}.year`]: year }
      const { status, html } = await post(pages[name]!, { ...more, ...typed })
      expect([what, status]).toEqual([what, 422])
      expect(html, what).toContain(words)
      for (const [part, value] of Object.entries(typed))
        if (value) expect(html, `${what}: ${part}`).toMatch(new RegExp(`name="${part}"[^>]*value="${value}"`))
    }
    expect(await everything()).toEqual(before)
  })
})

describe('a form that was opened before somebody else moved the record', () => {
  test('changes nothing, says so, and keeps the words: an answer shows both texts', async () => {
    const page = pages['an answer']!
    const path = `/app/assessments/${draft}/requirements/${requirements[1]}`
    const answer = (by: Actor, text_yes: string): Page => ({
      ...page,
      by: () => by,
      path: () => path,
      form: () => ({ choice: 'yes', text_yes, seenRevision: '1', then: 'list' }),
    })
    expect((await post(answer(cast.focalPoint, 'Theirs, first'))).status).toBe(302)
    const { status, html } = await post(answer(cast.investigator, words))
    expect(status).toBe(409)
    expect(html).toContain(words)
    expect(html).toContain('Theirs, first')
    expect(html).toContain(cast.focalPoint.name)
  })

  test.each(['a judgement', 'a decision', 'a return to review'])('%s', async (name) => {
    const before = await everything()
    const { status, html } = await post(pages[name]!, { seenRevision: '0' })
    expect(status).toBe(409)
    expect(html).toContain(words)
    expect(await everything()).toEqual(before)
  })

  test('more time for a call', async () => {
    const page: Page = {
      by: () => cast.officer,
      path: () => `/app/calls/${callId}`,
      form: () => ({ move: 'extend', seenRevision: '0', ...in2030('closesOn') }),
      text: '',
    }
    const { status, html } = await post(page)
    expect(status).toBe(409)
    expect(html).toMatch(/name="closesOn.year"[^>]*value="2030"/)
  })
})

describe('the same form sent twice', () => {
  const twice = async (page: Page) => {
    const cookie = await aFreshCookieOf(page.by())
    const form = await page.form()
    const send = () => site.ask(page.path(), { cookie, form })
    const answers = [await send(), ...(await Promise.all([send(), send()]))]
    return answers.map(({ status, headers }) => ({ status, location: headers.get('location') }))
  }

  test.each(['a programme', 'a call', 'a plan'])(
    'makes %s once, and every answer leads to it',
    async (name) => {
      const records = async () =>
        (await database.query<{ count: number }>('select count(*)::int from record'))[0]!.count
      const before = await records()
      const answers = await twice(pages[name]!)
      expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
      expect(answers.map(({ status }) => status)).toEqual([302, 302, 302])
      expect((await records()) - before).toBe(1)
    },
  )

  test('saves an answer once, and nobody is told of a conflict', async () => {
    const answers = await twice({
      ...pages['an answer']!,
      path: () => `/app/assessments/${draft}/requirements/${requirements[2]}`,
    })
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302])
    const [row] = await database.query<{ revision: number }>(
      `select revision from answer where assessment_id = $1 and requirement_id = $2`,
      [draft, requirements[2]],
    )
    expect(row!.revision).toBe(2)
  })

  test('sends a plan once, and the others are told where it stands', async () => {
    const id = await aPlan(cast)
    const answers = await twice({
      by: () => cast.investigator,
      path: () => `/app/assessments/${id}/submit`,
      form: () => ({ seenRevision: '0', confirmed: 'yes' }),
      text: '',
    })
    expect(answers.map(({ location }) => location)).toEqual([
      `/app/assessments/${id}?news=sent`,
      `/app/assessments/${id}?news=moved`,
      `/app/assessments/${id}?news=moved`,
    ])
    expect(await stateOf(id)).toBe('submitted')
    const entries = await database.query(
      `select from ledger_entry where subject = $1 and action = 'assessment.submit'`,
      [id],
    )
    expect(entries).toHaveLength(1)
  })

  test('publishes a call, judges and decides once', async () => {
    for (const name of ['a judgement', 'a decision']) {
      const answers = await twice(pages[name]!)
      expect(answers.map(({ status }) => status)).toEqual([302, 409, 409])
    }
    expect(await database.query('select from decision where assessment_id = $1', [toDecide])).toHaveLength(1)
    expect(await database.query('select from condition where assessment_id = $1', [toDecide])).toHaveLength(1)
  })

  test('invites somebody once', async () => {
    await twice(pages['an invitation']!)
    expect(await database.query(`select from invitation where user_name = 'somebody.new'`)).toHaveLength(1)
  })
})

test('a signed-in form comes through a proxy that puts its own name into Host', async () => {
  const origin = 'https://amana.example.org'
  const behind = await startWholeSite({ mode: 'production', origin })
  const proxy = await startProxy(behind.port, {
    host: 'amana-internal:8080',
    'x-forwarded-host': 'lb.internal',
  })
  const path = `/app/assessments/${draft}/requirements/${requirements[3]}`
  const send = async (from: string) =>
    fetch(`${proxy.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: from, cookie: await aFreshCookieOf(cast.investigator) },
      body: new URLSearchParams({
        choice: 'yes',
        text_yes: 'Through a proxy',
        seenRevision: '1',
        then: 'list',
      }),
    })
  expect((await send('http://amana-internal:8080')).status).toBe(403)
  const ours = await send(origin)
  expect([ours.status, ours.headers.get('location')]).toEqual([302, `/app/assessments/${draft}`])
})

function today(): [string, string, string] {
  const [year, month, day] = new Date().toISOString().slice(0, 10).split('-')
  return [day!, month!, year!]
}

function unescaped(html: string): string {
  return html
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('<!-- -->', '')
}
