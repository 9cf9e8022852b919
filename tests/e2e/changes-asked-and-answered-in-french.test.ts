import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import {
  accepts,
  aSentPlan,
  declares,
  get,
  inLanguage,
  post,
  projectQuestions,
  send,
} from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

/** The reviewer reads English at a desk; she who answers reads French on a cheap phone. Nobody has a script. */
const t = wordsFor('en')
const fr = wordsFor('fr')
const ofRights = projectQuestions.filter(({ principle }) => principle === 'rights')
const asked = {
  spoken: ofRights.find(({ answer }) => answer === 'voice-or-text')!.id,
  chosen: ofRights.find(({ answer }) => answer === 'yes-partly-no')!.id,
}
const notAsked = ofRights.findLast(({ answer }) => answer === 'yes-partly-no')!.id
const why = {
  spoken: 'Qui répond la nuit ? Une phrase suffit.',
  chosen: 'Dites qui la traduit en éwé, et avant quelle réunion.',
}
const before = 'It is done.'
const night = 'La nuit, deux femmes du marché répondent à tour de rôle ; elles sont payées.'
const translated = 'Yaa la traduit en éwé avant chaque réunion.'
let cast: Cast
let id: string
let samuel: Visitor
let adwoa: Visitor

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.investigator, 'fr')
  id = await aSentPlan(cast, { title: 'Lettres de la lagune', locale: 'fr' })
  await declares(cast.reviewer, id)
  await send(cast.reviewer, at('/review'), ['seenRevision'], { move: 'startReview' })
  samuel = await aVisitor({ person: cast.reviewer })
  adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
})
afterAll(async () => {
  for (const visitor of [samuel, adwoa]) await visitor?.leave()
  await closeBrowser()
})

const at = (page = '') => `/app/assessments/${id}${page}`
const reason = (requirement: string) => samuel.page.locator(`textarea[name="why-${requirement}"]`)
const answerOn = (page: Visitor['page'], requirement: string) => page.locator(`li[id="${requirement}"]`)

async function mark(requirement: string, change: string): Promise<void> {
  const answer = answerOn(samuel.page, requirement)
  // Where an answer was chosen at random the fields stand open; elsewhere they are unfolded.
  if (!(await reason(requirement).isVisible())) await answer.locator('summary').last().click()
  await answer.getByLabel(t('review.mark.change'), { exact: true }).check()
  await reason(requirement).fill(change)
}

test('the reviewer names two answers that have to change, and says of each what would be enough', async () => {
  await samuel.open(at('/review/rights'))
  await mark(asked.spoken, why.spoken)
  await mark(asked.chosen, ' ')
  await samuel.choose(t('review.change'))
  await samuel.press(t('judging.principle.saveNext'), 422)
  await samuel.sees(t('review.error.change', { id: asked.chosen }))
  expect(await reason(asked.spoken).inputValue()).toBe(why.spoken)
  await reason(asked.chosen).fill(why.chosen)
  await samuel.press(t('judging.principle.saveNext'))
})

test('he accepts everything else, and sends both back together', async () => {
  for (const principle of principles.slice(1)) await accepts(cast.reviewer, at(`/review/${principle}`))
  await samuel.open(at('/review'))
  await samuel.press(t('machines.assessment.event.requestChanges'))
  await samuel.sees(t('machines.assessment.state.changes_requested.reviewing_body'))
})

test('she sees what is asked of her before everything else, each with its reason, and the rest only to read', async () => {
  await adwoa.open(at())
  await adwoa.sees(fr('review.named.title', { count: 2 }), fr('review.named.rest'))
  for (const words of Object.values(why)) await adwoa.sees(fr('line.quoted', { words }))
  await adwoa.open(at(`/requirements/${notAsked}`))
  await adwoa.sees(fr('review.named.notThis'), before)
  expect(await adwoa.page.getByRole('button', { name: fr('content.do.saveAndContinue') }).count()).toBe(0)
  const written = { choice: 'yes', text_yes: 'Autre chose.', seenRevision: '1', then: 'next' }
  const { status } = await post(cast.investigator, at(`/requirements/${notAsked}`), written)
  expect(status, 'nor by a form that was kept open').toBe(409)
})

test('she answers both in French and sends the plan again', async () => {
  await adwoa.open(at())
  await adwoa.arrive(() =>
    adwoa.page
      .getByRole('link', { name: new RegExp(`^${asked.spoken}`) })
      .first()
      .click(),
  )
  await adwoa.sees(why.spoken)
  await adwoa.write(fr('content.answer.text.open'), night)
  await adwoa.press(fr('content.do.saveAndGoBack'))
  await adwoa.arrive(() =>
    adwoa.page
      .getByRole('link', { name: new RegExp(`^${asked.chosen}`) })
      .first()
      .click(),
  )
  await adwoa.write(fr('content.answer.text.yes'), `${before} ${translated}`)
  await adwoa.press(fr('content.do.saveAndGoBack'))
  await adwoa.open(at('/submit'))
  await adwoa.choose(fr('line.submit.confirm'))
  await adwoa.press(fr('machines.assessment.event.resubmit'))
  await adwoa.sees(fr('line.assessment.news.sent'))
})

test('the reviewer sees only those two, old beside new, with what he had asked', async () => {
  await samuel.open(at('/review/rights'))
  await samuel.sees(t('review.changed.title', { count: 2 }))
  const spoken = answerOn(samuel.page, asked.spoken)
  const [old, now] = [spoken.locator('.am-compare__side').first(), spoken.locator('.am-compare__side').last()]
  expect(await old.innerText()).toContain(before)
  expect(await now.innerText()).toContain(night.split(' ; ')[0])
  expect(await now.innerText()).toContain(t('review.difference.after'))
  expect(await answerOn(samuel.page, asked.chosen).locator('ins').innerText()).toContain(translated)
  expect(await spoken.innerText()).toContain(why.spoken)
  const rest = samuel.page.getByText(t('review.unchanged', { count: ofRights.length - 2 }))
  expect(await rest.isVisible()).toBe(true)
  expect(await answerOn(samuel.page, notAsked).locator('.am-compare').count()).toBe(0)
})

test('he accepts it, and the review is finished', async () => {
  await accepts(cast.reviewer, at('/review/rights'), 'Now it is clear who answers at night.')
  await samuel.open(at('/review'))
  await samuel.press(t('machines.assessment.event.completeReview'))
  await samuel.sees(t('machines.assessment.state.awaiting_decision.reviewing_body'))
  expect((await get(cast.investigator, at())).html).toContain('Lettres de la lagune')
})
