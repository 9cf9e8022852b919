import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast, Person } from '#tests/support/cast.ts'
import {
  aHandler,
  makesAKey,
  phraseShown,
  provesOnceMore,
  readsOut,
  seesTitle,
  signs,
  unlocks,
} from '#tests/support/handlers.ts'
import { theCast } from '#tests/support/journey.ts'
import { aVisitor, closeBrowser, expectAccessible, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const people: Person[] = []
let cast: Cast
let amina: Visitor
let kofi: Visitor
let lena: Visitor
let phrase: string

beforeAll(async () => {
  cast = await theCast()
  for (const name of ['Amina Fictional', 'Kofi Fictional', 'Lena Fictional'])
    people.push(await aHandler(cast, name.split(' ')[0]!.toLowerCase(), name))
})
afterAll(async () => {
  for (const visitor of [amina, kofi, lena]) await visitor?.context.close()
  await closeBrowser()
})

test('an administrator and an approver find no such page', async () => {
  for (const person of [cast.administrator, cast.approver]) {
    const other = await aVisitor({ person })
    await other.open('/app/case-keys', 403)
    await other.open('/app/case-keys/new', 403)
    await other.leave()
  }
})

test('without script the page says what it needs, and shows no form that would do nothing', async () => {
  const plain = await aVisitor({ person: people[0]! })
  await plain.open('/app/case-keys/new')
  await provesOnceMore(plain, people[0]!)
  await plain.sees(t('caseKeys.make.needsScript'))
  expect(await plain.page.getByRole('button', { name: t('caseKeys.make.button') }).isVisible()).toBe(false)
  await plain.leave()
})

test('two handlers each make a key; its phrase is shown once, and a slip when it is typed again is told', async () => {
  amina = await aVisitor({ person: people[0]!, javaScript: true })
  kofi = await aVisitor({ person: people[1]!, javaScript: true })
  lena = await aVisitor({ person: people[2]!, javaScript: true, width: 320 })
  const { page } = amina
  await amina.open('/app/case-keys/new')
  await provesOnceMore(amina, people[0]!)
  await page.getByRole('button', { name: t('caseKeys.make.button') }).click()
  await amina.write(t('caseKeys.phrase.again'), 'babab babab babab babab babab babab')
  await page.getByRole('button', { name: t('caseKeys.make.send') }).click()
  await amina.sees(t('caseKeys.phrase.notSame'))
  await expectAccessible(page)
  await amina.write(t('caseKeys.phrase.again'), (phrase = await phraseShown(amina)))
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('button', { name: t('caseKeys.make.send') }).click()
  const body = (await sent).postData() ?? ''
  for (const word of phrase.split(' ')) expect(body).not.toContain(word)
  expect(body).not.toContain('AGE-SECRET-KEY')
  await seesTitle(amina, t('caseKeys.title'))
  await amina.sees(t('caseKeys.state.waiting'), t('caseKeys.unlock.open'))
  await makesAKey(kofi, people[1]!)
})

test('sitting together each types what the other reads out; after both have signed, both keys count', async () => {
  const ofAmina = await readsOut(amina)
  const ofKofi = await readsOut(kofi)
  const { page } = amina
  await amina.page
    .getByRole('navigation')
    .getByRole('link', { name: t('shell.nav.caseKeys') })
    .first()
    .click()
  await page.getByRole('link', { name: t('caseKeys.sign.link', { name: 'Kofi Fictional' }) }).click()
  await seesTitle(amina, t('caseKeys.sign.title'))
  expect(await page.locator('[data-fingerprint-middle]').innerText()).toBe(ofKofi.slice(1, -1).join(' '))
  await amina.write(t('caseKeys.sign.first'), ofKofi[0]!)
  await amina.write(t('caseKeys.sign.last'), ofAmina.at(-1)!)
  await page.getByRole('button', { name: t('caseKeys.sign.button', { name: 'Kofi Fictional' }) }).click()
  await amina.sees(t('caseKeys.sign.differs'))
  await expectAccessible(page)
  await signs(amina, 'Kofi Fictional', ofKofi)
  expect(await page.locator('body').innerText()).not.toMatch(/Counts since/)
  await signs(kofi, 'Amina Fictional', ofAmina)
  await kofi.sees(/Counts since/)
  expect(await kofi.page.getByText(/Counts since/).count()).toBeGreaterThan(1)
  await expectAccessible(kofi.page)
})

test('a wrong phrase opens nothing and says so; the right one does, until she is idle for fifteen minutes', async () => {
  const { page } = amina
  await page.clock.install()
  await page.goto('/app/case-keys')
  await unlocks(amina, 'six words that are not it')
  await amina.sees(t('caseKeys.unlock.shape'))
  await unlocks(amina, 'babab babab babab babab babab babab')
  await amina.sees(t('caseKeys.unlock.wrong'))
  await unlocks(amina, phrase)
  await amina.sees(t('caseKeys.unlock.open'))
  await page.getByRole('link', { name: t('caseKeys.whoOpens.title') }).click()
  await seesTitle(amina, t('caseKeys.whoOpens.title'))
  await page.goBack()
  await seesTitle(amina, t('caseKeys.title'))
  await amina.sees(t('caseKeys.unlock.open'))
  await page.clock.fastForward(15 * 60_000 + 20_000)
  await page.getByRole('heading', { name: t('caseKeys.unlock.title') }).waitFor()
  expect(await page.getByText(t('caseKeys.unlock.open')).isVisible()).toBe(false)
  await page.clock.resume()
})

test('she changes her phrase: the old one is needed, and opens nothing afterwards', async () => {
  const { page } = amina
  await page.getByRole('link', { name: t('caseKeys.change.title') }).click()
  await seesTitle(amina, t('caseKeys.change.title'))
  await amina.write(t('caseKeys.change.old'), phrase)
  await page.getByRole('button', { name: t('caseKeys.change.button') }).click()
  const next = await phraseShown(amina)
  expect(next).not.toBe(phrase)
  await amina.write(t('caseKeys.phrase.again'), next)
  await page.getByRole('button', { name: t('caseKeys.change.send') }).click()
  await seesTitle(amina, t('caseKeys.title'))
  await page.goto('/app/case-keys')
  await unlocks(amina, phrase)
  await amina.sees(t('caseKeys.unlock.wrong'))
  await unlocks(amina, next)
  await amina.sees(t('caseKeys.unlock.open'))
  phrase = next
})

test('on a telephone a third makes a key, opens it with a passkey, and counts once both have signed', async () => {
  const devtools = await lena.context.newCDPSession(lena.page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await makesAKey(lena, people[2]!)
  const { page } = lena
  await page.getByRole('link', { name: t('caseKeys.passkey.title') }).click()
  await seesTitle(lena, t('caseKeys.passkey.title'))
  await page.getByRole('button', { name: t('caseKeys.passkey.button') }).click()
  await seesTitle(lena, t('caseKeys.title'))
  await page.goto('/app/case-keys')
  await page.getByRole('button', { name: t('caseKeys.unlock.passkey') }).click()
  await lena.sees(t('caseKeys.unlock.open'))
  const groups = await readsOut(lena)
  await signs(amina, 'Lena Fictional', groups)
  await page.goto('/app/case-keys')
  await lena.sees(t('caseKeys.state.waiting'))
  await signs(kofi, 'Lena Fictional', groups)
  await page.goto('/app/case-keys')
  await page
    .getByText(/Counts since/)
    .first()
    .waitFor()
  expect(await page.getByText(t('caseKeys.state.waiting')).count()).toBe(0)
})

test('leaving these pages forgets the key', async () => {
  await kofi.sees(t('caseKeys.unlock.open'))
  await kofi.open('/app')
  await kofi.open('/app/case-keys')
  await kofi.sees(t('caseKeys.unlock.title'))
})

test('she ends her own key, having read that what was read cannot be unread', async () => {
  const { page } = lena
  await page.getByRole('link', { name: t('caseKeys.end.title') }).click()
  await page.waitForURL(/end|step-up/)
  await provesOnceMore(lena, people[2]!)
  await lena.sees(t('caseKeys.end.unread'))
  await page.getByRole('button', { name: t('caseKeys.end.button') }).click()
  await page.locator('.govuk-error-summary').waitFor()
  await lena.choose(t('caseKeys.end.sureYes'))
  await page.getByRole('button', { name: t('caseKeys.end.button') }).click()
  await seesTitle(lena, t('caseKeys.title'))
  await lena.sees(/Ended on/)
})
