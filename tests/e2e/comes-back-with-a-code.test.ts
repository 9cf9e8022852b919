import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '#tests/support/chromium.ts'
import type { Laid } from '#tests/support/returning-laid.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { expectAccessible, expectNoSidewaysScroll } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('fr')
const root = resolve(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/screenshots')
let folder: string
let laid: Laid
let server: ServerProcess
let browser: Browser
/** A telephone without scripts, and a second window in which axe, a script, looks at the very same page. */
let page: Page
let mirror: Page
const asked: {
  url: string
  body: string | null
  status: number
  cache: string | undefined
  cookie: boolean
}[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana returning '))
  const before = spawnSync(process.execPath, ['tests/support/returning-laid.ts'], {
    cwd: root,
    env: environmentOn(folder),
    encoding: 'utf8',
  })
  if (before.status !== 0) throw new Error(before.stdout + before.stderr)
  laid = JSON.parse(before.stdout.trim().split('\n').at(-1)!) as Laid
  server = await startServerProcess(folder)
  browser = await launchChromium()
  await mkdir(pictures, { recursive: true })
  const small = { locale: 'fr-FR', viewport: { width: 320, height: 640 } }
  page = await (await browser.newContext({ ...small, javaScriptEnabled: false })).newPage()
  mirror = await (await browser.newContext(small)).newPage()
  page.on('response', (response) => {
    const request = response.request()
    if (!request.isNavigationRequest()) return
    const headers = response.headers()
    asked.push({
      url: request.url(),
      body: request.postData(),
      status: response.status(),
      cache: headers['cache-control'],
      cookie: 'set-cookie' in headers,
    })
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const back = () => `${server.origin}/r/${laid.slug}/back`

async function looked(name: string): Promise<void> {
  const html = (await page.content()).replaceAll(/<script[^>]*><\/script>/g, '')
  expect(html).not.toContain('<script')
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: join(pictures, `return-${name}--320-fr.png`), fullPage: true })
  await mirror.route(
    (url) => url.href === page.url(),
    (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    { times: 1 },
  )
  await mirror.goto(page.url())
  await expectAccessible(mirror)
}

async function press(name: string, status = 200): Promise<void> {
  const loaded = page.waitForEvent('load')
  loaded.catch(() => undefined)
  await page.getByRole('button', { name, exact: true }).first().click()
  await loaded
  expect(asked.at(-1)).toMatchObject({ url: back(), status, cache: 'no-store', cookie: false })
}

async function enter(code: string, status = 200): Promise<void> {
  await page.goto(back())
  await page.getByLabel(t('return.enter.label')).fill(code)
  await press(t('return.enter.do'), status)
}

const sees = (words: string | RegExp) =>
  expect.poll(() => page.getByText(words).first().isVisible()).toBe(true)

test('a wrong code is told in one sentence, and stays in the field', async () => {
  await page.goto(back())
  await looked('enter')
  await enter(`${laid.none} `, 422)
  await sees(t('return.error.code'))
  expect(await page.getByLabel(t('return.enter.label')).inputValue()).toBe(`${laid.none} `)
  await looked('wrong')
  expect(await page.title()).toBe(t('return.title'))
})

test('the right one shows where things are, and tells a handler’s words from others’', async () => {
  await enter(laid.code.match(/\d{5}/g)!.join(' - '))
  await sees(t('return.unlocked'))
  await sees(t('return.never'))
  await sees(t('concernMachine.state.received.reporter'))
  await sees(t('return.messages.handler', { role: 'conseillère' }))
  await sees(t('return.messages.unproven'))
  expect(await page.getByText('derrière le marché').isVisible()).toBe(false)
  expect(await page.content()).not.toContain('MARKER')
  await looked('opened')
})

test('she writes, agrees to a share, takes it back, and sends a voice note', async () => {
  await page.getByLabel(t('return.say.label')).fill('Je suis en sécurité chez ma sœur.')
  await press(t('return.say.do'))
  await sees(t('return.done.say'))
  await press(t('return.shares.agree'))
  await sees(t('return.shares.agreed'))
  await press(t('return.shares.takeBack'))
  await sees(t('return.shares.withdrawn'))
  await page.getByText(t('return.files.title')).click()
  await page
    .getByLabel(t('return.files.label'))
    .setInputFiles({ name: 'voix.webm', mimeType: 'audio/webm', buffer: Buffer.from('a voice') })
  await press(t('return.files.do'))
  await sees(t('return.done.files'))
  await looked('said')
})

test('what is missing is told, and what was typed stays', async () => {
  await page.getByText(t('return.safe.title')).click()
  await press(t('return.safe.do'), 422)
  await sees(t('return.error.nothing'))
  await page.getByLabel(t('return.safe.who')).fill('Ma sœur')
  await page.getByLabel(t('return.safe.how'), { exact: true }).fill('x'.repeat(2001))
  await press(t('return.safe.do'), 422)
  expect(await page.getByLabel(t('return.safe.who')).inputValue()).toBe('Ma sœur')
  await looked('missing')
  await page.getByLabel(t('return.safe.how'), { exact: true }).fill('Au marché, le matin')
  await press(t('return.safe.do'))
  await sees(t('return.done.safeContact'))
})

test('she takes her part back, still reads, and takes part again in the other language', async () => {
  await page.getByText(t('return.withdraw.title')).first().click()
  await sees(t('return.withdraw.risk'))
  await press(t('return.withdraw.do'))
  await sees(t('return.state.withdrawn'))
  await looked('withdrawn')
  await page.getByRole('button', { name: 'English', exact: true }).click()
  await sees(wordsFor('en')('return.state.withdrawn'))
  await page.getByRole('button', { name: wordsFor('en')('return.takePart.do') }).click()
  await sees(wordsFor('en')('return.done.takePart'))
})

test('a code that somebody else handed out is changed first', async () => {
  await enter(laid.handed)
  await sees(t('return.newCode.must.title'))
  expect(await page.content()).not.toContain('Pour vous seulement.')
  await looked('first-return')
  const code = (await page.locator('.code__n').innerText()).replaceAll(/\D/g, '')
  expect(code).toHaveLength(20)
  await page.getByLabel(t('return.newCode.retyped')).fill('1')
  await press(t('return.newCode.do'), 422)
  expect((await page.locator('.code__n').innerText()).replaceAll(/\D/g, '')).toBe(code)
  await page.getByLabel(t('return.newCode.retyped')).fill(code)
  await press(t('return.newCode.do'))
  await sees('Pour vous seulement.')
  await enter(laid.handed, 422)
  await enter(code)
  await sees('Pour vous seulement.')
})

test('after the end she is asked how she is, and asks that somebody else looks again', async () => {
  await enter(laid.ended)
  await sees('Il ne travaille plus ici.')
  await sees(t('return.feedback.withheld'))
  await looked('ended')
  await page.getByLabel(t('return.howSince.something_happened')).check()
  await page.getByLabel(t('return.howSince.words')).fill('On m’a retiré mes heures.')
  await press(t('return.howSince.do'))
  await sees(t('return.done.howSince'))
  expect(await page.getByText(t('return.howSince.title'), { exact: true }).count()).toBe(0)
  await page.getByText(t('return.review.title')).click()
  await page.getByLabel(t('return.review.label')).fill('Personne n’a demandé à ma sœur.')
  await press(t('return.review.do'))
  await sees(t('return.done.review'))
})

test('a bookmark without a door opens the same, and no address ever held a code or a word', async () => {
  await page.goto(`${server.origin}/r/back`)
  await page.getByLabel(t('return.enter.label')).fill(laid.code)
  await page.getByRole('button', { name: t('return.enter.do') }).click()
  await sees(t('return.never'))
  for (const { url } of asked)
    expect(new URL(url).pathname + new URL(url).search).toMatch(/^\/r\/(lake\/)?back(\?lang=en)?$/)
  expect(server.said()).not.toMatch(new RegExp(`${laid.code}|${laid.handed}|${laid.ended}`))
})
