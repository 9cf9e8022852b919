import { beforeAll, expect, test } from 'vitest'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount } from '#tests/support/accounts.ts'
import { importSteps } from '#app/forms/import-steps.ts'
import { anImport } from '#tests/support/brought-in.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
let site: WholeSite
let door: TestDoor
let cookie: string
let lead: string

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  cookie = await aCookieOf(door.handlers[0])
  const { receiving } = door.organisations
  lead = await aCookieOf(
    await anAccount({ organisationId: receiving, role: 'safeguarding_lead', authenticator: true }),
  )
})

const today = new Date().toISOString().slice(0, 10)
const inBoxes = (day: string, name = 'toldOn') => {
  const [year, month, date] = day.split('-')
  return { [`${name}.year`]: year!, [`${name}.month`]: month!, [`${name}.day`]: date! }
}
const page = async (path: string, as: string, form?: Record<string, string>) => {
  const answer = await site.ask(path, { cookie: as, ...(form ? { form } : {}) })
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') ?? '' }
}
const sendFile = (as: string | null) =>
  fetch(new URL('/app/cases/import/file', site.url), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: `http://localhost:${site.port}`,
      'content-type': 'application/octet-stream',
      ...(as ? { cookie: as } : {}),
    },
    body: 'sealed',
  })
const formOf = async (wishes: Parameters<typeof anImport>[1] = {}) => {
  const { toldOn, ...given } = await anImport(door, wishes)
  const boxes = importSteps.flatMap((name) => (given[name] ? Object.entries(inBoxes(given[name], name)) : []))
  const others = Object.entries(given).filter(([name]) => !(importSteps as readonly string[]).includes(name))
  const fields = [...others, ...Object.entries(inBoxes(toldOn)), ...boxes]
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== undefined))
}

test('nobody sends a file who could not bring a case in', async () => {
  expect((await sendFile(null)).status).toBe(401)
  expect((await sendFile(lead)).status).toBe(403)
  expect((await sendFile(await aCookieOf(door.nextUp[0]!))).status).toBe(403)
  const taken = await sendFile(cookie)
  expect([taken.status, Object.keys((await taken.json()) as object)]).toEqual([200, ['draftId']])
})

test('the page and its form are for handlers alone, and a form with another’s signature is refused', async () => {
  expect((await page('/app/cases/import', lead)).status).toBe(403)
  expect((await page('/app/cases/import', lead, await formOf())).status).toBe(403)
  const forged = await formOf({ signedWith: door.handlers[1] })
  expect((await page('/app/cases/import', cookie, forged)).status).toBe(403)
  expect(await database.query('select id from concern')).toEqual([])
})

test('steps that were taken elsewhere are said with their days, and a day that cannot be is given back', async () => {
  const { html } = await page('/app/cases/import', cookie)
  for (const name of importSteps) expect(html).toContain(`data-import-step="${name}"`)
  const skipped = await page(
    '/app/cases/import',
    cookie,
    await formOf({ said: { acknowledgedOn: '2026-01-06' } }),
  )
  expect(skipped.status).toBe(422)
  expect(skipped.html).toContain(t('caseImport.error.step.stepBefore'))
  expect(skipped.html).toMatch(/name="acknowledgedOn.day"[^>]*value="06"/)
  const half = { ...(await formOf()), 'safetyOn.day': '7' }
  const unreadable = await page('/app/cases/import', cookie, half)
  expect([unreadable.status, unreadable.html.includes(t('caseImport.error.step.day'))]).toEqual([422, true])
  expect(await database.query('select id from concern')).toEqual([])
})

test('what is missing or cannot be is said above the form, and the day that was typed is still there', async () => {
  const empty = await page('/app/cases/import', cookie, {
    importId: '',
    'toldOn.day': '31',
    'toldOn.month': '2',
  })
  expect(empty.status).toBe(422)
  for (const key of ['toldOn', 'kind', 'noConflict', 'notSealed'] as const)
    expect(empty.html).toContain(t(`caseImport.error.${key}`))
  expect(empty.html).toContain('value="31"')
  const year = Number(today.slice(0, 4))
  const future = await page('/app/cases/import', cookie, await formOf({ toldOn: `${year + 1}-01-05` }))
  expect([future.status, future.html.includes(t('caseImport.error.future'))]).toEqual([422, true])
  const old = await page('/app/cases/import', cookie, await formOf({ toldOn: `${year - 11}-12-31` }))
  expect([old.status, old.html.includes(t('caseImport.error.tooOld'))]).toEqual([422, true])
  const wrong = await page('/app/cases/import', cookie, { ...(await formOf()), parcel: '[]' })
  expect([wrong.status, wrong.html.includes(t('caseImport.error.notReady'))]).toEqual([409, true])
  expect(await database.query('select id from concern')).toEqual([])
})

test('a case is brought in; its page, the inbox and the export of nothing else say so, and it is sealed', async () => {
  const form = await formOf({ toldOn: '2026-01-05' })
  const path = `/app/cases/import?door=${door.id}`
  const first = await page(path, cookie, form)
  expect([first.status, first.to]).toEqual([302, expect.stringContaining(`door=${door.id}&in=`)])
  expect((await page(path, cookie, form)).to).toBe(first.to)
  const changed = await page(path, cookie, await formOf({ toldOn: '2026-01-05', importId: form.importId! }))
  expect([changed.status, changed.html.includes(t('caseImport.error.already'))]).toEqual([409, true])
  expect(changed.html).toContain(form.importId)

  const after = await page(first.to, cookie)
  expect(after.html).toContain(t('caseImport.another'))
  expect(after.html).toContain('data-import-case')
  const [row] = await database.query<{ id: string }>('select id from concern')
  for (const where of ['/app/cases', `/app/cases/${row!.id}`])
    expect((await page(where, cookie)).html).toContain('Brought in from elsewhere on')
  const own = await page(`/app/cases/${row!.id}`, cookie)
  expect(own.html).toContain(t('cases.log.case.import'))
  expect(own.html).not.toContain('OLD-7')
  expect((await page(`/app/cases/${row!.id}/readers`, cookie)).html).toContain(t('cases.capacity.reporter'))
  expect((await page('/app/cases/figures', cookie)).html).toContain(t('caseImport.figures', { count: 1 }))
})

test('care: a lead sees colleagues of the body and enters a day; what is wrong is said, what was typed stays', async () => {
  const [colleague] = door.handlers
  const who = `${colleague.organisationId}~${colleague.id}`
  const before = await page('/app/cases/care', lead)
  expect(before.html).toContain(colleague.name)
  expect(before.html).toContain(t('cases.care.never'))
  const wrong = await page('/app/cases/care', lead, {
    do: 'supervised',
    who: '',
    'onDay.day': '30',
    'onDay.month': '2',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain(t('cases.care.error.who'))
  const [year, month, date] = today.split('-')
  const day = { 'onDay.day': date!, 'onDay.month': month!, 'onDay.year': year! }
  const ahead = { ...day, 'onDay.year': String(Number(year) + 1) }
  const future = await page('/app/cases/care', lead, { do: 'supervised', who, ...ahead })
  expect([future.status, future.html.includes(t('cases.care.error.future'))]).toEqual([422, true])
  expect((await page('/app/cases/care', lead, { do: 'supervised', who, ...day })).status).toBe(302)
  expect((await page('/app/cases/care', cookie, { do: 'supervised', who, ...day })).status).toBe(403)
  expect((await page('/app/cases/care?done=supervised', lead)).html).toContain(t('cases.care.done'))
})
