import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { anOpenCall, get, inDays } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { wordsFor } from '#content/words.ts'

/** French, 320 px wide, no script: a cheap phone. */
const t = wordsFor('fr')
const call = 'Arts communautaires contre l’esclavage'
const plan = 'Filets et noms'
let cast: Cast
let adwoa: Visitor

beforeAll(async () => {
  cast = await theCast()
  await anOpenCall(cast, call)
  adwoa = await aVisitor({ locale: 'fr', width: 320, from: cast.investigator.address })
})
afterAll(async () => {
  await adwoa?.leave()
  await closeBrowser()
})

const box = (label: string) => adwoa.page.getByLabel(label, { exact: true }).first()

test('she finds the call in public, in French, and is asked to sign in to answer it', async () => {
  await adwoa.open('/')
  expect(await adwoa.page.locator('html').getAttribute('lang')).toBe('fr')
  await adwoa.follow(t('shell.footer.calls'))
  await adwoa.follow(call)
  await adwoa.sees(t('line.asked.title'))
  await adwoa.follow(t('public.call.start'))
  await adwoa.sees(t('auth.signIn.continue'))
  await adwoa.write(t('auth.field.account'), cast.investigator.signsInWith)
  await adwoa.write(t('auth.field.password'), password)
  await adwoa.press(t('auth.signIn.button'))
  expect(adwoa.path()).toMatch(/^\/app\/assessments\/new\?call=/)
})

test('she is told how much work it is before she starts', async () => {
  await adwoa.sees(t('line.plan.new.work'), t('line.plan.new.saved'))
  await adwoa.write(t('line.plan.name'), plan)
  await adwoa.press(t('line.plan.start'), 422)
  await adwoa.sees(t('line.plan.error.country'))
  expect(await box(t('line.plan.name')).inputValue()).toBe(plan)

  await box(t('line.plan.country')).selectOption('GH')
  await adwoa.press(t('line.plan.start'))
  await adwoa.sees(t('machines.assessment.state.draft.author'))
})

test('an empty answer is told where it is missing', async () => {
  await adwoa.follow(t('content.principle.rights'))
  await adwoa.press(t('content.do.saveAndContinue'), 422)
  await adwoa.sees(t('content.answer.error.textMissing.open'), t('shell.errors.kept'))
  await adwoa.write(t('content.answer.text.open'), 'Avec Efua, nous avons parlé à douze voisines.')
  await adwoa.press(t('content.do.saveAndContinue'))
})

test('a date that does not exist, and a plan without words, are named beside their fields, and nothing is lost', async () => {
  await adwoa.choose(t('content.choice.partly'))
  await adwoa.write(t('shell.date.day'), '31')
  await adwoa.write(t('shell.date.month'), '2')
  await adwoa.write(t('shell.date.year'), '2030')
  await adwoa.press(t('content.do.saveAndContinue'), 422)

  await adwoa.sees(t('shell.errors.title', { count: 2 }), t('content.answer.error.textMissing.partly'))
  expect(await box(t('shell.date.day')).inputValue()).toBe('31')
  expect(await box(t('content.choice.partly')).isChecked()).toBe(true)

  const { day, month, year } = inDays(60)
  await adwoa.write(t('content.answer.text.partly'), 'Nous formons deux personnes de plus : Kofi et Yaa.')
  await adwoa.write(t('shell.date.day'), day)
  await adwoa.write(t('shell.date.month'), month)
  await adwoa.write(t('shell.date.year'), year)
  await adwoa.press(t('content.do.saveAndContinue'))
})

test('“no, not yet” is an answer like any other, and every question gets one', async () => {
  await adwoa.choose(t('content.choice.no'))
  await adwoa.write(t('content.answer.text.no'), 'Il manque un budget. Nous le demandons ici.')
  await adwoa.press(t('content.do.saveAndContinue'))
  while (adwoa.path().includes('/requirements/')) {
    const open = box(t('content.answer.text.open'))
    if ((await open.count()) > 0)
      await open.fill('Nous demandons d’abord, puis nous revenons avec la réponse.')
    else await adwoa.choose(t('content.choice.yes'))
    await adwoa.press(t('content.do.saveAndContinue'))
  }
})

test('she checks her answers, declares and sends them, and is told what comes next', async () => {
  await adwoa.open(adwoa.path().replace(/(\/app\/assessments\/[^/?]+).*/, '$1'))
  await adwoa.sees(t('line.tasks.allAnswered'))
  await adwoa.follow(t('line.tasks.check'))
  await adwoa.sees(t('line.check.whole'), 'Avec Efua, nous avons parlé à douze voisines.')
  await adwoa.follow(t('line.check.on'))
  await adwoa.press(t('machines.assessment.event.submit'), 422)
  await adwoa.sees(t('line.submit.error.confirm'))
  await adwoa.choose(t('line.submit.confirm'))
  await adwoa.press(t('machines.assessment.event.submit'))
  await adwoa.sees(t('line.assessment.news.sent'), t('machines.assessment.state.submitted.author'))
})

test('only now does the funder see it', async () => {
  const home = await get(cast.reviewer, '/app')
  expect(wordsIn(home.html)).toContain(plan)
})
