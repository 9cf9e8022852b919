import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LaidRecovery } from '#tests/support/recovery-laid.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: LaidRecovery
let server: ServerProcess
let browser: Browser
let first: Page
let second: Page
let heir: Page
const sent: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana recovery '))
  const before = spawnSync(process.execPath, ['tests/support/recovery-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as LaidRecovery
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
  first = await signedIn(laid.first.cookie)
  second = await signedIn(laid.second.cookie)
  heir = await signedIn(laid.heir.cookie)
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
const opens = async (on: Page, phrase: string, path = `/app/cases/recovery/${laid.recoveryId}`) => {
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
  await expectAccessible(on)
  await on.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(on)
  await on.screenshot({ path: join(pictures, `recovery-${name}--320-en.png`), fullPage: true })
  await on.setViewportSize({ width: 1280, height: 900 })
  await on.screenshot({ path: join(pictures, `recovery-${name}--1280-en.png`), fullPage: true })
}
const namedPerson = 'The fictional driver of the third bus'

test('nobody is left: two escrow holders open the case for another, and read nothing of it', async () => {
  await first.goto(`${server.origin}/app/cases/recovery`)
  await sees(first, t('recovery.why.nobody'))
  await looked('list', first)

  await opens(first, laid.first.phrase)
  await looked('begin', first)
  await press(first, t('recovery.begin.do', { name: laid.second.name }))
  await sees(first, t('recovery.done.begun'))

  await opens(second, laid.second.phrase)
  await sees(second, namedPerson)
  await looked('name', second)
  await second.getByLabel(t('recovery.conflict.none')).check()
  await press(second, t('recovery.conflict.do'))
  await sees(second, t('recovery.done.named'))

  await opens(first, laid.first.phrase)
  await sees(first, namedPerson)
  await first.getByLabel(t('recovery.conflict.none')).check()
  await press(first, t('recovery.conflict.do'))
  await sees(first, t('recovery.done.declared'))

  await opens(second, laid.second.phrase)
  const box = (name: string) => second.getByLabel(new RegExp(`^${name}`))
  await expect.poll(() => box(laid.takenOut).isDisabled(), { timeout: 20_000 }).toBe(true)
  await sees(second, t('recovery.finish.takenOut'))
  await looked('finish', second)
  await press(second, t('recovery.finish.do'))
  await sees(second, t('recovery.error.notSealed'))
  await box(laid.heir.name).check()
  await press(second, t('recovery.finish.do'))
  await sees(second, t('recovery.done.finished'))
  for (const on of [first, second]) expect(await on.content()).not.toContain('fictive')
}, 240_000)

test('the new handler says first that there is no conflict, and then reads the account', async () => {
  await opens(heir, laid.heir.phrase, `/app/cases/${laid.concernId}`)
  await sees(heir, namedPerson)
  await heir.getByLabel(t('cases.declare.none')).check()
  await press(heir, t('cases.declare.do'))
  await sees(heir, 'Le récit d’une personne fictive.')
}, 120_000)

test('no key, no name and no word left a browser in the open, and no browser complained', () => {
  for (const words of ['AGE-SECRET-KEY', 'third bus', 'fictive'])
    expect(sent.filter((body) => body.includes(words))).toEqual([])
  expect(complaints.filter((text) => !/422|409/.test(text))).toEqual([])
})
