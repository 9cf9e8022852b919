import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '#tests/support/asking.ts'
import { cookieOf, password, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aPlan, get, questionAnswered } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const written = 'Two hours of thought, on a slow line.\nEfua and the night guards agreed.'
const question = questionAnswered('voice-or-text')
let cast: Cast
let id: string
let efua: Visitor
let back: string

beforeAll(async () => {
  cast = await theCast()
  id = await aPlan(cast, { answered: 0 })
  efua = await aVisitor({ person: cast.focalPoint })
})
afterAll(async () => {
  await efua?.leave()
  await closeBrowser()
})

test('a sign-in that ended in mid-form asks to sign in again and says that the answer is kept', async () => {
  await efua.open(`/app/assessments/${id}/requirements/${question}`)
  await efua.write(t('content.answer.text.open'), written)
  // Ended from another device, while this page stands open.
  const cookie = await cookieOf(cast.focalPoint)
  await ask({ ...cast.focalPoint, cookie }, '/app/account/sign-out-everywhere', {})

  await efua.press(t('content.do.saveAndContinue'))
  expect(efua.path()).toMatch(/^\/app\/sign-in/)
  await efua.sees(t('auth.signIn.saved'))
  back = decodeURIComponent(/next=([^&]+)/.exec(efua.path())![1]!)
})

test('another person with the same address in hand does not see it', async () => {
  const adwoa = await get(cast.investigator, back)
  expect(adwoa.status).toBe(200)
  expect(adwoa.html).not.toContain('Two hours of thought')
})

test('after signing in the work is there, said to be unsaved, and can be saved', async () => {
  await efua.write(t('auth.field.account'), cast.focalPoint.signsInWith)
  await efua.write(t('auth.field.password'), password)
  await efua.press(t('auth.signIn.button'))
  await efua.sees(t('line.kept'))
  const box = efua.page.getByLabel(t('content.answer.text.open'), { exact: true })
  expect(await box.inputValue()).toBe(written)

  await efua.press(t('content.do.saveAndContinue'))
  await efua.open(`/app/assessments/${id}/requirements/${question}`)
  expect(await box.inputValue()).toBe(written)
})

test('what was kept is not given a second time', async () => {
  const { html } = await get(cast.focalPoint, back)
  expect(html).not.toContain(t('line.kept').slice(0, 20))
})
