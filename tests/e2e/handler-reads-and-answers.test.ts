import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LaidCase } from '#tests/support/cases-laid.ts'
import { newKeyPair } from '#app/sealing/age.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: LaidCase
let server: ServerProcess
let browser: Browser
let page: Page
let other: Page
/** Everything that left the browser. */
const sent: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana handling '))
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
  page = await (await signedIn(laid.first.cookie)).newPage()
  other = await (await signedIn(laid.second.cookie)).newPage()
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', ({ message }) => void complaints.push(message))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function signedIn(cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'amana', value: cookie, url: `${server.origin}/app`, httpOnly: true }])
  return context
}

/** As many as went over the line, packed. */
function bytesOf(path: string, cookie: string, encoding: string): Promise<number> {
  const headers = { cookie: `amana=${cookie}`, 'accept-encoding': encoding }
  return new Promise((counted, failed) => {
    get(at(path), { headers }, (answer) => {
      let size = 0
      expect(answer.headers['content-encoding']).toBe(encoding)
      answer.on('data', (chunk: Buffer) => (size += chunk.byteLength))
      answer.on('end', () => counted(size))
    }).on('error', failed)
  })
}

const at = (path: string) => `${server.origin}${path}`
const sees = (words: string | RegExp, on = page) =>
  expect.poll(() => on.getByText(words).first().isVisible(), { timeout: 20_000 }).toBe(true)
const looked = async (name: string, on = page) => {
  await expectNoSidewaysScroll(on)
  await on.screenshot({ path: join(pictures, `cases-${name}--1280-en.png`), fullPage: true })
  await expectAccessible(on)
  await on.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(on)
  await on.screenshot({ path: join(pictures, `cases-${name}--320-en.png`), fullPage: true })
  await on.setViewportSize({ width: 1280, height: 900 })
}
const unlocks = async (phrase: string, on = page) => {
  await on.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(phrase)
  await on.getByRole('button', { name: t('caseKeys.unlock.button') }).click()
  await sees(t('caseKeys.unlock.open'), on)
}

test('the inbox says what to do first, and nothing of what the case is about', async () => {
  const answer = await page.goto(at('/app/cases'))
  expect(answer!.status()).toBe(200)
  await sees(t('cases.do.declare'))
  expect(await page.content()).not.toContain('fictive')
  await looked('inbox')
})

test('a whole page of labelled cases stays within fifty kilobytes on the way', async () => {
  const sizes = await Promise.all(
    ['gzip', 'br'].map((encoding) => bytesOf('/app/cases', laid.busy.cookie, encoding)),
  )
  for (const size of sizes) expect(size).toBeLessThanOrEqual(50 * 1024)
})

test('before anything opens there is one name, and a question', async () => {
  await page.getByRole('link', { name: laid.id.slice(0, 8).toUpperCase() }).click()
  await sees(t('cases.declare.question'))
  expect(await page.getByText(t('cases.account.title'), { exact: true }).count()).toBe(0)
  await unlocks(laid.first.phrase)
  await sees('The fictional driver of the third bus')
  await looked('declare')
  await page.getByRole('button', { name: t('cases.declare.do') }).click()
  await sees(t('cases.error.conflict'))
  await page.getByLabel(t('cases.declare.none')).check()
  await page.getByRole('button', { name: t('cases.declare.do') }).click()
  await sees('Le récit d’une personne fictive.')
  await sees('Are you there?')
  await looked('opened')
  // Whoever opens it first signs the keys that came with it; nobody can exchange them behind the others any more.
  await expect.poll(() => sent.filter((body) => body.includes('do=vouch')).length).toBe(1)
  expect(await page.getByText(t('caseKeys.doubt.title')).isVisible()).toBe(false)
})

test('a picture opens in this browser as a picture and nothing else', async () => {
  await page.getByRole('link', { name: 'photo fictive.png' }).click()
  await expect.poll(() => page.locator('main img[src^="blob:"]').count(), { timeout: 20_000 }).toBe(1)
})

test('she answers: what leaves the browser is sealed, and it comes back signed', async () => {
  await page.getByLabel(t('cases.reply.label')).fill('We read you. Are you safe tonight?')
  await page.getByRole('button', { name: t('cases.reply.do') }).click()
  await sees(t('cases.done.part'))
  await sees('We read you. Are you safe tonight?')
  expect(await page.getByText(t('cases.signed.not')).filter({ visible: true }).count()).toBe(0)
  await page.getByLabel(t('cases.notes.label'), { exact: true }).fill('She sounded tired.')
  await page.getByRole('button', { name: t('cases.notes.do') }).click()
  await sees('She sounded tired.')
  for (const body of sent) {
    expect(body).not.toContain('safe tonight')
    expect(body).not.toContain('sounded tired')
    expect(body).not.toContain(laid.first.phrase.split(' ')[0])
  }
})

test('she sends a picture: what is no picture or recording stays here, and what leaves is sealed', async () => {
  await page.getByText(t('cases.threadFile.title')).first().click()
  const field = page.getByLabel(t('cases.threadFile.label')).first()
  const does = () =>
    page
      .getByRole('button', { name: t('cases.threadFile.do') })
      .first()
      .click()
  await page.getByLabel(t('cases.threadFile.words')).first().fill('Where we could meet.')
  await field.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>x</p>') })
  await does()
  await sees(t('cases.threadFile.kind'))
  const buffer = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  await field.setInputFiles({ name: 'meet.png', mimeType: 'image/png', buffer })
  await looked('sends-a-picture')
  await does()
  await sees(t('cases.done.part'))
  await sees('Where we could meet.')
  await sees('meet.png')
  for (const body of sent) expect(body).not.toContain('meet.png')
})

test('her label is sealed, and sorts the inbox in her browser', async () => {
  await page.getByText(t('cases.label.change')).click()
  await page.locator('#label-category').selectOption('sexual')
  await page.getByLabel(t('cases.label.site')).fill('Zemani')
  await page.locator('#label-severity').selectOption('high')
  await page.getByRole('button', { name: t('cases.label.do') }).click()
  await sees(t('cases.done.label'))
  await page
    .getByRole('link', { name: t('cases.title'), exact: true })
    .first()
    .click()
  const site = page.locator('tr [data-slot="site"]')
  await expect.poll(() => site.isVisible(), { timeout: 20_000 }).toBe(true)
  expect(await site.innerText()).toBe('Zemani')
  await page.locator('[data-filter="severity"]').selectOption('low')
  await sees(t('cases.filter.none'))
  expect(await site.isVisible()).toBe(false)
  await page.locator('[data-filter="severity"]').selectOption('high')
  expect(await site.isVisible()).toBe(true)
  await looked('filtered')
  await page.getByRole('link', { name: laid.id.slice(0, 8).toUpperCase() }).click()
  await sees('Le récit d’une personne fictive.')
})

const letsIn = () =>
  page.getByRole('button', { name: t('cases.readers.letIn', { name: laid.other.name }) }).click()

test('a key that this browser cannot check is sealed to by nobody: its owner reads it out first', async () => {
  await page.getByRole('link', { name: t('cases.who.change') }).click()
  await sees(t('cases.readers.letInTitle'))
  const before = sent.filter((body) => body.includes('handOver')).length
  await letsIn()
  await sees(t('caseKeys.unproven.title'))
  await looked('unproven')
  expect(sent.filter((body) => body.includes('handOver'))).toHaveLength(before)
  const link = page.getByRole('link', { name: `${t('caseKeys.unproven.compare')} ${laid.other.name}` })
  await link.click()
  await sees(t('caseKeys.compare.button', { name: laid.other.name }))
  const { fingerprint } = laid.other
  await page.getByLabel(t('caseKeys.sign.first')).fill('00000')
  await page.getByLabel(t('caseKeys.sign.last')).fill(fingerprint.at(-1)!)
  await page.getByRole('button', { name: t('caseKeys.compare.button', { name: laid.other.name }) }).click()
  await sees(t('caseKeys.sign.differs'))
  await looked('compare')
  await page.getByLabel(t('caseKeys.sign.first')).fill(fingerprint[0]!)
  await page.getByRole('button', { name: t('caseKeys.compare.button', { name: laid.other.name }) }).click()
  await page.getByRole('heading', { level: 1, name: t('caseKeys.title') }).waitFor()
})

test('nor is one that the server puts in the place of hers', async () => {
  const { recipient } = await newKeyPair()
  const readers = `**/app/cases/${laid.id}/readers`
  await page.route(readers, async (route) => {
    const answer = await route.fetch()
    // Wherever it stands outside what was signed: where it is sealed to.
    const body = (await answer.text()).replaceAll(
      new RegExp(`(recipient(?:&quot;|"):(?:&quot;|"))${laid.other.recipient}`, 'g'),
      `$1${recipient}`,
    )
    expect(body).toContain(recipient)
    await route.fulfill({ response: answer, body })
  })
  const goesBack = async () => {
    await page
      .getByRole('link', { name: t('cases.title'), exact: true })
      .first()
      .click()
    await page.getByRole('link', { name: laid.id.slice(0, 8).toUpperCase() }).click()
    await page.getByRole('link', { name: t('cases.who.change') }).click()
    await sees(t('cases.readers.letInTitle'))
  }
  await goesBack()
  await letsIn()
  await sees(t('caseKeys.unproven.title'))
  expect(sent.filter((body) => body.includes('handOver'))).toEqual([])
  await page.unroute(readers)
  await goesBack()
})

test('she lets somebody in, and the part of her colleague ends with new keys', async () => {
  await sees('Everybody of a fictional depot')
  expect(await page.locator('.am-taken-out .am-sealed-part').filter({ visible: true }).count()).toBe(1)
  await looked('readers')
  await letsIn()
  await sees(t('cases.done.handedOver'))
  expect(await page.getByText('Deuxième ligne').count()).toBe(0)
  await page.getByRole('link', { name: t('cases.readers.end', { name: laid.second.name }) }).click()
  await page.waitForURL(/step-up/)
  const code = new TOTP({ secret: laid.first.secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate()
  await page.getByLabel(t('auth.code.label')).fill(code)
  await page.getByRole('button', { name: t('auth.stepUp.button') }).click()
  // What is open stays open: she never left.
  await sees(t('caseKeys.unlock.open'))
  await looked('ends-a-part')
  await page.getByRole('button', { name: t('cases.readers.end', { name: laid.second.name }) }).click()
  await sees(t('cases.done.ended'))
  await sees(t('cases.readers.nobodyToEnd'))
  expect((await other.goto(at(`/app/cases/${laid.id}`)))!.status()).toBe(404)
})

test('an affected person gets a code of their own, shown once', async () => {
  await page.getByRole('button', { name: t('cases.newThread.make') }).click()
  await expect.poll(() => page.locator('[data-new-code]').innerText()).toMatch(/^(\d{5} ){3}\d{5}$/)
  const code = await page.locator('[data-new-code]').innerText()
  await page.getByRole('button', { name: t('cases.newThread.do') }).click()
  await sees(t('cases.done.thread'))
  await sees(t('cases.thread.waits'))
  await sees(t('cases.capacity.affected'))
  expect(sent.some((body) => body.includes(code.replaceAll(' ', '')))).toBe(false)
  await page.getByLabel(t('cases.reply.label')).first().fill('A word under the new key.')
  await page
    .getByRole('button', { name: t('cases.reply.do') })
    .first()
    .click()
  await sees('A word under the new key.')
  await page.getByRole('link', { name: t('cases.who.paper') }).click()
  await sees(t('cases.who.proof'))
  await looked('who')
})

test('whoever comes back with the code reads the signed answers, also the one under the new key', async () => {
  const reporter = await (await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false })).newPage()
  await reporter.goto(at(`/r/${laid.slug}/back`))
  await reporter.getByLabel(t('return.enter.label')).fill(laid.code)
  await reporter.getByRole('button', { name: t('return.enter.do'), exact: true }).click()
  await sees('We read you. Are you safe tonight?', reporter)
  await sees('A word under the new key.', reporter)
  expect(await reporter.getByText('sounded tired').count()).toBe(0)
  await reporter.getByRole('button', { name: t('return.file.show') }).click()
  const picture = reporter.getByAltText(t('return.file.name', { number: 1 }))
  await picture.waitFor()
  // Without scripts nothing can be asked inside the page: a picture that was not opened would have no size.
  expect((await picture.boundingBox())!.width).toBeGreaterThanOrEqual(40)
  await reporter.context().close()
})

test('a key that somebody put into a case is told of, and nothing is sealed to it, whatever the server calls the newest', async () => {
  const { id, keyId, recipient } = laid.slipped
  const address = `**/app/cases/${id}`
  await page
    .getByRole('link', { name: t('cases.title'), exact: true })
    .first()
    .click()
  await page.getByRole('link', { name: id.slice(0, 8).toUpperCase() }).click()
  await sees('The account of another fictional person.')
  await sees(t('caseKeys.doubt.title'))
  await sees(t('caseKeys.doubt.unsigned'))
  await looked('a-key-put-there')
  await page.getByLabel(t('cases.reply.label')).fill('To the person, and to nobody else.')
  await page.getByRole('button', { name: t('cases.reply.do') }).click()
  await sees('To the person, and to nobody else.')
  await page.route(address, async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replaceAll(
      /(recipientKeyId(?:&quot;|"):(?:&quot;|"))[0-9a-f-]{36}/g,
      `$1${keyId}`,
    )
    expect(body).toContain(recipient)
    await route.fulfill({ response: answer, body })
  })
  await page
    .getByRole('link', { name: t('cases.title'), exact: true })
    .first()
    .click()
  await page.getByRole('link', { name: id.slice(0, 8).toUpperCase() }).click()
  await sees('The account of another fictional person.')
  const before = sent.length
  await page.getByLabel(t('cases.reply.label')).fill('To nobody at all.')
  await page.getByRole('button', { name: t('cases.reply.do') }).click()
  await sees(t('caseKeys.doubt.refused'))
  await looked('a-key-refused')
  expect(await page.getByLabel(t('cases.reply.label')).inputValue()).toBe('To nobody at all.')
  expect(sent.slice(before).filter((body) => body.includes('sealed'))).toEqual([])
  await page.unroute(address)
})

test('whoever comes to a screen that was left on finds no code, no phrase and nothing open', async () => {
  const left = await page.context().newPage()
  await left.clock.install()
  await left.goto(at(`/app/cases/${laid.id}/readers`))
  await unlocks(laid.first.phrase, left)
  await left.getByRole('button', { name: t('cases.newThread.make') }).click()
  const code = left.locator('[data-new-code]')
  await expect.poll(() => code.innerText()).toMatch(/^(\d{5} ){3}\d{5}$/)
  await sees('Everybody of a fictional depot', left)
  await left.clock.fastForward(16 * 60_000)
  await expect.poll(() => left.locator('[data-locked]').isVisible(), { timeout: 20_000 }).toBe(true)
  expect(await code.textContent()).toBe('')
  expect(await left.locator('main').innerText()).not.toContain('Everybody of a fictional depot')
  // Nothing is unlocked any more, and half a phrase still goes.
  await left.getByLabel(t('caseKeys.phrase'), { exact: true }).fill('lumok dafin')
  await left.clock.fastForward(16 * 60_000)
  await expect.poll(() => left.getByLabel(t('caseKeys.phrase'), { exact: true }).inputValue()).toBe('')
  await left.close()
})

test('nothing in the browser complained', () => {
  expect(complaints.filter((text) => !/404|422/.test(text))).toEqual([])
})
