import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LaidDays } from '#tests/support/days-laid.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: LaidDays
let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana days '))
  const before = spawnSync(process.execPath, ['tests/support/days-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as LaidDays
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function opens(cookie: string, path: string): Promise<{ page: Page; status: number; words: string }> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'amana', value: cookie, url: `${server.origin}/app`, httpOnly: true }])
  const page = await context.newPage()
  const answer = await page.goto(`${server.origin}${path}`)
  return { page, status: answer!.status(), words: await page.locator('main').innerText() }
}
const reference = (id: string) => new RegExp(id.slice(0, 8), 'i')
async function looked(name: string, page: Page) {
  await page.screenshot({ path: join(pictures, `days-${name}--1280-en.png`), fullPage: true })
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: join(pictures, `days-${name}--320-en.png`), fullPage: true })
}

test('nobody opened it for forty days: its handlers, their lead and the next body up are told, and nothing of it is', async () => {
  const told: [keyof LaidDays, string][] = [
    ['first', t('mail.caseLate.subject')],
    ['second', t('mail.caseLate.subject')],
    ['lead', t('mail.caseOverseen.subject')],
    ['nextUp', t('mail.caseLateBelow.subject')],
  ]
  for (const [who, sentence] of told)
    await expect
      .poll(async () => (await opens(laid[who], '/app/notices')).words, { timeout: 60_000, interval: 1000 })
      .toContain(sentence)
  for (const [who] of told) {
    const { words, page } = await opens(laid[who], '/app/notices')
    expect(words, who).not.toMatch(reference(laid.late))
    if (who === 'nextUp') await looked('notices', page)
  }
})

test('the lead sees the stage and that it is late, and not one word; the next body up sees no case at all', async () => {
  const overseen = await opens(laid.lead, '/app/cases/overseen')
  expect([overseen.status, reference(laid.late).test(overseen.words)]).toEqual([200, true])
  await looked('overseen', overseen.page)
  expect((await opens(laid.lead, `/app/cases/${laid.late}`)).status).toBe(404)
  const above = await opens(laid.nextUp, '/app/cases')
  expect(above.words).toContain(t('cases.empty.title'))
  expect((await opens(laid.nextUp, `/app/cases/${laid.late}`)).status).toBe(404)
})

test('a reader who was taken out sees nothing: no line, no count, no page, no notice', async () => {
  const inbox = await opens(laid.takenOut, '/app/cases')
  expect(inbox.words).toContain(t('cases.empty.title'))
  expect(inbox.words).not.toMatch(reference(laid.late))
  await looked('taken-out', inbox.page)
  for (const path of ['', '/steps', '/readers', '/export'])
    expect((await opens(laid.takenOut, `/app/cases/${laid.late}${path}`)).status, path).toBe(404)
  expect((await opens(laid.takenOut, '/app/notices')).words).toContain(t('notices.none'))
  expect((await opens(laid.first, '/app/cases')).words).toMatch(reference(laid.late))
})

test('a year after it was closed the case asks to be decided about, as the page’s own schedule says', async () => {
  const past = await opens(laid.first, '/app/cases/past')
  expect(past.words).toContain(t('keeping.past.due'))
  expect(past.words).toMatch(reference(laid.over))
  expect(past.words).not.toMatch(reference(laid.late))
  await looked('past', past.page)
  await past.page.setViewportSize({ width: 1280, height: 900 })
  await past.page
    .getByRole('link', { name: reference(laid.over) })
    .first()
    .click()
  await expect.poll(() => past.page.url(), { timeout: 20_000 }).toContain(`/app/cases/${laid.over}/keeping`)
  expect((await opens(laid.takenOut, '/app/cases/past')).words).toContain(t('keeping.past.none'))
})
