import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import {
  accepts,
  answer,
  decided,
  funderQuestions,
  get,
  inDays,
  inLanguage,
  send,
  signed,
  untilDrawn,
} from '#tests/support/records.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const fr = wordsFor('fr')
const at = (page: string) => `/app/assessments/${id}${page}`
const title = 'Our duties in 2027'
let cast: Cast
let id: string
let grace: Visitor

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.investigator, 'fr')
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
  await ines.choose(t('review.declare.none'))
  await ines.press(t('content.do.saveAndContinue'))
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

test('the peer asks somebody from outside too, whose work on it is paid', async () => {
  const tomas = await aVisitor({ person: cast.peerApprover })
  await tomas.open(`/app/reviews/${id}`)
  await tomas.choose(t('review.part.partner'))
  await tomas.write(t('review.invite.name'), cast.investigator.signsInWith)
  await tomas.press(t('review.invite.do'), 422)
  await tomas.sees(t('review.error.partner'))
  await tomas.choose(t('review.part.outside'))
  await tomas.press(t('review.invite.do'))
  await tomas.sees(t('review.news.invited'), cast.investigator.name)
  const { day, month, year } = inDays(-1)
  await tomas.write(t('review.pay.amount'), '1 200,50')
  await tomas.write(t('review.pay.currency'), 'ghs')
  for (const [box, text] of [
    ['day', day],
    ['month', month],
    ['year', year],
  ] as const)
    await tomas.page.locator(`[name="paidOn.${box}"]`).fill(text)
  await tomas.press(t('review.pay.do'))
  await tomas.sees(t('review.news.paid'))
  await tomas.leave()
})

test('the peer’s reviewer accepts it all, and cannot finish before she from outside has', async () => {
  await send(cast.peerReviewer, at('/review'), ['seenRevision'], { move: 'startReview' })
  for (const principle of principles) await accepts(cast.peerReviewer, at(`/review/${principle}`))
  const { html } = await get(cast.peerReviewer, at('/review'))
  expect(wordsIn(html)).toContain(t('review.others.waits'))
  expect(html).not.toContain('completeReview')
})

test('she judges without knowing what was found, in French, and finishes', async () => {
  const adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
  await adwoa.open(at('/opinion'))
  await adwoa.choose(fr('review.declare.none'))
  await adwoa.press(fr('content.do.saveAndContinue'))
  await adwoa.sees(fr('review.opinion.lead.outside'))
  await adwoa.follow(fr('content.principle.rights'))
  for (const field of await adwoa.page.locator('.am-chosen textarea').all()) await field.fill('C’est écrit.')
  await adwoa.choose(fr('review.accept'))
  await adwoa.write(fr('review.reason'), 'C’est ce que nous vivons.')
  await adwoa.press(fr('judging.principle.saveNext'))
  expect(await adwoa.page.content(), 'of what the first found').not.toContain('Clear.')
  for (const principle of principles.slice(1))
    await accepts(cast.investigator, at(`/opinion/${principle}`), 'Oui.')
  await adwoa.open(at('/opinion'))
  await adwoa.press(fr('review.opinion.finish'))
  await adwoa.sees(fr('review.opinion.done'))
  await adwoa.leave()
})

test('the peer decides, and the funder’s lead, the peer’s reviewer and its approver sign', async () => {
  await send(cast.peerReviewer, at('/review'), ['seenRevision'], { move: 'completeReview' })
  const { html: found } = await get(cast.peerReviewer, at('/review'))
  expect(found, 'who judges does not see it even then').not.toContain('C’est ce que nous vivons.')
  await decided(cast.peerApprover, id)
  await untilDrawn(cast.peerApprover, id)
  for (const signer of [cast.lead, cast.peerReviewer, cast.peerApprover]) await signed(signer, id)

  const { html } = await get(cast.lead, `/app/assessments/${id}`)
  expect(wordsIn(html)).toContain(t('machines.assessment.state.signed.author'))
})
