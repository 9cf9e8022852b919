import { afterAll, beforeAll, expect, test } from 'vitest'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { aWavFile } from '#tests/support/voice.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor } from '#content/words.ts'

/** French, 320 px wide, no script, a voice note: a shared phone on a slow line. */
const t = wordsFor('fr')
const { door } = theSite()
const path = `/r/${door.slug}`
let visitor: Visitor

const someone = (from: string, screenshots = false) =>
  aVisitor({ locale: 'fr', width: 320, from, screenshots })

beforeAll(async () => {
  visitor = await someone('192.0.2.77', process.env.AMANA_SCREENSHOTS === '1')
})
afterAll(async () => {
  await visitor?.leave()
  await closeBrowser()
})

const title = () => visitor.page.title()
let code = ''

test('she sees first whether this phone is safe, and where help is, without writing anything', async () => {
  await visitor.open(path)
  expect(await title()).toBe('Début')
  await visitor.sees(
    t('reporter.safe.title'),
    'Fictional Zemani Clinic',
    t('reporter.need.soon', { hours: 72 }),
  )
  await visitor.sees(t('reporter.choose.anonymous.words'), t('reporter.reads.meanwhile'))
  expect(await visitor.context.cookies()).toEqual([])
})

test('the first press of the tab key skips, the second leaves', async () => {
  await visitor.page.keyboard.press('Tab')
  await visitor.page.keyboard.press('Tab')
  const focused = visitor.page.locator(':focus')
  expect(await focused.innerText()).toContain(t('reporter.exit'))
  expect(await focused.getAttribute('rel')).toBe('nofollow noreferrer')
})

test('she sees who would read it and takes one out', async () => {
  await visitor.press(t('reporter.start.button'))
  expect(await title()).toBe('Qui lit')
  await visitor.sees(t('reporter.readers.private'))
  await visitor.page.locator(`input[type="checkbox"][value="${door.handlers[0].keyId}"]`).check()
  await visitor.press(t('reporter.on'))
})

test('she has the code before anything is sent, and finds out that she wrote one digit wrongly', async () => {
  expect(await title()).toBe('Votre code')
  code = (await visitor.page.locator('.code__n').innerText()).replaceAll(/\D/g, '')
  expect(code).toMatch(/^\d{20}$/)
  await visitor.sees(t('reporter.code.only'), t('reporter.code.notSent'))
  const wrong = code.slice(0, 19) + ((Number(code[19]) + 1) % 10)
  await visitor.write(t('reporter.code.try.label'), wrong)
  await visitor.press(t('reporter.code.check'), 422)
  await visitor.sees(t('reporter.code.differs', { count: 1, groups: '4' }))
  await visitor.write(t('reporter.code.try.label'), code.match(/\d{5}/g)!.join(' '))
  await visitor.press(t('reporter.code.check'))
  await visitor.sees(t('reporter.code.same'))
})

test('the card to print has the digits on paper, and nothing else', async () => {
  await visitor.press(t('reporter.code.print'))
  await visitor.page.emulateMedia({ media: 'print' })
  expect((await visitor.page.locator('body').innerText()).replaceAll(/\s/g, '')).toBe(code)
  await visitor.page.emulateMedia({ media: 'screen' })
  await visitor.press(t('reporter.card.back'))
})

test('going back and forth keeps whom she took out and what she wrote', async () => {
  await visitor.press(t('reporter.on'))
  expect(await title()).toBe('Écrire')
  await visitor.write(t('reporter.write.words'), 'Le chauffeur,\nle soir.')
  await visitor.press(t('reporter.back'))
  await visitor.press(t('reporter.back'))
  await visitor.press(t('reporter.back'))
  await visitor.sees(t('reporter.safe.title'))
  await visitor.press(t('reporter.start.button'))
  expect(
    await visitor.page.locator(`input[type="checkbox"][value="${door.handlers[0].keyId}"]`).isChecked(),
  ).toBe(true)
  await visitor.press(t('reporter.on'))
  expect((await visitor.page.locator('.code__n').innerText()).replaceAll(/\D/g, '')).toBe(code)
  await visitor.press(t('reporter.on'))
  expect(await visitor.page.getByLabel(t('reporter.write.words')).inputValue()).toBe(
    'Le chauffeur,\nle soir.',
  )
})

test('nothing said is answered with what to do; a voice alone is enough', async () => {
  await visitor.write(t('reporter.write.words'), '')
  await visitor.page
    .getByRole('group', { name: t('reporter.write.danger') })
    .getByLabel(t('reporter.write.yes'))
    .check()
  await visitor.press(t('reporter.write.send'), 422)
  await visitor.sees(t('reporter.error.nothing'), t('shell.errors.kept'))
  await visitor.page
    .getByLabel(t('reporter.write.voice'))
    .setInputFiles({ name: 'note.wav', mimeType: 'audio/wav', buffer: aWavFile() })
  await visitor.press(t('reporter.write.send'))
})

test('the receipt has the code once more, help first because there is danger, and none of her words', async () => {
  expect(await title()).toBe('Reçu')
  await visitor.sees(t('reporter.received.title'), t('reporter.received.locked'), t('reporter.received.help'))
  expect((await visitor.page.locator('.code__n').innerText()).replaceAll(/\D/g, '')).toBe(code)
  expect(await visitor.page.content()).not.toContain('chauffeur')
})

test('what she adds afterwards goes by itself, and she can leave everything else', async () => {
  await visitor.press(t('reporter.more.who'))
  await visitor.press(t('reporter.more.send'), 422)
  await visitor.sees(t('reporter.error.nothingHere'))
  await visitor.write(t('reporter.more.who.label'), 'Une personne fictive')
  await visitor.press(t('reporter.more.send'))
  await visitor.sees(t('reporter.received.added'))
  await visitor.press(t('reporter.more.name'))
  await visitor.sees(t('reporter.choose.confidential.words'))
  await visitor.choose(t('reporter.more.promise.confidential'))
  await visitor.press(t('reporter.more.send'), 422)
  await visitor.sees(t('reporter.error.name'))
  await visitor.press(t('reporter.more.skip'))
  await visitor.press(t('reporter.more.files'))
  await visitor.page
    .getByLabel(t('reporter.write.files.label'))
    .setInputFiles({ name: 'encore.wav', mimeType: 'audio/wav', buffer: aWavFile() })
  await visitor.press(t('reporter.more.send'))
  await visitor.sees(t('reporter.received.added'))
  await visitor.press(t('reporter.more.wishes'))
  await visitor.press(t('reporter.more.skip'))
  await visitor.sees(t('reporter.received.skipped'))
})

test('straight from the first page to the receipt the line carries less than 50 KB, upload and all', async () => {
  const other = await someone('192.0.2.78')
  const sizes: Promise<{ page: number; heads: number; sent: number }>[] = []
  other.page.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then((size) => ({
        page: size.responseBodySize,
        heads: size.responseHeadersSize,
        sent: size.requestBodySize + size.requestHeadersSize,
      })),
    )
  })
  await other.open(path)
  for (const button of ['reporter.start.button', 'reporter.on', 'reporter.on'] as const)
    await other.press(t(button))
  await other.write(t('reporter.write.words'), 'Le chauffeur, le soir. Ce n’est qu’un essai.')
  await other.press(t('reporter.write.send'))
  await other.sees(t('reporter.received.title'))
  const all = await Promise.all(sizes)
  const sum = (of: keyof (typeof all)[number]) => all.reduce((total, each) => total + each[of], 0)
  const [pages, heads, sent] = [sum('page'), sum('heads'), sum('sent')]
  console.log(
    `first page to receipt, ${all.length} requests: ${pages} bytes of pages, ${heads} of their headers, ${sent} sent`,
  )
  expect(pages + heads + sent).toBeLessThan(50 * 1024)
  await other.leave()
})

test('her code opens the way back', async () => {
  await visitor.open(`${path}/back`)
  expect(await title()).not.toMatch(/Amana/)
})
