import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { rowIdOf } from '#app/server/concerns/door-changes.server.ts'
import type { Role } from '#app/policies/actor.ts'
import { asSystem } from '#app/server/database.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

withTestDatabase()

const t = wordsFor('en')
let site: WholeSite
let door: TestDoor
let lead: string
let here: string

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor({ open: false, withEscrow: false })
  lead = await cookieFor('safeguarding_lead')
  here = `/app/doors/${door.id}`
})
beforeEach(forgetEveryTry)

async function cookieFor(role: Role, organisationId = door.organisations.receiving): Promise<string> {
  return aCookieOf(await anAccount({ organisationId, role, authenticator: true }))
}

async function stored() {
  const row = await asSystem('test', (tx) => tx.concernDoor.findUniqueOrThrow({ where: { id: door.id } }))
  return { ...row, terms: DoorTerms.parse(row.terms) }
}

async function setTerms(terms: DoorTerms): Promise<void> {
  await asSystem('test', (tx) => tx.concernDoor.update({ where: { id: door.id }, data: { terms } }))
}

async function seen(): Promise<{ seenRevision: string }> {
  return { seenRevision: String((await stored()).revision) }
}

const ofOneDoor = [
  '',
  '/bodies',
  '/bodies/new',
  '/team',
  '/words',
  '/help',
  '/help/new',
  '/ways',
  '/ways/new',
  '/rota',
  '/rota/new',
  '/retention',
  '/retention/new',
  '/retention-signature',
  '/controller',
  '/test',
  '/open',
  '/prints',
]
const files = ['/card.pdf', '/picture-sheet.pdf', '/paper.pdf']
const refusedRoles: Role[] = [
  'principal_investigator',
  'administrator',
  'reviewer',
  'approver',
  'programme_officer',
  'focal_point',
]

describe('refused', () => {
  test.each(refusedRoles)('to the %s of the same body, on every page and file', async (role) => {
    const cookie = await cookieFor(role)
    for (const path of ['/app/doors', '/app/doors/new', ...[...ofOneDoor, ...files].map((end) => here + end)])
      expect((await site.ask(path, { cookie })).status, path).toBe(403)
    const form = {
      seenRevision: '0',
      name: 'Hotline',
      how_en: 'Call',
      organisationId: door.organisations.receiving,
    }
    for (const end of [
      '/ways/new',
      '/ways',
      '/team',
      '/words',
      '/controller',
      '/test',
      '/open',
      '/retention-signature',
    ])
      expect((await site.ask(here + end, { cookie, form })).status, end).toBe(403)
    expect((await site.ask('/app/doors/new', { cookie, form })).status).toBe(403)
  })

  test('to the lead of another body: it does not exist there', async () => {
    const cookie = await cookieFor('safeguarding_lead', door.organisations.team)
    for (const end of [...ofOneDoor, ...files])
      expect((await site.ask(here + end, { cookie })).status, end).toBe(404)
    expect(await (await site.ask('/app/doors', { cookie })).text()).not.toContain(door.slug)
  })

  test('to whoever is not signed in', async () => {
    for (const end of [...ofOneDoor, ...files]) {
      const answer = await site.ask(here + end)
      expect(answer.headers.get('location'), end).toContain('/app/sign-in')
    }
  })

  test('for addresses that are not ours', async () => {
    for (const end of ['/hello', '/help/1', '/help/../x', '/bodies/zzzzzzzzzzzzzzzz', '/plan.pdf'])
      expect((await site.ask(here + end, { cookie: lead })).status, end).toBe(404)
    expect((await site.ask('/app/doors/nothing', { cookie: lead })).status).toBe(404)
  })
})

describe('the pages', () => {
  test.each(['en', 'fr'])('open in %s and ship no script', async (lang) => {
    for (const path of ['/app/doors', '/app/doors/new', ...ofOneDoor.map((end) => here + end)]) {
      const answer = await site.ask(`${path}?lang=${lang}`, { cookie: lead })
      const html = await answer.text()
      expect(answer.status, path).toBe(200)
      expect(html, path).not.toMatch(/<script/)
      expect(html, path).not.toMatch(/doors\.[a-z]+\.[a-z]+/)
    }
  })

  test('say in words what is missing, and whose it is to do', async () => {
    const { terms } = await stored()
    const page = async () => (await site.ask(here, { cookie: lead })).text()
    expect(await page()).toContain('Anyone of you can send one under “Send a test”')
    expect(await page()).not.toContain('The rota does not cover today')
    await setTerms({ ...terms, rota: [] })
    expect(await page()).toContain('The rota does not cover today')
    expect(await page()).toContain('You can fill it in under')
    await setTerms(terms)
  })

  test.each(files)('give %s as a file whose name says nothing', async (file) => {
    const answer = await site.ask(`${here}${file}?lang=fr`, { cookie: lead })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(file.slice(1).replace('.pdf', '-fr.pdf'))
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })
})

describe('what is said in each language of the page', () => {
  const help = (lang: string) => site.ask(`/r/${door.slug}/help?lang=${lang}`).then((answer) => answer.text())
  const legal = /Fictional Legal Desk.*?<\/li>/s

  test('stands in the language that was asked for', async () => {
    expect(await help('en')).toContain('Ask any market porter')
    expect(await help('en')).not.toMatch(/porteur|Jour et nuit|fictive/)
    const french = await help('fr')
    expect(french).toContain('Maison du lac (fictive)')
    expect(french).toContain('12, route du Lac, Zemani')
    expect(french).not.toMatch(/Ask any market porter|12 Lake Road/)
    const about = await (await site.ask(`/r/${door.slug}/about?lang=fr`)).text()
    expect(about).toContain('Sept ans après la clôture')
    expect(about).not.toMatch(/Seven years|Head of handlers/)
  })

  test('comes in another one where nobody has written it yet, and the page says so once for the place', async () => {
    const [place] = legal.exec(await help('fr'))!
    expect(place).toContain('<dd lang="en-GB" dir="ltr">Room 4, old post office</dd>')
    expect(place.match(/Ces lignes sont en anglais\./g)).toHaveLength(1)
    expect((await help('fr')).match(/en anglais\./g)).toHaveLength(1)
    expect(await help('en')).not.toMatch(/in French\./)
  })

  test('is missing on the list and on the page’s own list, which opens nothing and shuts nothing', async () => {
    const at = async (end: string) => (await site.ask(here + end, { cookie: lead })).text()
    expect((await at('/help')).match(/Not yet in French/g)).toHaveLength(1)
    expect(await at('/ways')).not.toContain('Not yet in French')
    expect(await at('')).toContain('One line is not yet in French.')
    expect(await at('')).toContain(t('doors.missing.count', { count: 1 }))
    const { terms } = await stored()
    await setTerms({ ...terms, languages: ['en'] })
    expect(await at('/help')).not.toContain(t('doors.language.column'))
    expect(await at('')).not.toContain(t('doors.language.title'))
    await setTerms(terms)
  })

  test('has a field of its own in the form, with what is there of a language that the page no longer has', async () => {
    const { terms } = await stored()
    const form = async (end: string) => (await site.ask(here + end, { cookie: lead })).text()
    const row = `/help/${rowIdOf(terms.help[0]!)}`
    await setTerms({ ...terms, languages: ['en'] })
    expect(await form(row)).toMatch(/<textarea[^>]*name="how_fr"[^>]*lang="fr"[^>]*>Au marché/)
    expect(await form('/help/new')).not.toContain('how_fr')
    await setTerms({ ...terms, languages: [] })
    expect(await form('/help/new')).toContain('name="how_fr"')
    expect(await form('/help/new')).toContain(t('doors.language.any'))
    await setTerms(terms)
  })

  test('is signed in every one of them', async () => {
    const page = await (await site.ask(`${here}/retention-signature`, { cookie: lead })).text()
    expect(page).toContain('Seven years after closing')
    expect(page).toMatch(/lang="fr"[^>]*>Sept ans après la clôture/)
  })
})

describe('the forms', () => {
  const place = {
    need: 'doctor',
    name: 'Fictional Clinic',
    how_en: 'Beside the market',
    hours_en: '',
    windowHours: '72',
    note_en: '',
    source: '',
  }

  test('keep what was typed when something is wrong', async () => {
    const french = { how_fr: 'Demandez le portail bleu', nameIn_fr: 'Clinique bleue' }
    const form = { ...place, ...french, name: '', how_en: '', windowHours: 'soon', ...(await seen()) }
    const answer = await site.ask(`${here}/help/new`, { cookie: lead, form })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toMatch(/<textarea[^>]*name="how_fr"[^>]*lang="fr"[^>]*>Demandez le portail bleu</)
    expect(html).toMatch(/<input[^>]*name="nameIn_fr"[^>]*lang="fr"[^>]*value="Clinique bleue"/)
    expect(html).toContain('href="#f-how_en"')
    expect(html).toContain(t('doors.error.how'))
    expect(html).toContain(t('doors.error.helpName'))
    expect(html).toContain(t('doors.error.windowHours'))
  })

  test('keep what was typed when somebody saved meanwhile, and write over nothing', async () => {
    const old = await seen()
    expect((await site.ask(`${here}/help/new`, { cookie: lead, form: { ...place, ...old } })).status).toBe(
      302,
    )
    const answer = await site.ask(`${here}/help/new`, {
      cookie: lead,
      form: { ...place, name: 'Another house', ...old },
    })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('Another house')
    expect(html).toContain(t('doors.error.changedByAnother'))
    expect((await stored()).terms.help.map(({ name }) => name)).not.toContain('Another house')
  })

  test('keep what was typed into a line that somebody took away meanwhile', async () => {
    const line = (await stored()).terms.help[0]!
    const row = `${here}/help/${rowIdOf(line)}`
    const form = { ...place, name: 'My long correction' }
    await site.ask(`${here}/help`, { cookie: lead, form: { remove: rowIdOf(line), ...(await seen()) } })
    const answer = await site.ask(row, { cookie: lead, form: { ...form, ...(await seen()) } })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('My long correction')
    expect(html).toContain(t('doors.rowGone'))
    expect(html).toContain(`action="${here}/help/new"`)
  })

  test('change a line and take one away', async () => {
    const line = (await stored()).terms.outsideWays[0]!
    const form = { name: 'Changed way', how_en: 'Call', how_fr: 'Appelez', note_en: '' }
    await site.ask(`${here}/ways/${rowIdOf(line)}`, { cookie: lead, form: { ...form, ...(await seen()) } })
    const [changed] = (await stored()).terms.outsideWays
    expect(changed).toEqual({
      name: 'Changed way',
      nameIn: {},
      how: { en: 'Call', fr: 'Appelez' },
      note: {},
    })
    const answer = await site.ask(`${here}/ways`, {
      cookie: lead,
      form: { remove: rowIdOf(changed!), ...(await seen()) },
    })
    expect(answer.status).toBe(302)
    expect((await stored()).terms.outsideWays).toEqual([])
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a null byte', 'a\u0000b'],
    ['turned text', 'a\u202eb\u2066c'],
    ['half a character', 'a\ud800b'],
    ['a whole book', 'x'.repeat(400_000)],
  ])('take %s as text or refuse it, and never fall over', async (_what, text) => {
    const fields = {
      name: text,
      nameIn_fr: text,
      how_en: text,
      note_fr: text,
      hours_en: text,
      keepFor_fr: text,
      source: text,
      need: text,
      windowHours: text,
      remove: text,
    }
    const more = {
      organisationId: text,
      kind: text,
      position: text,
      personId: text,
      part: text,
      languages: text,
      'fromOn.day': text,
      'untilOn.year': text,
      organisations: text,
      persons: text,
      place_en: text,
      exitTo: text,
      controllers: text,
      programmeId: text,
      seenRevision: text,
    }
    for (const end of [...ofOneDoor.slice(1), '/help']) {
      const answer = await site.ask(here + end, { cookie: lead, form: { ...fields, ...more } })
      expect([404, 405, 409, 413, 422], `${end} ${answer.status}`).toContain(answer.status)
      expect(await answer.text()).not.toContain('<script>alert')
    }
    expect([413, 422]).toContain(
      (await site.ask('/app/doors/new', { cookie: lead, form: { ...fields, ...more } })).status,
    )
  })

  test('leave to https and nowhere else', async () => {
    const said = { place_en: 'Here', runBy_en: 'Us', readWhen_en: 'Daily', languages: 'en' }
    for (const exitTo of ['javascript:alert(1)', 'http://weather.example', '/app', ''])
      expect(
        (await site.ask(`${here}/words`, { cookie: lead, form: { ...said, exitTo, ...(await seen()) } }))
          .status,
      ).toBe(422)
  })

  test('sign the table and open the page only after proving once more who it is', async () => {
    for (const end of ['/retention-signature', '/open']) {
      const answer = await site.ask(here + end, { cookie: lead, form: await seen() })
      expect(answer.headers.get('location'), end).toContain('/app/step-up')
    }
    const account = await anAccount({
      organisationId: door.organisations.receiving,
      role: 'safeguarding_lead',
      authenticator: true,
    })
    const cookie = await aFreshCookieOf(account)
    expect((await site.ask(`${here}/retention-signature`, { cookie, form: await seen() })).status).toBe(302)
    expect((await stored()).terms.retentionSignedById).toBe(account.id)
    const open = await site.ask(`${here}/open`, { cookie, form: await seen() })
    expect(open.status).toBe(409)
    expect((await stored()).openedOn).toBeNull()
  })

  test('propose who reads at an open page after proving who it is; another keeper confirms it', async () => {
    const opened = await aDoor({ withEscrow: false })
    const at = `/app/doors/${opened.id}`
    const as = async (fresh: typeof aCookieOf, role: Role = 'safeguarding_lead') =>
      fresh(await anAccount({ organisationId: opened.organisations.receiving, role, authenticator: true }))
    const form = {
      seenRevision: '0',
      organisations: opened.organisations.team,
      persons: opened.handlers[0].id,
    }
    const asked = await site.ask(`${at}/team`, { cookie: await as(aCookieOf), form })
    expect(asked.headers.get('location')).toContain('/app/step-up')
    const keeper = await as(aFreshCookieOf)
    expect((await site.ask(`${at}/team`, { cookie: keeper, form })).status).toBe(302)
    const page = await (await site.ask(at, { cookie: keeper })).text()
    const change = /\/app\/doors\/changes\/[0-9a-f-]{36}/.exec(page)![0]
    const teamOf = async () =>
      DoorTerms.parse(
        (await asSystem('test', (tx) => tx.concernDoor.findUniqueOrThrow({ where: { id: opened.id } })))
          .terms,
      ).teamPersonIds
    const confirm = { answer: 'confirm' }
    expect((await site.ask(change, { cookie: keeper, form: confirm })).status).toBe(403)
    const stranger = await cookieFor('safeguarding_lead', door.organisations.team)
    expect((await site.ask(change, { cookie: stranger })).status).toBe(404)
    const other = await as(aFreshCookieOf, 'case_handler')
    expect((await site.ask(change, { cookie: other, form: {} })).status).toBe(422)
    for (const lang of ['en', 'fr'])
      expect(await (await site.ask(`${change}?lang=${lang}`, { cookie: other })).text()).not.toContain(
        '<script',
      )
    expect(await teamOf()).toEqual([])
    expect((await site.ask(change, { cookie: other, form: confirm })).status).toBe(302)
    expect(await teamOf()).toEqual([opened.handlers[0].id])
  })

  test('say yes to standing at the page of another, after proving who it is, and take it back', async () => {
    const lead = await anAccount({
      organisationId: door.organisations.nextUp,
      role: 'safeguarding_lead',
      authenticator: true,
    })
    const place = { doorId: door.id, bodyId: door.organisations.nextUp, kind: 'next_up' }
    const form = { ...place, answer: 'no' }
    const asked = await site.ask('/app/doors/named', { cookie: await aCookieOf(lead), form })
    expect(asked.headers.get('location')).toContain('/app/step-up')
    const cookie = await aFreshCookieOf(lead)
    const agreed = () =>
      asSystem('test', (tx) =>
        tx.doorAgreement.count({ where: { doorId: door.id, organisationId: place.bodyId, endedOn: null } }),
      )
    expect((await site.ask('/app/doors/named', { cookie, form })).status).toBe(302)
    expect(await agreed()).toBe(0)
    expect(await (await site.ask('/app/doors', { cookie })).text()).toContain('One page waits')
    expect((await site.ask('/app/doors/named', { cookie, form: { ...form, answer: 'yes' } })).status).toBe(
      302,
    )
    expect(await agreed()).toBe(1)
    expect((await site.ask('/app/doors/named', { cookie, form: { ...form, kind: 'other' } })).status).toBe(
      422,
    )
    const keeperAlone = await cookieFor('case_handler', door.organisations.nextUp)
    expect(await (await site.ask('/app/doors/named', { cookie: keeperAlone })).text()).toContain(
      'No page names',
    )
  })

  test('make a new page that is shut', async () => {
    const form = { organisationId: door.organisations.receiving, programmeId: '', name: 'River' }
    const answer = await site.ask('/app/doors/new', { cookie: lead, form })
    const made = await site.ask(answer.headers.get('location')!, { cookie: lead })
    expect(await made.text()).toContain('things are missing')
    const foreign = { ...form, organisationId: door.organisations.team }
    expect((await site.ask('/app/doors/new', { cookie: lead, form: foreign })).status).toBe(422)
  })
})
