import { afterAll, beforeAll, expect, test } from 'vitest'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const french = wordsFor('fr')
let member: Visitor

beforeAll(async () => {
  member = await aVisitor({ width: 320 })
})
afterAll(async () => {
  await member?.leave()
  await closeBrowser()
})

const answer = () => member.page.locator('.res h2').innerText()

test('a board member finds the page that explains the ledger, with the figures of this installation', async () => {
  await member.open('/ledger')
  await member.follow(t('ledger.explained.link'))
  expect(await member.page.locator('h1').innerText()).toBe(t('ledger.explained.title'))
  await member.sees(t('ledger.explained.not.safe'), t('ledger.witnesses', { count: 0 }))
  expect(await member.page.getByRole('img', { name: t('ledger.picture.title') }).isVisible()).toBe(true)
})

test('it reads as well in French, and leads back to the ledger in French', async () => {
  await member.open('/ledger/explained?lang=fr')
  await member.sees(french('ledger.explained.check.1'))
  await member.follow(french('ledger.explained.toLedger'))
  expect(await member.page.locator('h1').innerText()).toBe(french('verify.ledger.title'))
})

test('a text that is no checkpoint is asked for again, and stays in the field', async () => {
  await member.open('/ledger')
  await member.write(t('ledger.held.label'), 'Dear witness')
  await member.press(t('ledger.held.do'), 422)
  await member.sees(t('ledger.held.error'))
  expect(await member.page.getByLabel(t('ledger.held.label')).inputValue()).toBe('Dear witness')
})

test('an unsigned root that does not fit earns no alarm, only a question', async () => {
  await member.open('/ledger')
  await member.write(t('ledger.held.label'), `localhost/ledger\n1\n${'A'.repeat(43)}=`)
  await member.press(t('ledger.held.do'))
  expect(await answer()).toBe(t('ledger.held.unsigned.none.title'))
})

test('no cookie is set on any of these pages', async () => {
  expect(await member.context.cookies()).toEqual([])
})
