import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '#tests/support/asking.ts'
import { codeFor, password, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { localeNames, wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const fr = wordsFor('fr')
let cast: Cast

beforeAll(async () => {
  cast = await theCast()
})
afterAll(closeBrowser)

const language = async (visitor: Visitor) =>
  (await visitor.page.locator('html').getAttribute('lang'))?.slice(0, 2)

test('a stranger changes the language, and it stays while they read on', async () => {
  const stranger = await aVisitor({ width: 320 })
  await stranger.open('/')
  await stranger.follow(localeNames.fr)
  expect(await language(stranger)).toBe('fr')
  await stranger.follow(fr('shell.footer.verify'))
  expect(await language(stranger)).toBe('fr')
  await stranger.follow(localeNames.en)
  expect(await language(stranger)).toBe('en')
  await stranger.leave()
})

test('someone signed in changes it once, and it stays with the account', async () => {
  const efua = await aVisitor({ person: cast.focalPoint })
  await efua.open('/app/calls')
  await efua.press(`${t('shell.language.change')} ${localeNames.fr}`)
  expect([efua.path(), await language(efua)]).toEqual(['/app/calls', 'fr'])
  await efua.open('/app')
  expect(await language(efua)).toBe('fr')
  await efua.press(`${fr('shell.language.change')} ${localeNames.en}`)
  expect(await language(efua)).toBe('en')
  await efua.leave()
})

test('on a small screen the menu opens and closes without a script', async () => {
  const efua = await aVisitor({ person: cast.focalPoint, width: 320 })
  await efua.open('/app')
  const entry = efua.page.getByRole('navigation').getByRole('link', { name: t('shell.nav.plans') })
  expect(await entry.isVisible()).toBe(false)
  await efua.page.getByRole('link', { name: t('shell.menu'), exact: true }).click()
  expect(await entry.isVisible()).toBe(true)
  await efua.page.getByRole('link', { name: t('shell.menu.close') }).click()
  expect(await entry.isVisible()).toBe(false)
  await efua.leave()
})

test('after signing out nothing opens without signing in again, and the next sign-in leads where one wanted to go', async () => {
  const helen = await aVisitor({ person: cast.approver })
  await helen.open('/app')
  await helen.press(t('shell.signOut'))
  expect(helen.path()).toBe('/')
  await helen.open('/app/assessments')
  expect(helen.path()).toMatch(/^\/app\/sign-in\?next=/)
  await helen.write(t('auth.field.account'), cast.approver.signsInWith)
  await helen.write(t('auth.field.password'), 'not her password')
  await helen.press(t('auth.signIn.button'), 422)
  await helen.sees(t('auth.signIn.refused'))
  await helen.write(t('auth.field.password'), password)
  await helen.press(t('auth.signIn.button'))
  await helen.write(t('auth.code.label'), '000 000')
  await helen.press(t('auth.code.button'), 422)
  await helen.sees(t('auth.code.refused'))
  await helen.write(t('auth.code.label'), await codeFor(cast.approver))
  await helen.press(t('auth.code.button'))
  expect(helen.path()).toBe('/app/assessments')
  await helen.leave()
})

test('signing out everywhere ends the other device too', async () => {
  const here = await aVisitor({ person: cast.focalPoint })
  const there = await signedInElsewhere()
  await here.open('/app/account')
  await here.sees(/Another browser/)
  await here.press(t('auth.account.signOutEverywhere'))
  expect(here.path()).toBe('/app/sign-in')
  expect((await ask({ ...cast.focalPoint, cookie: there }, '/app')).location).toMatch(/^\/app\/sign-in/)
  await here.leave()
})

async function signedInElsewhere(): Promise<string> {
  const { cookie } = await ask({ ...cast.focalPoint, cookie: null }, '/app/sign-in', {
    name: cast.focalPoint.signsInWith,
    password,
  })
  return cookie!
}
