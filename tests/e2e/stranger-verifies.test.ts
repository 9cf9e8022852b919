import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { ask } from '#tests/support/asking.ts'
import { aSignedPlan, download, get, steppedUp } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
let cast: Cast
let statement: Buffer
let id: string
let number: string
let stranger: Visitor

beforeAll(async () => {
  cast = await theCast()
  id = await aSignedPlan(cast)
  statement = await download(cast.approver, id, 'public_statement')
  const { html } = await get(cast.approver, `/app/assessments/${id}`)
  number = html.match(/AM-[0-9A-Z-]+/g)!.at(-1)!
  stranger = await aVisitor({ width: 320 })
})
afterAll(async () => {
  await stranger?.leave()
  await closeBrowser()
})

async function drops(bytes: Buffer, status = 200): Promise<void> {
  await stranger.open('/verify')
  const file = { name: 'statement.pdf', mimeType: 'application/pdf', buffer: bytes }
  await stranger.page.getByLabel(t('verify.file')).setInputFiles(file)
  await stranger.press(t('verify.do'), status)
}

const answer = () => stranger.page.locator('h1').innerText()

test('the file as it was issued is called unchanged, with what that does not mean', async () => {
  await drops(statement)
  expect(await answer()).toBe(t('verify.unchanged.title'))
  await stranger.sees(t('verify.limits'), t('verify.status.current'), number)
})

test('one byte more, and it is called changed', async () => {
  await drops(Buffer.concat([statement, Buffer.from('x')]))
  expect(await answer()).toBe(t('verify.changed.title'))
  await stranger.sees(/Do not rely on it/)
})

test('one byte different, and it is not found', async () => {
  const other = Buffer.from(statement)
  other[200] = (other[200]! + 1) % 256
  await drops(other)
  expect(await answer()).toBe(t('verify.not_found.title'))
})

test('somebody else’s file is not found, without blame', async () => {
  await drops(Buffer.from('%PDF-1.7\nnot one of ours'))
  expect(await answer()).toBe(t('verify.not_found.title'))
  await stranger.sees(t('verify.not_found.advice'))
})

test('an empty file, and no file at all, are told apart from a document', async () => {
  await drops(Buffer.alloc(0), 422)
  await stranger.sees(t('verify.error.empty'))
  await stranger.open('/verify')
  await stranger.press(t('verify.do'), 422)
  await stranger.sees(t('verify.error.none'))
})

test('by its number the page lists facts to compare and never says unchanged', async () => {
  await stranger.open('/verify')
  await stranger.write(t('verify.number.label'), ` ${number.toLowerCase()} `)
  await stranger.press(t('verify.number.do'))
  expect(await answer()).toBe(t('verify.byNumber.title'))
  expect(await stranger.page.locator('main').innerText()).not.toContain(t('verify.unchanged.title'))
})

test('a number nobody issued is a page that says so', async () => {
  await stranger.open('/verify/AM-2222-2222', 404)
  expect(await answer()).toBe(t('verify.byNumber.none.title'))
})

test('once it was issued again because of a mistake, the old file is still genuine, and says which number replaced it', async () => {
  const fields = { move: 'replace', replaceReason: 'The name of the village was written wrongly.' }
  await steppedUp(cast.approver, `/app/assessments/${id}/documents`, fields)
  const status = async () => (await ask(null, `/verify/${number}`)).html
  await expect.poll(status, { timeout: 60_000, interval: 500 }).toContain(t('verify.status.replaced'))
  await drops(statement)
  expect(await answer()).toBe(t('verify.unchanged.title'))
  await stranger.sees(t('verify.result.replaced'), t('verify.status.successor'))
  const successor = stranger.page.locator('dd a.hash')
  expect(await successor.innerText()).not.toBe(number)
  await stranger.follow(await successor.innerText())
  await stranger.sees(t('verify.status.current'))
})

test('no cookie is set on any of these pages', async () => {
  expect(await stranger.context.cookies()).toEqual([])
})
