import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import { asSystem } from '#app/server/database.server.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { testLinkOf } from '#app/server/http/door-test-link.server.ts'
import { now } from '#app/server/clock.server.ts'
import { wordsFor } from '#content/words.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'
import { anOggFile } from '#tests/support/sounds.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const sound = anOggFile('a voice, for a test')

let site: WholeSite
let door: TestDoor
let shut: TestDoor
let first: string
let second: string

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor({ withEscrow: false })
  shut = await aDoor({ open: false, withEscrow: false, withOthers: false })
  first = await aFreshCookieOf(door.handlers[0])
  second = await aFreshCookieOf(door.handlers[1])
})
beforeEach(forgetEveryTry)

const passage = (slot = 'start', language = 'kri', of = door) =>
  `/app/doors/${of.id}/spoken/${slot}/${language}`
const whole = { same: 'yes', checked: 'not_yet' }

async function bring(
  path: string,
  { cookie, fields = whole, file = sound, name = 'voice.ogg' }: Brought,
): Promise<Response> {
  const form = new FormData()
  for (const [each, value] of Object.entries(fields)) form.append(each, value)
  if (file) form.append('file', new File([file], name, { type: 'audio/ogg' }))
  const origin = `http://localhost:${site.port}`
  const headers = { origin, ...(cookie ? { cookie } : {}) }
  return fetch(new URL(path, site.url), { method: 'POST', body: form, headers, redirect: 'manual' })
}
type Brought = {
  cookie?: string
  fields?: Record<string, string>
  file?: Buffer<ArrayBuffer> | null
  name?: string
}

const rows = () => asSystem('test', (tx) => tx.doorRecording.findMany({ orderBy: { recordedOn: 'asc' } }))
const waiting = async () => (await rows()).find(({ fromOn, untilOn }) => fromOn === null && untilOn === null)!
const playing = (id: string, of = door) => `/r/${of.slug}/spoken/${id}`

describe('nothing is taken', () => {
  test('of nobody who is signed in, nor of anybody who does not look after the page', async () => {
    const [outside] = door.independent
    expect((await bring(passage(), {})).headers.get('location')).toContain('/app/sign-in')
    expect((await bring(passage(), { cookie: await aFreshCookieOf(outside!) })).status).toBe(404)
    expect(await rows()).toEqual([])
  })

  test('for a passage or a language that is none', async () => {
    for (const path of [
      passage('nothing'),
      passage('constructor'),
      passage('start', 'KRI'),
      passage('start', 'x-y'),
    ]) {
      expect((await site.ask(path, { cookie: first })).status, path).toBe(404)
      expect((await bring(path, { cookie: first })).status, path).toBe(404)
    }
    const chosen = (language: string) =>
      site.ask(`/app/doors/${door.id}/spoken`, { cookie: first, form: { language } })
    expect((await chosen('klingon!')).status).toBe(422)
    expect((await chosen('Krio')).headers.get('location')).toBe(`/app/doors/${door.id}/spoken?language=kri`)
    expect(await rows()).toEqual([])
  })

  test.each([
    ['no file', null, whole, 'spoken.error.none'],
    ['an empty file', Buffer.alloc(0), whole, 'spoken.error.empty'],
    [
      'a web page with the name of a recording',
      Buffer.from('<!doctype html><p>x'),
      whole,
      'spoken.error.page',
    ],
    ['a recording with a web page in it', anOggFile('<script>'), whole, 'spoken.error.page'],
    ['something else with the name of a recording', Buffer.from('words'), whole, 'spoken.error.wrongType'],
    ['what says something else than the text', sound, { checked: 'not_yet' }, 'spoken.error.same'],
    ['what nobody said anything of', sound, { same: 'yes' }, 'spoken.error.checked'],
    [
      'a check by nobody',
      sound,
      { same: 'yes', checked: 'yes', 'checkedOn.day': '1' },
      'spoken.error.checkedBy',
    ],
  ] as const)('but words about it, for %s', async (_, file, fields, key) => {
    const given = file === null ? null : Buffer.from(file)
    const answer = await bring(passage(), { cookie: first, file: given, fields })
    expect(answer.status).toBe(422)
    expect(wordsIn(await answer.text())).toContain(t(key))
    expect(await rows()).toEqual([])
  })

  test('that is larger than two megabytes, and the page says so', async () => {
    for (const size of [2 * 1024 * 1024 + 1, 3 * 1024 * 1024]) {
      const answer = await bring(passage(), {
        cookie: first,
        file: Buffer.concat([sound, Buffer.alloc(size)]),
      })
      expect([size, [413, 422].includes(answer.status)]).toEqual([size, true])
      expect(wordsIn(await answer.text())).toContain(t('spoken.error.tooLarge'))
    }
  })

  test('at an open page before somebody has proved again who they are; the words of the form are kept', async () => {
    const stale = await aCookieOf(door.handlers[0])
    expect(wordsIn(await (await site.ask(passage(), { cookie: stale })).text())).toContain(t('spoken.proof'))
    expect((await bring(passage(), { cookie: stale })).headers.get('location')).toMatch(
      /^\/app\/step-up\?next=.+held/,
    )
    expect(await rows()).toEqual([])
  })
})

describe('a recording', () => {
  const empty: Record<string, string> = {}
  const pages = ['', '/help', '/about', '/for-someone', '/back'] as const

  test('changes no page on which there is none', async () => {
    for (const page of pages) {
      const html = await (await site.ask(`/r/${door.slug}${page}`)).text()
      empty[page] = html
      expect(html, page).not.toMatch(/<audio|class="hear"|spoken/)
    }
  })

  test('is brought by one, whatever its file is called, and heard when another has listened', async () => {
    const answer = await bring(passage(), { cookie: first, name: '../../evil.html' })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `/app/doors/${door.id}/spoken?language=kri`,
    ])
    const { id } = await waiting()
    expect((await site.ask(playing(id))).status).toBe(404)
    expect(await (await site.ask(`/r/${door.slug}`)).text()).toBe(empty[''])

    const heard = `/app/doors/${door.id}/spoken/heard/${id}`
    expect(await (await site.ask('/app/doors', { cookie: second })).text()).toContain(heard)
    const page = await (await site.ask(heard, { cookie: second })).text()
    expect(wordsIn(page)).toContain(t('reporter.start.lead'))
    expect(page).toContain(`/app/doors/${door.id}/spoken/${id}/sound`)
    const listened = await site.ask(`/app/doors/${door.id}/spoken/${id}/sound`, { cookie: second })
    expect(Buffer.from(await listened.arrayBuffer())).toEqual(sound)
    expect((await site.ask(heard, { cookie: first, form: { answer: 'agree' } })).status).toBe(403)
    expect((await site.ask(heard, { cookie: second, form: { answer: 'agree' } })).status).toBe(302)

    const shown = await (await site.ask(`/r/${door.slug}?lang=fr`)).text()
    expect(wordsIn(shown)).toContain(wordsFor('fr')('spoken.listenIn', { language: 'krio', size: 1 }))
    expect(wordsIn(shown)).toContain(wordsFor('fr')('spoken.unchecked'))
    expect(shown).toContain('<b lang="kri" dir="ltr">krio</b>')
    expect(shown).toMatch(new RegExp(`<audio controls="" preload="none" src="${playing(id)}"`))
    expect(shown).not.toContain('<script')
  })

  test('is sent as what it is, without a cookie, and stays in no cache', async () => {
    const { id } = (await rows())[0]!
    const answer = await site.ask(playing(id))
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(sound)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/ogg',
      'content-length': String(sound.length),
      'content-disposition': 'inline; filename="sound.ogg"',
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect((await site.ask(`/r/${door.slug}`)).headers.get('content-security-policy')).toContain(
      "media-src 'self';",
    )
    expect(
      (await site.ask('/app/doors', { cookie: first })).headers.get('content-security-policy'),
    ).not.toContain('media-src')
  })

  test.each([
    ['bytes=0-3', 206, [0, 4]],
    ['bytes=4-', 206, [4, sound.length]],
    ['bytes=-5', 206, [sound.length - 5, sound.length]],
    ['bytes=0-999999', 206, [0, sound.length]],
    ['bytes=0-1,3-4', 200, [0, sound.length]],
    ['pages=1-2', 200, [0, sound.length]],
    ['bytes=999999-', 416, [0, 0]],
    ['bytes=4-2', 416, [0, 0]],
    ['bytes=-0', 416, [0, 0]],
  ])('is sent in the piece that a telephone asks for: %s', async (range, status, [from, until]) => {
    const { id } = (await rows())[0]!
    const answer = await site.ask(playing(id), { headers: { range } })
    expect(answer.status).toBe(status)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(sound.subarray(from, until))
    const piece = {
      200: null,
      206: `bytes ${from}-${until! - 1}/${sound.length}`,
      416: `bytes */${sound.length}`,
    }
    expect(answer.headers.get('content-range')).toBe(piece[status as 200 | 206 | 416])
  })

  test('is not there at another page, by another id, or once the words are others', async () => {
    const { id } = (await rows())[0]!
    const nowhere = ['x', id.toUpperCase(), id.replace(/^./, (one) => (one === '0' ? '1' : '0'))]
    for (const path of [playing(id, shut), `/r/nowhere/spoken/${id}`, ...nowhere.map((one) => playing(one))])
      expect((await site.ask(path)).status, path).toBe(404)
    await setPlace({ en: 'Elsewhere', fr: 'Ailleurs' })
    const missing = await site.ask(playing(id))
    expect(missing.status).toBe(404)
    expect(await missing.text()).not.toMatch(/Amana|sign-in/)
    expect(await (await site.ask(`/r/${door.slug}`)).text()).not.toContain('<audio')
    const page = wordsIn(await (await site.ask(`/app/doors/${door.id}/spoken`, { cookie: first })).text())
    expect(page).toContain(t('spoken.stands.outOfDate'))
    await setPlace(door.terms.place)
    expect((await site.ask(playing(id))).status).toBe(200)
  })

  test('is taken away by one, at once, and its file stays where it was', async () => {
    const { id } = (await rows())[0]!
    const answer = await site.ask(passage(), { cookie: second, form: { end: id } })
    expect(answer.status).toBe(302)
    expect((await site.ask(playing(id))).status).toBe(404)
    const page = wordsIn(await (await site.ask(passage(), { cookie: first })).text())
    expect(page).toContain(t('spoken.past'))
    expect((await site.ask(`/app/doors/${door.id}/spoken/${id}/sound`, { cookie: first })).status).toBe(200)
    expect((await site.ask(passage(), { cookie: second, form: { end: id } })).status).toBe(409)
  })
})

test('before a page is open, only whoever tries it out hears anything there', async () => {
  const cookie = await aFreshCookieOf(shut.handlers[0])
  const checked = {
    same: 'yes',
    checked: 'yes',
    checkedBy: 'Interpreter',
    'checkedOn.day': '5',
    'checkedOn.month': '1',
    'checkedOn.year': '2026',
  }
  expect((await bring(passage('safe', 'men', shut), { cookie, fields: checked })).status).toBe(302)
  const { id } = (await rows()).find(({ doorId }) => doorId === shut.id)!
  expect((await site.ask(playing(id, shut))).status).toBe(404)
  expect(await (await site.ask(`/r/${shut.slug}`)).text()).not.toContain('<audio')
  const link = new URL(testLinkOf(shut, now()))
  const tried = await (await site.ask(link.pathname + link.search)).text()
  expect(tried).toContain(`src="${playing(id, shut)}${link.search}"`)
  expect(wordsIn(tried)).toContain(t('spoken.checked', { on: '5 January 2026' }))
  expect(wordsIn(tried)).not.toContain('Interpreter')
  expect((await site.ask(playing(id, shut) + link.search)).status).toBe(200)
})

async function setPlace(place: DoorTerms['place']): Promise<void> {
  await database.query(`update concern_door set terms = jsonb_set(terms, '{place}', $2) where id = $1`, [
    door.id,
    JSON.stringify(place),
  ])
  forgetDoors()
}
