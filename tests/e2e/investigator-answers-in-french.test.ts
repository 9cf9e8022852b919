import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { anOpenCall, get, inDays, smallWork } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { contextQuestions, filledIn, type ContextQuestion } from '#app/forms/context.form.ts'
import { asShown, currentFramework } from '#content/index.ts'
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
const asked = new Map(
  asShown(currentFramework.id, currentFramework.version, 'project', 'fr')
    .requirements.concat(
      asShown(currentFramework.id, currentFramework.version, 'organisation', 'fr').requirements,
    )
    .map((shown) => [shown.id, shown]),
)

/** One cell of the table on this page, by the words that stand over it. */
function cell(requirement: string, row: number, column: string) {
  const said = asked.get(requirement)!.labels![column]!
  const required = asked.get(requirement)!.table!.columns.find(({ id }) => id === column)!.required
  const label = required ? said : t('answers.table.optional', { column: said })
  return adwoa.page.getByRole('group').nth(row).getByLabel(label, { exact: true })
}

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
  await adwoa.sees(t('tier.context.lead'))
})

test('nothing is asked before she has said what the work is like, and a question left out is named', async () => {
  await adwoa.follow(plan)
  await adwoa.sees(t('machines.assessment.state.draft.author'), new RegExp(t('tier.context.opens')))
  await adwoa.follow(t('tier.context.task'))
  const said = filledIn(smallWork)
  const say = (question: ContextQuestion) =>
    adwoa.page
      .getByRole('group', { name: t(`tier.ask.${question}`), exact: true })
      .getByLabel(t(said[question] === 'yes' ? 'tier.yes' : 'tier.no'), { exact: true })
      .check()
  for (const question of contextQuestions) if (question !== 'conflict') await say(question)
  await adwoa.press(t('tier.context.save'), 422)
  await adwoa.sees(t('shell.errors.title', { count: 1 }), t('tier.error.conflict'))
  await say('conflict')
  await adwoa.press(t('tier.context.save'))
})

test('she is told how little is asked of so small a work, and why', async () => {
  await adwoa.sees(t('tier.context.saved'), t('tier.name.1'), t('tier.about.1'), t('tier.proposal'))
  await adwoa.sees(t('tier.reason.ownCommunity'), t('tier.reason.smallAward'))
  await adwoa.sees(t('tier.result.split', { needed: 5, wait: 11 }))
})

test('a table without a row is told so, grows by a row without a script, and loses nothing', async () => {
  await adwoa.follow(t('tier.result.begin'))
  await adwoa.press(t('content.do.saveAndContinue'), 422)
  await adwoa.sees(t('answers.error.tooFewRows', { least: 1 }), t('shell.errors.kept'))
  await cell('V-R-01', 0, 'site').fill('Zemani')
  await adwoa.press(t('answers.table.add'))
  expect(await cell('V-R-01', 0, 'site').inputValue()).toBe('Zemani')
  await cell('V-R-01', 1, 'site').fill('Doru, au bord du lac')
  await cell('V-R-01', 1, 'outsideProject').selectOption('yes')
  await adwoa.press(t('content.do.saveAndContinue'))
})

test('rows that are there to begin with count once something is written beside them', async () => {
  await adwoa.press(t('content.do.saveAndContinue'), 422)
  await cell('V-P-01', 0, 'harm').fill('Être reconnues par leur voix.')
  await adwoa.press(t('content.do.saveAndGoBack'))
  await adwoa.sees(t('content.principle.equity'))
})

test('money is written as she writes it, and the currency is asked for', async () => {
  await adwoa.follow(t('content.principle.equity'))
  await adwoa.page.locator('[name="r0-amount-amount"]').fill('1 200,50')
  await adwoa.press(t('content.do.saveAndGoBack'), 422)
  await adwoa.page.locator('[name="r0-amount-currency"]').fill('ghs')
  await adwoa.press(t('content.do.saveAndGoBack'))
})

test('a date that does not exist, and a plan without words, are named beside their fields, and nothing is lost', async () => {
  await adwoa.follow(t('content.principle.transparency'))
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

test('“no, not yet” is an answer like any other', async () => {
  await adwoa.choose(t('content.choice.no'))
  await adwoa.write(t('content.answer.text.no'), 'Il manque un budget. Nous le demandons ici.')
  await adwoa.press(t('content.do.saveAndGoBack'))
})

test('she checks her answers, sees what can wait, declares and sends them, and is told what comes next', async () => {
  await adwoa.sees(t('line.tasks.neededLeft', { needed: 0, wait: 11 }))
  await adwoa.follow(t('line.tasks.check'))
  await adwoa.sees(t('line.check.whole'), 'Être reconnues par leur voix.', /1\s200,50/)
  await adwoa.sees(t('answers.canWait.unanswered'))
  await adwoa.follow(t('line.check.on'))
  await adwoa.sees(t('answers.declare.noCase'))
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
