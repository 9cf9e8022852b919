import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '#tests/support/chromium.ts'
import type { LaidImport } from '#tests/support/import-laid.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: LaidImport
let server: ServerProcess
let browser: Browser
let page: Page
/** Everything that left the browser. */
const sent: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana bringing in '))
  const before = spawnSync(process.execPath, ['tests/support/import-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as LaidImport
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await context.addCookies([
    { name: 'amana', value: laid.cookie, url: `${server.origin}/app`, httpOnly: true },
  ])
  page = await context.newPage()
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', ({ message }) => void complaints.push(message))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const sees = (words: string) =>
  expect.poll(() => page.getByText(words).first().isVisible(), { timeout: 20_000 }).toBe(true)
const looked = async (name: string) => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(page)
    await page.screenshot({ path: join(pictures, `case-import-${name}--${width}-en.png`), fullPage: true })
  }
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
}
const press = () => page.getByRole('button', { name: t('caseImport.button') }).click()
const told = async (day: Date) => {
  await page.getByLabel(t('shell.date.day'), { exact: true }).first().fill(String(day.getUTCDate()))
  await page
    .getByLabel(t('shell.date.month'), { exact: true })
    .first()
    .fill(String(day.getUTCMonth() + 1))
  await page.getByLabel(t('shell.date.year'), { exact: true }).first().fill(String(day.getUTCFullYear()))
}
const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000)

test('a handler finds the page from the inbox; the form stands there once the key is open', async () => {
  await page.goto(`${server.origin}/app/cases`)
  await page.getByRole('link', { name: t('cases.bringIn') }).click()
  await sees(t('caseImport.lead'))
  expect(await page.getByRole('button', { name: t('caseImport.button') }).isVisible()).toBe(false)
  await page.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(laid.phrase)
  await page.getByRole('button', { name: t('caseKeys.unlock.button') }).click()
  await sees(t('caseImport.toldOn'))
  await looked('form')
})

test('a day that has not come is refused in the browser, before anything is sealed or sent', async () => {
  await page.getByLabel(t('caseImport.kind.concern')).check()
  await page.getByLabel(t('caseImport.channel.paper')).check()
  await page.getByLabel(t('caseImport.oldNumber')).fill('MARKER old number 7')
  await page.getByLabel(t('caseImport.subject'), { exact: true }).fill('MARKER a fictional foreman')
  await page.getByLabel(t('caseImport.account'), { exact: true }).fill('MARKER what was told on paper')
  await page.getByLabel(t('caseImport.whatWasDone')).fill('MARKER the clinic was called')
  await page.getByLabel(t('caseImport.safe')).fill('MARKER only by day')
  for (const name of ['danger', 'child'])
    await page.locator(`input[data-field="${name}"][value="no"]`).check()
  const file = join(folder, 'old letter.txt')
  await writeFile(file, 'MARKER a letter')
  await page.getByLabel(t('caseImport.files'), { exact: true }).setInputFiles(file)
  await page.getByLabel(t('caseImport.readers.out.handler', { name: laid.colleague })).check()
  await page.getByLabel(t('caseImport.noConflict')).check()
  await told(days(3))
  await press()
  await sees(t('caseImport.problem.day'))
  expect(sent.filter((body) => body.includes('parcel'))).toEqual([])
})

test('it is brought in; another can follow with the key still open', async () => {
  await told(days(-60))
  await press()
  await sees(t('caseImport.another'))
  await sees(t('caseKeys.unlock.open'))
  expect(await page.getByRole('button', { name: t('caseImport.button') }).isVisible()).toBe(true)
  expect(await page.getByLabel(t('caseImport.account'), { exact: true }).inputValue()).toBe('')
  await looked('done')
})

test('it stands in the inbox, overdue since its own day; it opens with everything that was said, signed', async () => {
  const reference = await page.locator('.am-ref a').first().innerText()
  await page
    .getByRole('link', { name: t('cases.title'), exact: true })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: t('cases.title'), exact: true }).waitFor()
  const row = page.getByRole('row', { name: new RegExp(reference) })
  await row.waitFor()
  const shown = await row.innerText()
  expect(shown).toContain('Brought in from elsewhere on')
  expect(await page.getByRole('table', { name: t('cases.group.overdue') }).innerText()).toContain(reference)
  await page.getByRole('link', { name: reference, exact: true }).first().click()
  for (const words of [
    'foreman',
    'what was told on paper',
    'old number 7',
    'the clinic was called',
    'only by day',
  ])
    await sees(`MARKER ${words.replace('foreman', 'a fictional foreman')}`)
  await sees(t('caseImport.part.title'))
  await sees(t('cases.signed.by'))
  expect(await page.getByText(t('cases.signed.not')).locator('visible=true').count()).toBe(0)
  await sees('old letter.txt')
  await looked('case')
  expect(sent.filter((body) => body.includes('MARKER'))).toEqual([])
  expect(server.said()).not.toContain('MARKER')
  expect(complaints).toEqual([])
})
