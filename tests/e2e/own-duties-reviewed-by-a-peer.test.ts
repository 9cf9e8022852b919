import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { decided, get, reviewed, signed, untilDrawn } from '#tests/support/records.ts'
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

test('she answers the same kind of questions on the same pages, and sends them', async () => {
  await grace.follow(t('content.principle.rights'))
  while (grace.path().includes('/requirements/')) {
    const open = grace.page.getByLabel(t('content.answer.text.open'), { exact: true })
    if ((await open.count()) > 0) await open.fill('We pay for it, and say so in every contract.')
    else await grace.choose(t('content.choice.yes'))
    await grace.press(t('content.do.saveAndContinue'))
  }
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
  await ines.sees('We pay for it, and say so in every contract.')
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
