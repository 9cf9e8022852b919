import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import {
  answer,
  decided,
  funderQuestions,
  get,
  reviewed,
  signed,
  untilDrawn,
} from '#tests/support/records.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const title = 'Our duties in 2027'
let cast: Cast
let id: string
let grace: Visitor

beforeAll(async () => {
  cast = await theCast()
  grace = await aVisitor({ person: cast.lead })
})
afterAll(async () => {
  await grace?.leave()
  await closeBrowser()
})

test('the funder’s safeguarding lead starts its own assessment and chooses who reviews it, never itself', async () => {
  await grace.open('/app')
  await grace.follow(t('line.own.start'))
  await grace.write(t('line.own.name'), title)
  await grace.page.getByLabel(t('line.own.country')).selectOption('GB')
  const bodies = grace.page.getByRole('group', { name: t('line.own.reviewingBody') })
  expect(await bodies.getByRole('radio', { name: cast.lead.organisation }).count()).toBe(0)
  await grace.choose(cast.peerReviewer.organisation)
  await grace.press(t('line.own.start'))
  await grace.sees(t('line.assessment.ownTitle'), t('machines.assessment.state.draft.author'))
  id = grace.path().split('/').at(-1)!
})

test('the peer sees nothing of the draft', async () => {
  expect((await get(cast.peerReviewer, `/app/assessments/${id}`)).status).toBe(404)
})

test('she answers who is on duty, what the record says of itself, and what she must say in her own words', async () => {
  const byHand = ['person-role', 'from-the-record', 'voice-or-text'].map(
    (type) => funderQuestions.find(({ answer }) => answer === type)!.id,
  )
  for (const { id: requirement } of funderQuestions)
    if (!byHand.includes(requirement))
      await answer(cast.lead, id, requirement, 'It stands in every contract.')
  const [onDuty, counted, inWords] = byHand.map(
    (requirement) => `/app/assessments/${id}/requirements/${requirement}`,
  )

  await grace.open(onDuty!)
  await grace.press(t('content.do.saveAndGoBack'), 422)
  await grace.sees(t('answers.error.roleMissing'))
  await grace.write(t('answers.role.role'), 'Duty officer')
  await grace.write(t('answers.role.standIn'), 'Chair of the board')
  await grace.press(t('content.do.saveAndGoBack'))

  await grace.open(counted!)
  await grace.sees(t('answers.figure.about'))
  await grace.write(t('answers.figure.comment'), 'Counted from the first day.')
  await grace.press(t('content.do.saveAndGoBack'))

  await grace.open(inWords!)
  await grace.write(t('content.answer.text.open'), 'On the first of the month, whatever we still wait for.')
  await grace.press(t('content.do.saveAndGoBack'))
})

test('she declares and sends it', async () => {
  await grace.open(`/app/assessments/${id}/submit`)
  await grace.choose(t('line.submit.confirm.own'))
  await grace.press(t('machines.assessment.event.submit'))
  await grace.sees(t('line.assessment.news.sent'))
})

test('the peer’s reviewer finds it waiting and reads what the funder wrote', async () => {
  const ines = await aVisitor({ person: cast.peerReviewer, width: 320 })
  await ines.open('/app')
  await ines.follow(t('line.waiting.review', { title }))
  await ines.follow(t('content.principle.rights'))
  await ines.sees('It stands in every contract.', 'Duty officer', 'Counted from the first day.')
  await ines.leave()
})

test('the funder’s own reviewers and approvers may not judge it', async () => {
  for (const insider of [cast.reviewer, cast.approver]) {
    const { status } = await get(insider, `/app/assessments/${id}/review`)
    expect([403, 404], insider.name).toContain(status)
  }
})

test('the peer reviews and decides, and the funder’s lead, the peer’s reviewer and its approver sign', async () => {
  await reviewed(cast.peerReviewer, id)
  await decided(cast.peerApprover, id)
  await untilDrawn(cast.peerApprover, id)
  for (const signer of [cast.lead, cast.peerReviewer, cast.peerApprover]) await signed(signer, id)

  const { html } = await get(cast.lead, `/app/assessments/${id}`)
  expect(wordsIn(html)).toContain(t('machines.assessment.state.signed.author'))
})
