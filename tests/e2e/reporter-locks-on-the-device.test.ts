import { base64 } from '@scure/base'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWith } from '#app/sealing/age.ts'
import { unpadded } from '#app/sealing/padding.ts'
import type { Parcel } from '#app/sealing/parcel.ts'
import type { Part } from '#app/sealing/parts.ts'
import { aVisitor, closeBrowser, expectAccessible, type Visitor } from '#tests/support/visitor.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor } from '#content/words.ts'

/** A reporter with a small telephone and a browser that runs scripts. */
const t = wordsFor('en')
const { door } = theSite()
const path = `/r/${door.slug}`
const marker = 'heron-quartz-ladder'
const screenshots = process.env.AMANA_SCREENSHOTS === '1'
let visitor: Visitor
let code: string
const sent: { url: string; body: Buffer | null }[] = []

beforeAll(async () => {
  visitor = await aVisitor({ width: 320, from: '192.0.2.83', javaScript: true, screenshots })
  visitor.page.on('request', (request) => {
    if (request.method() === 'POST') sent.push({ url: request.url(), body: request.postDataBuffer() })
  })
})
afterAll(async () => {
  // The line that was broken on purpose would count as a complaint of the browser.
  await visitor?.context.close()
  await closeBrowser()
})

test('without script the page says so in a sentence and leads back to the ordinary one', async () => {
  const plain = await aVisitor({ width: 320, from: '192.0.2.84', screenshots })
  await plain.open(`${path}/lock`)
  await plain.sees(t('caseKeys.lock.needsScript'))
  expect(await plain.page.locator('textarea').isVisible()).toBe(false)
  await plain.follow(t('caseKeys.lock.ordinary'))
  expect(plain.path()).toMatch(new RegExp(`^${path}`))
  await plain.leave()
})

test('only this page may run WebAssembly', async () => {
  const policy = async (address: string) =>
    (await visitor.page.request.get(address)).headers()['content-security-policy']
  expect(await policy(`${path}/lock`)).toContain("'wasm-unsafe-eval'")
  expect(await policy(path)).not.toContain('wasm')
  expect(await policy('/app/sign-in')).not.toContain('wasm')
})

test('nobody left and nothing written are told on the spot; nothing has been sent', async () => {
  const { page } = visitor
  await visitor.open(`${path}/lock`)
  await page.getByRole('button', { name: t('reporter.on') }).click()
  await visitor.sees(t('reporter.error.nothing'))
  await visitor.write(t('reporter.write.words'), `What happened: ${marker}.`)
  for (const box of await page.locator('input[name="outBody"]').all()) await box.check()
  await page.getByRole('button', { name: t('reporter.on') }).click()
  await visitor.sees(t('reporter.nobody.title'))
  await expectAccessible(page)
  for (const box of await page.locator('input[name="outBody"]').all()) await box.uncheck()
  expect(sent).toEqual([])
})

test('the code is made on the telephone and shown before anything is sent', async () => {
  const { page } = visitor
  await page.locator(`input[name="out"][value="${door.handlers[1].keyId}"]`).check()
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Copyright: marker } })
    .jpeg()
    .toBuffer()
  expect(picture.includes(marker)).toBe(true)
  await page.locator('input[name="files"]').setInputFiles([
    { name: 'yard.jpg', mimeType: 'image/jpeg', buffer: picture },
    // As from a telephone: no browser here can draw it, and so take out what hides in it.
    { name: 'walk.heic', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\x18ftypheic', 'latin1') },
  ])
  await page.getByRole('button', { name: t('reporter.on') }).click()
  await page.getByRole('heading', { level: 1, name: t('reporter.code.title') }).waitFor()
  code = (await page.locator('[data-step="code"] [data-code-groups]').innerText()).replace(/\D/g, '')
  expect(code).toMatch(/^\d{20}$/)
  await expectAccessible(page)
  expect(sent).toEqual([])
})

test('a line that breaks loses nothing: the same code, and the button again', async () => {
  const { page } = visitor
  await page.route('**/lock/send', (route) => route.abort('internetdisconnected'), { times: 1 })
  await page.getByRole('button', { name: t('reporter.write.send') }).click()
  await visitor.sees(t('caseKeys.lock.line'))
  await page.getByRole('button', { name: t('reporter.write.send') }).click()
  await page.getByRole('heading', { level: 1, name: t('reporter.received.title') }).waitFor()
  expect((await page.locator('[data-step="sent"] [data-code-groups]').innerText()).replace(/\D/g, '')).toBe(
    code,
  )
  await visitor.sees(t('reporter.received.details'))
  await expectAccessible(page)
  const files = sent.filter(({ url }) => url.endsWith('/lock/file'))
  expect(files).toHaveLength(2)
})

test('what left the telephone says nothing; the reader who was left in opens it, the one taken out does not', async () => {
  for (const { body } of sent) {
    const text = (body ?? Buffer.from('')).toString('latin1')
    expect(text).not.toContain(marker)
    expect(text).not.toContain(code)
    expect(text).not.toContain('yard.jpg')
  }
  const { body } = sent.findLast(({ url }) => url.endsWith('/lock/send'))!
  const { parcel } = JSON.parse(body!.toString()) as { parcel: Parcel }
  const [stays, out] = door.handlers
  expect(JSON.stringify(parcel)).not.toContain(out.keyId)
  const envelope = parcel.envelopes.find(
    ({ kind, handlerKeyId }) => kind === 'file' && handlerKeyId === stays.keyId,
  )!
  const key = new TextDecoder().decode(
    await openWith([stays.secretKeys.identity], base64.decode(envelope.sealed)),
  )
  const parts = await Promise.all(
    parcel.parts.map(async ({ sealed }) => unpadded(await openWith([key], base64.decode(sealed))) as Part),
  )
  expect(parts.find(({ kind }) => kind === 'account')).toMatchObject({
    words: `What happened: ${marker}.`,
    channel: 'locked_on_device',
  })
  expect(parts.find(({ kind }) => kind === 'file')).toMatchObject({
    name: 'yard.jpg',
    cleaned: true,
    inline: true,
  })
  expect(JSON.stringify(parts.find(({ kind }) => kind === 'removed'))).toContain(out.keyId)
  const file = sent.find(({ url }) => url.endsWith('/lock/file'))!
  const opened = Buffer.from(await openWith([key], new Uint8Array(file.body!)))
  expect((await sharp(opened).metadata()).format).toBe('jpeg')
  expect(opened.includes(marker)).toBe(false)
})

test('the code opens the thread like any other', async () => {
  const back = await aVisitor({ from: '192.0.2.85' })
  const { status } = await ask(back, code)
  expect(status).toBe(200)
  await back.leave()
})

test('a reader’s key that ends meanwhile: packed again for those who are left, with the same code and words', async () => {
  // Its console tells of answers that were made up here.
  const { page, context } = await aVisitor({ width: 320, from: '192.0.2.86', javaScript: true })
  const posted: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/lock/send')) posted.push(request.postData() ?? '')
  })
  const given = async () => (await page.locator('[data-step="code"] [data-code-groups]').innerText()).trim()
  const writes = async (words: string) => {
    await page.goto(`${path}/lock`)
    await page.getByLabel(t('reporter.write.words')).fill(words)
    await goesOn()
    return given()
  }
  const goesOn = async () => {
    await page.getByRole('button', { name: t('reporter.on') }).click()
    await page.getByRole('heading', { level: 1, name: t('reporter.code.title') }).waitFor()
  }
  const first = await writes(`And again: ${marker}.`)
  const [ended, left] = door.handlers
  // The server says that it is addressed to somebody who may not have it, and its page does not name them any more.
  await page.route('**/lock/send', (route) => route.fulfill({ status: 409, body: '{}' }), { times: 1 })
  const names = (change: (html: string) => string) =>
    page.route(
      '**/lock',
      async (route) => {
        const answer = await route.fetch()
        await route.fulfill({ response: answer, body: change(await answer.text()) })
      },
      { times: 1 },
    )
  await names((html) => html.replaceAll(ended.keyId, crypto.randomUUID()))
  await page.getByRole('button', { name: t('reporter.write.send') }).click()
  await page.getByRole('heading', { level: 1, name: t('reporter.received.title') }).waitFor()
  const groups = (await page.locator('[data-step="sent"] [data-code-groups]').innerText()).trim()
  expect(groups).toBe(first)
  expect(posted.at(-1)).toContain(left.keyId)
  expect(posted.at(-1)).not.toContain(ended.keyId)

  // Nobody whom the page showed is left: the list is shown anew, and everything else stays.
  const second = await writes(`Once more: ${marker}.`)
  await page.route('**/lock/send', (route) => route.fulfill({ status: 409, body: '{}' }), { times: 1 })
  let renamed = 0
  const readers = await page
    .locator('input[name="out"]')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value')!))
  await names((html) => {
    renamed = readers.filter((id) => html.includes(id)).length
    return readers.reduce((text, id) => text.replaceAll(id, crypto.randomUUID()), html)
  })
  await page.getByRole('button', { name: t('reporter.write.send') }).click()
  await page.getByText(t('caseKeys.lock.changed')).waitFor()
  expect(renamed).toBe(readers.length)
  await expectAccessible(page)
  expect(await page.getByLabel(t('reporter.write.words')).inputValue()).toBe(`Once more: ${marker}.`)
  await goesOn()
  expect(await given()).toBe(second)
  await context.close()
})

async function ask(back: Visitor, typed: string) {
  await back.page.goto(`${path}/back`)
  await back.page.locator('input[name="code"]').fill(typed)
  const [answer] = await Promise.all([
    back.page.waitForResponse((response) => response.request().method() === 'POST'),
    back.page.locator('main button').first().click(),
  ])
  return { status: answer.status() }
}
