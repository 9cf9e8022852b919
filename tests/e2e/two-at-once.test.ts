import { afterAll, beforeAll, expect, test } from 'vitest'
import { hiddenIn, wordsIn } from '#tests/support/asking.ts'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { accepts, aPlan, aSentPlan, declares, get, post, questionAnswered } from '#tests/support/records.ts'
import { aVisitor, closeBrowser } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const fr = wordsFor('fr')
let cast: Cast

beforeAll(async () => {
  cast = await theCast()
})
afterAll(closeBrowser)

test('two people answer one question at once: both texts are shown, and the second chooses what to keep', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${questionAnswered('voice-or-text')}`
  const efua = await aVisitor({ person: cast.focalPoint, width: 320 })
  const adwoa = await aVisitor({ person: cast.investigator, locale: 'fr' })
  await efua.open(path)
  await adwoa.open(path)

  await adwoa.write(fr('content.answer.text.open'), 'Ce qu’Adwoa a écrit.')
  await adwoa.press(fr('content.do.saveAndContinue'))
  await efua.write(t('content.answer.text.open'), 'What Efua wrote.')
  await efua.press(t('content.do.saveAndContinue'), 409)

  await efua.sees(t('shell.conflict.by', { name: cast.investigator.name }), 'Ce qu’Adwoa a écrit.')
  const box = efua.page.getByLabel(t('content.answer.text.open'), { exact: true })
  expect(await box.inputValue()).toBe('What Efua wrote.')

  await box.fill('Ce qu’Adwoa a écrit. What Efua wrote.')
  await efua.press(t('content.do.saveAndContinue'))
  await adwoa.open(path)
  expect(await adwoa.page.getByLabel(fr('content.answer.text.open'), { exact: true }).inputValue()).toBe(
    'Ce qu’Adwoa a écrit. What Efua wrote.',
  )
  await efua.leave()
  await adwoa.leave()
})

test('two reviewers press “start” at once: one starts the review, the other is told', async () => {
  const id = await aSentPlan(cast)
  for (const reviewer of [cast.reviewer, cast.secondReviewer]) await declares(reviewer, id)
  const path = `/app/assessments/${id}/review`
  const { html } = await get(cast.reviewer, path)
  const press = { move: 'startReview', seenRevision: hiddenIn(html, 'seenRevision') }
  const both = await Promise.all([post(cast.reviewer, path, press), post(cast.secondReviewer, path, press)])

  expect(both.map(({ status }) => status).sort()).toEqual([302, 409])
  const loser = both.find(({ status }) => status === 409)!
  expect(wordsIn(loser.html)).not.toContain(t('shell.problem.broken.title'))
})

test('a judgement written on a stale page is not taken, and its words stay on the page', async () => {
  const id = await aSentPlan(cast)
  await declares(cast.secondReviewer, id)
  const start = await get(cast.secondReviewer, `/app/assessments/${id}/review`)
  await post(cast.secondReviewer, `/app/assessments/${id}/review`, {
    move: 'startReview',
    seenRevision: hiddenIn(start.html, 'seenRevision'),
  })
  const path = `/app/assessments/${id}/review/rights`
  const nadia = await aVisitor({ person: cast.secondReviewer })
  await nadia.open(path)
  // The same page, open in another window.
  await accepts(cast.secondReviewer, path)

  for (const field of await nadia.page.locator('.am-chosen textarea').all())
    await field.fill('It was called by hand.')
  await nadia.choose(t('review.accept'))
  await nadia.write(t('review.reason'), 'Say who pays for the night guards.')
  await nadia.press(t('judging.principle.saveNext'), 409)
  await nadia.sees(t('judging.error.changedByAnother'))
  const reason = nadia.page.getByLabel(t('review.reason'), { exact: true })
  expect(await reason.inputValue()).toBe('Say who pays for the night guards.')

  await nadia.press(t('judging.principle.saveNext'))
  expect(nadia.path()).toContain('/review/equity')
  await nadia.leave()
})
