import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aSentPlan, get } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const title = 'Nets by the north shore'
const half = 'The part about the landing stage is not yet'
const secret = 'The coordinator is my sister-in-law.'
let cast: Cast
let id: string
let ruth: Visitor
let samuel: Visitor

beforeAll(async () => {
  cast = await theCast()
  id = await aSentPlan(cast, { title, answered: 'needed' })
  ruth = await aVisitor({ person: cast.officer })
  samuel = await aVisitor({ person: cast.reviewer })
})
afterAll(async () => {
  for (const visitor of [ruth, samuel]) await visitor?.leave()
  await closeBrowser()
})

const at = (page = '') => `/app/assessments/${id}${page}`
const reviewers = () => `/app/reviews/${id}`

test('an officer sees what waits and who has how much, and gives the plan to a reviewer', async () => {
  await ruth.open('/app/reviews')
  await ruth.sees(t('review.load.caption'), cast.reviewer.name, cast.secondReviewer.name)
  await ruth.page.locator(`#plan-${id}`).check()
  await ruth.press(t('review.all.do'), 422)
  expect(await ruth.page.locator(`#plan-${id}`).isChecked()).toBe(true)
  await picks(t('review.all.person'), cast.reviewer.name)
  await ruth.press(t('review.all.do'))
  await ruth.sees(t('review.given', { count: 1 }))
})

/** Each is listed with what lies with them already. */
async function picks(field: string, name: string): Promise<void> {
  const list = ruth.page.getByLabel(field, { exact: true })
  const labels = await list.locator('option').allInnerTexts()
  await list.selectOption({ index: labels.findIndex((label) => label.startsWith(name)) })
}

test('before anything else the reviewer is asked for a conflict, and reads who wrote the plan but nothing of it', async () => {
  await samuel.open(at('/review/rights'))
  await samuel.sees(t('review.declare.title'), cast.investigator.name, cast.investigator.organisation)
  await samuel.press(t('content.do.saveAndContinue'), 422)
  await samuel.choose(t('review.declare.none'))
  await samuel.press(t('content.do.saveAndContinue'))
  expect(samuel.path(), 'and comes to the page that was asked for').toBe(at('/review/rights'))
  await samuel.open(at('/review'))
  await samuel.press(t('machines.assessment.event.startReview'))
})

test('in the middle of a judgement he finds that he knows somebody, and says so in another tab', async () => {
  await samuel.open(at('/review/rights'))
  await samuel.choose(t('review.change'))
  await samuel.write(t('review.reason'), half)

  const tab = await aVisitor({ person: cast.reviewer })
  await tab.open(at('/review'))
  await tab.follow(t('review.declare.link'))
  await tab.choose(t('review.declare.conflict'))
  await tab.write(t('review.declare.reason'), secret)
  await tab.press(t('content.do.saveAndContinue'))
  await tab.sees(t('review.steppedBack.title'))
  await tab.open(at(), 404)
  await tab.leave()
})

test('the first tab can save nothing any more, and gives back what was typed', async () => {
  await samuel.press(t('judging.principle.saveNext'), 404)
  await samuel.sees(t('review.lost.title'))
  expect(await samuel.page.getByLabel(t('review.lost.typed')).inputValue()).toContain(half)
  for (const page of ['', '/review', '/review/rights', '/declare', '/discussion'])
    expect((await get(cast.reviewer, at(page))).status, page).toBe(404)
})

test('the officer reads why, and gives the plan to another reviewer, never to the same one again', async () => {
  await ruth.open(reviewers())
  await ruth.sees(t('review.one.conflicts'), secret)
  const choice = ruth.page.getByLabel(t('review.give.first'), { exact: true })
  expect(await choice.innerText()).not.toContain(cast.reviewer.name)
  await picks(t('review.give.first'), cast.secondReviewer.name)
  await ruth.arrive(() =>
    ruth.page
      .getByRole('button', { name: t('review.give.do') })
      .first()
      .click(),
  )
  await ruth.sees(t('review.news.given'))
  expect((await get(cast.investigator, at())).html, 'nor is it told to whoever wrote the plan').not.toContain(
    secret,
  )
})

test('the other reviewer goes on where nothing was judged', async () => {
  const nadia = await aVisitor({ person: cast.secondReviewer })
  await nadia.open(at('/review/rights'))
  await nadia.choose(t('review.declare.none'))
  await nadia.press(t('content.do.saveAndContinue'))
  await nadia.sees(t('review.answers.title'))
  expect(await nadia.page.content()).not.toContain(half)
  await nadia.leave()
})
