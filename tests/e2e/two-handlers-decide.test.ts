import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LaidPair } from '#tests/support/two-people-laid.ts'
import { lessonChecks } from '#app/forms/lesson.form.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: LaidPair
let server: ServerProcess
let browser: Browser
let first: Page
let second: Page
const sent: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana two '))
  const before = spawnSync(process.execPath, ['tests/support/two-people-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as LaidPair
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
  first = await signedIn(laid.first.cookie)
  second = await signedIn(laid.second.cookie)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function signedIn(cookie: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'amana', value: cookie, url: `${server.origin}/app`, httpOnly: true }])
  const page = await context.newPage()
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', ({ message }) => void complaints.push(message))
  return page
}

const sees = (on: Page, words: string | RegExp) =>
  expect
    .poll(() => on.getByText(words).filter({ visible: true }).count(), { timeout: 20_000 })
    .toBeGreaterThan(0)
const opens = async (on: Page, path: string, phrase: string) => {
  const answer = await on.goto(`${server.origin}${path}`)
  expect(answer!.status()).toBe(200)
  await on.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(phrase)
  await on.getByRole('button', { name: t('caseKeys.unlock.button') }).click()
  await sees(on, t('caseKeys.unlock.open'))
}
const press = (on: Page, name: string) =>
  on.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click()
const looked = async (name: string, on: Page) => {
  await expectNoSidewaysScroll(on)
  await on.screenshot({ path: join(pictures, `two-${name}--1280-en.png`), fullPage: true })
  await expectAccessible(on)
  await on.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(on)
  await on.screenshot({ path: join(pictures, `two-${name}--320-en.png`), fullPage: true })
  await on.setViewportSize({ width: 1280, height: 900 })
}

test('a lost code: one proposes, the other confirms, and the new code opens both conversations', async () => {
  await opens(first, `/app/cases/${laid.newer.id}/rejoin`, laid.first.phrase)
  await looked('rejoin', first)
  await first.getByLabel(new RegExp(laid.older.id.slice(0, 8), 'i')).check()
  await first.getByLabel(t('rejoin.endOld.yes')).check()
  await first.getByLabel(t('rejoin.why')).fill('She named the red bicycle.')
  await press(first, t('rejoin.propose'))
  await sees(first, t('keeping.done.proposed'))
  await sees(first, 'She named the red bicycle.')
  await opens(second, `/app/cases/${laid.newer.id}/rejoin`, laid.second.phrase)
  await sees(second, 'She named the red bicycle.')
  await looked('rejoin-second', second)
  await press(second, t('rejoin.confirm'))
  await sees(second, t('keeping.done.joined'))
  const reporter = await (await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false })).newPage()
  await reporter.goto(`${server.origin}/r/${laid.slug}/back`)
  await reporter.getByLabel(t('return.enter.label')).fill(laid.newer.code)
  await reporter.getByRole('button', { name: t('return.enter.do'), exact: true }).click()
  await expect.poll(() => reporter.getByText('Are you there?').count(), { timeout: 20_000 }).toBe(2)
  await reporter.context().close()
})

test('a name is given to a handler only by a custodian, and the person is told', async () => {
  await opens(first, `/app/cases/${laid.newer.id}`, laid.first.phrase)
  await sees(first, 'I wrote before.')
  expect(await first.getByText('Fictional Ama').count()).toBe(0)
  await opens(first, `/app/cases/${laid.newer.id}/identity`, laid.first.phrase)
  await first.getByLabel(t('keeping.identity.why')).fill('The clinic needs a name tonight.')
  await looked('identity', first)
  await press(first, t('keeping.identity.ask'))
  await sees(first, t('keeping.done.asked'))
  await opens(second, `/app/cases/${laid.newer.id}/identity`, laid.second.phrase)
  await sees(second, 'The clinic needs a name tonight.')
  await second
    .getByLabel(t('keeping.identity.tell', { number: 1 }))
    .fill('Our handler knows your name from today.')
  await looked('identity-custodian', second)
  await press(second, t('keeping.identity.agreeTelling', { number: 1 }))
  await sees(second, t('keeping.done.agreed'))
  await opens(first, `/app/cases/${laid.newer.id}`, laid.first.phrase)
  await sees(first, 'Fictional Ama of the well')
  await sees(first, 'Our handler knows your name from today.')
})

test('words are hidden by one and shown again, and taken out by two', async () => {
  await opens(first, `/app/cases/${laid.newer.id}/keeping`, laid.first.phrase)
  await sees(first, 'Fictional Kofi')
  const part = first.locator('main div:has(> .am-sealed-part)').filter({ hasText: 'Fictional Kofi' }).first()
  await part.getByText(t('keeping.hide'), { exact: true }).click()
  await looked('keeping', first)
  await part.getByLabel(t('keeping.mask.words')).fill('Fictional Kofi')
  await part.getByLabel(t('keeping.mask.why')).fill('Not needed for this step')
  await press(first, t('keeping.mask.do'))
  await sees(first, t('keeping.done.masked'))
  await sees(first, /Ask for █+ at the blue shop/)
  const again = first.locator('main div:has(> .am-sealed-part)').filter({ hasText: 'the blue shop' }).first()
  await again.getByText(t('keeping.hide'), { exact: true }).click()
  await press(first, t('keeping.lift.do'))
  await sees(first, /Ask for Fictional Kofi at the blue shop/)
  await again.getByText(t('keeping.hide'), { exact: true }).click()
  await again.getByLabel(t('keeping.redact.words')).fill('Fictional Kofi')
  await again.getByLabel(t('keeping.redact.why')).fill('A bystander.')
  await press(first, t('keeping.redact.do'))
  await sees(first, t('keeping.done.proposed'))
  await opens(second, `/app/cases/${laid.newer.id}/keeping`, laid.second.phrase)
  await sees(second, /Ask for ██████ at the blue shop/)
  await looked('redact-second', second)
  await press(second, t('keeping.redact.confirm'))
  await sees(second, t('keeping.done.redacted'))
  await sees(second, /Ask for ██████ at the blue shop/)
  expect(await second.getByText('Fictional Kofi').count()).toBe(0)
})

test('a case that is over is deleted by two, and says so', async () => {
  await opens(first, `/app/cases/${laid.over.id}/keeping`, laid.first.phrase)
  await first.getByLabel(t('keeping.delete.why')).fill('Its time has come.')
  await press(first, t('keeping.delete.propose'))
  await sees(first, t('keeping.done.proposed'))
  await opens(second, `/app/cases/${laid.over.id}/keeping`, laid.second.phrase)
  await sees(second, 'Its time has come.')
  await looked('delete-second', second)
  await press(second, t('keeping.delete.confirm'))
  await sees(second, t('keeping.done.deleted'))
  await sees(second, t('keeping.delete.done'))
  await first.goto(`${server.origin}/app/cases/past`)
  await looked('past', first)
})

test('a lesson leaves a case by two, and its words only when the second agrees', async () => {
  const learned = 'Offer a second way home, and pay for it.'
  const inClear = () =>
    sent.filter((body) => decodeURIComponent(body.replaceAll('+', ' ')).includes(learned)).length
  await opens(first, `/app/cases/${laid.newer.id}/lesson`, laid.first.phrase)
  await first.getByLabel(t('lessons.case.words')).fill(learned)
  await first.getByLabel(t('lessons.case.area')).selectOption('rights.fieldwork')
  await first.getByLabel(t('lessons.audience.plans'), { exact: true }).check()
  await looked('lesson', first)
  await press(first, t('lessons.case.propose'))
  await sees(first, t('lessons.case.done.offered'))
  await sees(first, learned)
  expect(inClear()).toBe(0)
  await opens(second, `/app/cases/${laid.newer.id}/lesson`, laid.second.phrase)
  await sees(second, learned)
  await sees(second, t('lessons.readBy.plans'))
  await looked('lesson-second', second)
  for (const check of lessonChecks) await second.getByLabel(t(`lessons.check.${check}`)).check()
  await press(second, t('lessons.case.give'))
  await sees(second, t('lessons.case.done.given'))
  await sees(second, learned)
  expect(inClear()).toBe(1)
  await second.getByLabel(t('lessons.case.backWhy')).fill('Only one site has a way home.')
  await press(second, t('lessons.case.askBack'))
  await sees(second, t('lessons.case.done.askedBack'))
  await opens(first, `/app/cases/${laid.newer.id}/lesson`, laid.first.phrase)
  await sees(first, 'Only one site has a way home.')
  await looked('lesson-back', first)
  await press(first, t('lessons.case.takeBack'))
  await sees(first, t('lessons.case.isBack'))
})

test('a request goes over the desk, sealed, and two sign its reply', async () => {
  await opens(first, '/app/desk/new', laid.first.phrase)
  await looked('desk-new', first)
  await first.getByLabel(t('desk.kind.access')).check()
  await first.getByLabel(t('desk.field.who')).fill('A fictional driver, by letter')
  await first.getByLabel(t('desk.field.what')).fill('What do you hold about me?')
  await press(first, t('desk.new.do'))
  await sees(first, 'What do you hold about me?')
  const steps: [Parameters<typeof t>[0], [Parameters<typeof t>[0], string][]][] = [
    [
      'desk.do.identity',
      [
        ['desk.field.safe', 'Yes'],
        ['desk.field.how', 'Passport seen'],
      ],
    ],
    [
      'desk.do.searched',
      [
        ['desk.field.where', 'Both of us'],
        ['desk.field.found', 'One thing'],
      ],
    ],
  ]
  for (const [button, fields] of steps) {
    for (const [label, words] of fields) await first.getByLabel(t(label)).first().fill(words)
    await press(first, t(button))
    await sees(first, t(button.replace('.do.', '.done.') as 'desk.done.identity'))
  }
  await first.getByLabel(t('desk.field.others')).fill('The one who spoke')
  await first.getByLabel(t('desk.decision.neither')).check()
  await first.getByLabel(t('desk.field.why')).first().fill('It would point at somebody')
  await looked('desk-weigh', first)
  await press(first, t('desk.do.weighed'))
  await sees(first, t('desk.done.weighed'))
  await sees(first, t('desk.decision.neither'))
  await first.getByLabel(t('desk.field.words')).fill('We neither confirm nor deny.')
  await press(first, t('desk.do.reply'))
  await sees(first, t('desk.waitsForSecond'))
  await opens(second, new URL(first.url()).pathname, laid.second.phrase)
  await sees(second, 'We neither confirm nor deny.')
  await looked('desk-sign', second)
  await press(second, t('desk.do.signed'))
  await sees(second, t('desk.done.signed'))
  expect(await second.getByText(t('cases.signed.not')).filter({ visible: true }).count()).toBe(0)
  await second.goto(`${server.origin}/app/desk`)
  await looked('desk', second)
})

test('nothing that was written left the browser open, and nothing complained', () => {
  for (const words of [
    'red bicycle',
    'a name tonight',
    'Fictional Kofi',
    'neither confirm',
    'Passport seen',
    'neither',
    'Only one site',
  ])
    expect(sent.filter((body) => decodeURIComponent(body.replaceAll('+', ' ')).includes(words))).toEqual([])
  expect(complaints.filter((text) => !/404|422/.test(text))).toEqual([])
})
