import { afterAll, beforeAll, expect, test } from 'vitest'
import { hiddenIn } from '#tests/support/asking.ts'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { pressesForSure, provesAgain } from '#tests/support/proves-again.ts'
import { anOpenCall, aSentPlan, declares, get, inLanguage, post, reviewed } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

/** Three plans of one call before a panel; she whose plan is declined reads French on a cheap phone. */
const t = wordsFor('en')
const fr = wordsFor('fr')
const title = { declined: 'Contes du port', moved: 'Filets et fleuves', returned: 'Pirogues et prénoms' }
const because = 'There is no service within a day’s walk, and nobody on duty at night.'
const praise = 'The clearest plan of this call.'
const grounds = 'La clinique a rouvert en mai. Sa lettre est jointe au plan, page 4.'
let cast: Cast
let call: string
const plans = { declined: '', moved: '', returned: '' }
let helen: Visitor
let adwoa: Visitor
let joseph: Visitor

beforeAll(async () => {
  cast = await theCast()
  // A sign-in of her own: what she proved in another journey does not count here.
  cast.approver.cookie = null
  await inLanguage(cast.investigator, 'fr')
  call = await anOpenCall(cast)
  for (const plan of ['declined', 'moved', 'returned'] as const) {
    const id = await aSentPlan(cast, { callId: call, title: title[plan], locale: 'fr', answered: 'needed' })
    await reviewed(cast.reviewer, id)
    plans[plan] = id
  }
  helen = await aVisitor({ person: cast.approver })
  adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
  joseph = await aVisitor({ person: cast.secondApprover })
})
afterAll(async () => {
  for (const visitor of [helen, adwoa, joseph]) await visitor?.leave()
  await closeBrowser()
})

const at = (id: string, page = '') => `/app/assessments/${id}${page}`
const box = (name: string) => helen.page.locator(`[name="${name}"]`)

async function givenBack(id: string): Promise<void> {
  await declares(cast.secondApprover, id)
  const seenRevision = hiddenIn((await get(cast.secondApprover, at(id, '/decide'))).html, 'seenRevision')
  const fields = { seenRevision, returnReason: 'Whose boats are they?' }
  const { location } = await post(cast.secondApprover, at(id, '/decide?return'), fields)
  expect(location).toBe(at(id))
}

test('for a panel she reads of each plan only after she has said that she has no conflict', async () => {
  await helen.open(`/app/calls/${call}`)
  await helen.follow(t('decision.panel.title'))
  await helen.sees(title.declined, t('decision.panel.conflict.undeclared'))
  expect(await helen.page.locator('select').count()).toBe(0)
  for (const id of Object.values(plans)) await declares(cast.approver, id)
  await helen.open(`/app/calls/${call}/panel`)
  expect(await helen.page.locator('select').count()).toBe(3)
})

test('a no without a reason under each principle is not taken, for any of them', async () => {
  await box(`outcome_${plans.declined}`).selectOption('declined')
  await box(`reason_${plans.declined}`).fill(because)
  for (const plan of ['moved', 'returned'] as const) {
    await box(`outcome_${plans[plan]}`).selectOption('approved')
    await box(`reason_${plans[plan]}`).fill(`${praise} ${title[plan]}`)
  }
  await helen.press(t('decision.panel.do'), 422)
  await helen.sees(t('shell.errors.title', { count: 4 }), t('decision.error.reasonToDecline'))
  for (const principle of principles) await box(`reason_${principle}_${plans.declined}`).fill(because)
})

test('of three plans decided at once, those that somebody moved on meanwhile are named, and her words are kept', async () => {
  for (const plan of ['moved', 'returned'] as const) await givenBack(plans[plan])
  const review = at(plans.moved, '/review')
  const seenRevision = hiddenIn((await get(cast.reviewer, review)).html, 'seenRevision')
  await post(cast.reviewer, review, { seenRevision, move: 'completeReview' })

  await helen.press(t('decision.panel.do'))
  await provesAgain(helen, cast.approver, t)
  await helen.sees(t('judging.held'))
  await helen.press(t('decision.panel.do'), 409)
  const results = helen.page.getByRole('region', { name: t('decision.panel.results') })
  const told = await results.innerText()
  expect(told).toContain(`${title.declined}: ${t('decision.panel.result.decided')}`)
  for (const plan of ['moved', 'returned'] as const) {
    expect(told).toContain(`${title[plan]}: ${t('decision.panel.result.changedByAnother')}`)
    expect(await helen.page.content()).toContain(`${praise} ${title[plan]}`)
  }
})

test('she looks again, and decides the one that is back', async () => {
  await helen.press(t('decision.panel.do'))
  await helen.sees(t('decision.panel.decided', { count: 1 }))
  await helen.open(at(plans.moved))
  await helen.sees(`${praise} ${title.moved}`, t('machines.assessment.outcome.approved'))
})

test('the partner reads the letter in French, with a reason under each principle and the last day to appeal', async () => {
  await adwoa.open(at(plans.declined))
  await adwoa.follow(fr('decision.after.letter'))
  await adwoa.sees(because, fr('decision.appeal.until', { date: '§' }).split('§')[0]!)
  expect(await adwoa.page.locator('[lang=fr] p').count()).toBeGreaterThan(0)
  await adwoa.follow(fr('decision.letter.appeal'))
})

test('she appeals; an appeal without grounds is asked for them', async () => {
  await adwoa.press(fr('decision.appeal.lodge'), 422)
  await adwoa.sees(fr('decision.error.grounds'))
  await adwoa.write(fr('decision.appeal.grounds'), grounds)
  await adwoa.press(fr('decision.appeal.lodge'))
  await adwoa.sees(grounds, fr('decision.appeals.state.lodged'))
})

test('whoever decided reads the appeal and cannot hear it', async () => {
  await helen.open(at(plans.declined))
  await helen.follow(t('decision.after.appealRead'))
  await helen.sees(grounds)
  expect(await helen.page.getByRole('button', { name: t('decision.hear.do') }).count()).toBe(0)
})

test('another approver hears it, and upholds it', async () => {
  await declares(cast.secondApprover, plans.declined)
  await joseph.open(at(plans.declined))
  await joseph.follow(t('decision.after.hear'))
  await joseph.choose(t('decision.hear.uphold'))
  await joseph.press(t('decision.hear.do'), 422)
  await joseph.sees(t('decision.error.reasonHeard'))
  await joseph.write(t('decision.hear.reason'), 'The letter of the clinic was not read.')
  await pressesForSure(joseph, cast.secondApprover, t, t('decision.hear.do'))
  await joseph.sees(t('decision.appeals.state.upheld'), because)
})

test('the first decision stays readable as undone, and she who made it does not decide anew', async () => {
  await adwoa.open(at(plans.declined, '/appeal'))
  await adwoa.sees(fr('decision.appeals.state.upheld'), fr('decision.past.title'), because)
  await helen.open(at(plans.declined, '/decide'))
  expect(await helen.page.getByRole('button', { name: t('judging.decide.do') }).count()).toBe(0)
})

test('the other decides anew', async () => {
  await joseph.open(at(plans.declined, '/decide'))
  await joseph.choose(t('judging.decide.approved'))
  await joseph.write(t('judging.decide.reason'), 'The clinic is open again, and is named.')
  await joseph.press(t('decision.letter.see'))
  const letter = joseph.page.locator('[lang=fr]', { hasText: title.declined })
  expect(await letter.first().innerText()).toContain('The clinic is open again, and is named.')
  await pressesForSure(joseph, cast.secondApprover, t, t('judging.decide.do'))
  await joseph.sees(t('machines.assessment.outcome.approved'))
  await adwoa.open(at(plans.declined))
  await adwoa.sees('The clinic is open again, and is named.')
})
