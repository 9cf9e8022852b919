import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LaidCase } from '#tests/support/cases-laid.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
const plan = 'MARKER a room for tonight, by the second handler'
let folder: string
let laid: LaidCase
let server: ServerProcess
let browser: Browser
let page: Page
/** Everything that left the browser. */
const sent: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana steps '))
  const before = spawnSync(process.execPath, ['tests/support/cases-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as LaidCase
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await context.addCookies([
    { name: 'amana', value: laid.first.cookie, url: `${server.origin}/app`, httpOnly: true },
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
    await page.screenshot({ path: join(pictures, `case-steps-${name}--${width}-en.png`), fullPage: true })
  }
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
}
const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
const press = () =>
  page
    .getByRole('button', { name: t('caseSteps.do.sealed') })
    .first()
    .click()

test('a handler unlocks, says that there is no conflict, and finds what is open and why the rest is not', async () => {
  await page.goto(`${server.origin}/app/cases/${laid.id}`)
  await page.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(laid.first.phrase)
  await page.getByRole('button', { name: t('caseKeys.unlock.button') }).click()
  await sees(t('caseKeys.unlock.open'))
  await page.getByLabel(t('cases.declare.none')).check()
  await page.getByRole('button', { name: t('cases.declare.do') }).click()
  await follow(t('cases.next.go'))
  await sees(t('caseSteps.opens.acknowledge'))
  await looked('list')
})

test('the safety check is sealed in the browser; a choice that was left open keeps what was typed', async () => {
  await follow(t('caseSteps.safety'))
  await sees(t('caseSteps.field.safeNow'))
  await looked('safety')
  for (const field of ['safeNow', 'child', 'medicalWindow', 'threat'])
    await page.locator(`input[data-field="fields.${field}"][value="no"]`).check()
  await page.locator('textarea[data-field="fields.whatWeDo"]').fill(plan)
  await press()
  await sees(t('caseSteps.error.choose'))
  expect(await page.locator('textarea[data-field="fields.whatWeDo"]').inputValue()).toBe(plan)
  for (const field of ['safeNow', 'child', 'medicalWindow', 'threat'])
    await page.locator(`input[data-field="fields.${field}"][value="no"]`).check()
  await page.locator('input[name="ownerId"]').first().check()
  await press()
  await sees(t('caseSteps.done'))
  await follow(t('caseSteps.acknowledge'))
  await page.locator('textarea[data-field="words"]').fill(`${plan}, and we have your message.`)
  await press()
  await sees(t('caseSteps.done'))
})

test('what was written opens again with the step it came with; nothing left the browser in words', async () => {
  await follow(t('caseSteps.support'))
  await looked('support')
  await page.goBack()
  await follow(t('caseSteps.notices'))
  await sees(t('caseSteps.notices.which'))
  await looked('notices')
  await page.goto(`${server.origin}/app/cases/${laid.id}/steps/safety`)
  await page.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(laid.first.phrase)
  await page.getByRole('button', { name: t('caseKeys.unlock.button') }).click()
  await sees(plan)
  await looked('safety-again')
  expect(sent.filter((body) => body.includes('MARKER') || body.includes('safeNow'))).toEqual([])
  expect(server.said()).not.toContain('MARKER')
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([])
})
