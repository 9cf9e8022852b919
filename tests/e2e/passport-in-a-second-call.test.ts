import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { anEmptyPassport } from '#tests/support/plan-parts.ts'
import { answer, aPlan, get, inDays, inLanguage, questionsOf } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import type { WorkSaid } from '#app/forms/context.form.ts'
import { wordsFor } from '#content/words.ts'

/** No script at all. Whose passport it is reads French; the funder's reviewer reads English. */
const t = wordsFor('fr')
const en = wordsFor('en')
const work: WorkSaid = { circumstances: { people: true }, audiences: ['project', 'organisation'] }
const asked = questionsOf(work).map(({ requirement }) => requirement)
const ofBody = asked.filter(
  ({ audience, perAward, answer: type }) =>
    audience === 'organisation' && !perAward && type !== 'from-the-record',
)
const [promised, changed, ...others] = ofBody
  .filter(({ answer: type }) => type === 'yes-partly-no')
  .map(({ id }) => id)
const posted = others.slice(0, 3)
const kept = posted.length + 2

const promise = 'La secrétaire le met par écrit avant la prochaine assemblée.'
const before = 'Chaque année, devant l’assemblée des femmes.'
const byHand = 'Cette fois deux fois par an, car le projet dure trois ans.'
let cast: Cast
let adwoa: Visitor
let samuel: Visitor
let first: string
let second: string
let opened: string
/** By the same reviewer, in other journeys: what was read stays written down. */
let readBefore: number

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.investigator, 'fr')
  await anEmptyPassport(cast.investigator)
  const { html } = await get(cast.investigator, '/app/passport')
  readBefore = html.split(`>${cast.reviewer.name}<`).length - 1
  first = await aPlan(cast, { title: 'Filets et noms', work, answered: 0 })
  await answer(cast.investigator, first, changed!, before)
  for (const id of posted) await answer(cast.investigator, first, id, 'C’est écrit et affiché.')
  adwoa = await aVisitor({ person: cast.investigator, locale: 'fr' })
  samuel = await aVisitor({ person: cast.reviewer })
})
afterAll(async () => {
  await adwoa?.leave()
  await samuel?.leave()
  await closeBrowser()
})

const ticks = (name: 'use' | 'keep') => adwoa.page.locator(`input[type=checkbox][name=${name}]`)
const tick = (name: 'use' | 'keep', id: string) => adwoa.page.locator(`input[name=${name}][value^="${id}~"]`)
const plan = (id: string) => `/app/assessments/${id}`

async function lastDay({ day, month, year }: Record<'day' | 'month' | 'year', string>): Promise<void> {
  await adwoa.write(t('shell.date.day'), day)
  await adwoa.write(t('shell.date.month'), month)
  await adwoa.write(t('shell.date.year'), year)
}

test('what a body says about itself in its first plan is kept in its passport', async () => {
  await adwoa.open(`${plan(first)}/requirements/${promised}`)
  await adwoa.choose(t('content.choice.partly'))
  await adwoa.write(t('content.answer.text.partly'), promise)
  await lastDay(inDays(60))
  await adwoa.press(t('content.do.saveAndGoBack'))
  await adwoa.follow(t('line.beside.passport'))
  const { organisation } = cast.investigator
  await adwoa.sees(t('passport.plan.counts', { asked: ofBody.length, held: 0, organisation }))
  expect(await ticks('keep').count()).toBe(kept)
  await adwoa.sees(promise, before)

  await adwoa.press(t('passport.keep.do'))
  await adwoa.sees(t('passport.news.kept'), t('passport.keep.none'))
})

test('it is opened to the funder of that call, and only until a day that can be', async () => {
  await adwoa.sees(t('passport.open.free'))
  await lastDay(inDays(-1))
  await adwoa.press(t('passport.open.do'), 422)
  await adwoa.sees(t('passport.open.error.past'))
  await lastDay(inDays(90))
  await adwoa.press(t('passport.open.do'))
  await adwoa.sees(t('passport.news.opened'))
})

test('a plan for a second call takes the answers over, and its questions count as answered', async () => {
  second = await aPlan(cast, { title: 'Chants du port', work, answered: 0 })
  await adwoa.open(plan(second))
  await adwoa.sees(t('content.framework.answered', { answered: 0, total: asked.length }))
  await adwoa.follow(t('line.beside.passport'))
  expect(await ticks('use').count()).toBe(kept)
  for (const box of await ticks('use').all()) expect(await box.isChecked()).toBe(true)
  await adwoa.press(t('passport.use.do'))
  await adwoa.sees(t('passport.news.used'), t('passport.use.none'))

  await adwoa.open(plan(second))
  await adwoa.sees(t('content.framework.answered', { answered: kept, total: asked.length }))
  await adwoa.open(`${plan(second)}/check`)
  await adwoa.sees(promise, before)
})

test('an answer changed by hand wins over the passport, which stays as it was', async () => {
  await adwoa.open(`${plan(second)}/requirements/${changed}`)
  await adwoa.sees(t('answers.passport', { date: '§' }).split('§')[0]!)
  await adwoa.write(t('content.answer.text.yes'), byHand)
  await adwoa.press(t('content.do.saveAndGoBack'))
  await adwoa.open(`${plan(second)}/requirements/${changed}`)
  const notice = adwoa.page.getByText(t('answers.passport', { date: '§' }).split('§')[0]!)
  expect(await notice.count(), 'it is this plan’s own answer now').toBe(0)

  await adwoa.open(`${plan(second)}/passport`)
  await adwoa.sees(t('passport.use.replaces'), before, byHand)
  expect(await tick('use', changed!).isChecked()).toBe(false)
  expect(await tick('keep', changed!).isChecked()).toBe(false)
  await adwoa.press(t('passport.use.do'), 422)
  await adwoa.sees(t('passport.error.nothingTicked'))
  await adwoa.open(`${plan(second)}/check`)
  await adwoa.sees(byHand)
})

test('a reviewer of the funder reads the passport that was opened', async () => {
  await samuel.open('/app')
  await samuel.follow(en('shell.nav.passports'))
  await samuel.follow(cast.investigator.organisation)
  opened = samuel.path()
  await samuel.sees(
    en('passport.opened.noted', { organisation: cast.investigator.organisation }),
    en('passport.opened.count', { count: kept }),
    promise,
    before,
  )
  expect(await samuel.page.getByText(byHand).count(), 'the plan is not the passport').toBe(0)
  const { status } = await get(cast.peerReviewer, opened)
  expect(status, 'for the reviewer of another body').toBe(404)
})

test('the owner sees who read it, and closes it', async () => {
  await adwoa.follow(t('shell.nav.passport'))
  const readings = adwoa.page.getByRole('table', { name: t('passport.readings.title') })
  const lines = readings.getByRole('row', { name: cast.reviewer.name })
  expect(await lines.count()).toBe(readBefore + 1)
  expect(await lines.first().innerText()).toContain(cast.reviewer.organisation)
  expect(await adwoa.page.getByText(cast.peerReviewer.name).count()).toBe(0)

  await adwoa.press(`${t('passport.grants.end')} ${cast.reviewer.organisation}`)
  await adwoa.sees(t('passport.news.ended'))
})

test('from then on nobody there can open it', async () => {
  await samuel.open(opened, 404)
  await samuel.open('/app/passports')
  await samuel.sees(en('passport.opened.none.title'))
})
