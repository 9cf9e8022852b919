import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { anOggFile } from '#tests/support/sounds.ts'
import type { LaidPair } from '#tests/support/two-people-laid.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

/** One brings a recording, another listens and agrees; then somebody who does not read hears it, in French, on a shared phone. */
const t = wordsFor('en')
const fr = wordsFor('fr')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
const sound = anOggFile()
let folder: string
let laid: LaidPair
let server: ServerProcess
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana heard '))
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
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => {
    // The browser notes the 422 of a form that was not whole.
    const isOurs = message.type() === 'error' && !/status of 422/.test(message.text())
    if (isOurs) complaints.push(message.text())
  })
  page.on('pageerror', ({ message }) => void complaints.push(message))
  return page
}

/** Somebody signed in, on a telephone, without any script. */
async function signedIn({ cookie }: LaidPair['first']): Promise<Page> {
  const viewport = { width: 320, height: 640 }
  const context = await browser.newContext({ locale: 'en-GB', viewport, baseURL: server.origin })
  await context.addCookies([{ name: 'amana', value: cookie, url: `${server.origin}/app`, httpOnly: true }])
  return pageOf(context)
}

async function looked(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: join(pictures, `spoken-${name}--320.png`), fullPage: true })
  await expectAccessible(page)
}

const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('a handler chooses Krio, sees the very words, and brings a recording', async () => {
  const page = await signedIn(laid.first)
  await page.goto('/app/doors')
  await follow(page, 'Page lake')
  await follow(page, t('spoken.title'))
  await looked(page, 'nothing-yet')
  await page.getByLabel(t('spoken.language'), { exact: true }).fill('Krio')
  await press(page, t('spoken.language.show'))
  await looked(page, 'krio')
  await follow(page, new RegExp(`^${t('spoken.record')} ${t('spoken.slot.start')}`))
  await expect.poll(() => page.getByText(t('reporter.start.lead')).count()).toBe(1)
  await expect.poll(() => page.getByText(fr('reporter.start.lead')).count()).toBe(1)
  await page.getByLabel(t('spoken.file'), { exact: true }).setInputFiles({
    name: 'krio.ogg',
    mimeType: 'audio/ogg',
    buffer: sound,
  })
  await press(page, t('spoken.propose'))
  await page.getByText(t('spoken.error.same')).first().waitFor()
  await looked(page, 'refused')
  await page.getByLabel(t('spoken.file'), { exact: true }).setInputFiles({
    name: 'krio.ogg',
    mimeType: 'audio/ogg',
    buffer: sound,
  })
  await page.getByLabel(t('spoken.same'), { exact: true }).check()
  await page.getByLabel(t('spoken.check.notYet'), { exact: true }).check()
  await press(page, t('spoken.propose'))
  await page.getByText(t('spoken.stands.waits')).first().waitFor()
  await page.context().close()
})

test('another listens with the words beside it, and lets it be heard', async () => {
  const page = await signedIn(laid.second)
  await page.goto('/app/doors')
  await follow(page, `${t('spoken.slot.start')}, Krio`)
  await looked(page, 'waits')
  const audio = page.locator('audio')
  const source = (await audio.getAttribute('src'))!
  const answer = await page.context().request.get(source)
  expect(await answer.body()).toEqual(sound)
  await press(page, t('spoken.heard.agree'))
  await page.getByText(t('spoken.stands.heard')).first().waitFor()
  await page.context().close()
})

test('whoever does not read hears it: without script, 320 px wide, in French, nothing loaded before it is asked for', async () => {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 320, height: 640 },
    baseURL: server.origin,
    javaScriptEnabled: false,
  })
  const page = await pageOf(context)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`/r/${laid.slug}`)
  await page.getByText('Écouter en krio').first().waitFor()
  await page.getByText(fr('spoken.unchecked')).waitFor()
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: join(pictures, 'spoken-reporter--320-fr.png'), fullPage: true })
  const audio = page.locator('audio').first()
  const source = (await audio.getAttribute('src'))!
  expect(asked.filter((path) => path.includes('/spoken/'))).toEqual([])
  expect(await (await context.request.get(source)).body()).toEqual(sound)
  expect(await context.cookies()).toEqual([])
  await context.close()
})

test('and a browser plays it under the rules of the page, which are clean for whoever uses a screen reader', async () => {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 320, height: 640 },
    baseURL: server.origin,
  })
  const page = await pageOf(context)
  await page.goto(`/r/${laid.slug}`)
  await expectAccessible(page)
  const played = await page
    .locator('audio')
    .first()
    .evaluate(async (audio: HTMLAudioElement) => {
      audio.muted = true
      await audio.play()
      return audio.duration
    })
  expect(played).toBeCloseTo(1, 1)
  await context.close()
  expect(complaints).toEqual([])
})
