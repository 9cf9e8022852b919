import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator } from 'playwright'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { tabTo } from '#tests/support/keyboard.ts'
import { answer, aSentPlan, get, post, projectQuestions } from '#tests/support/records.ts'
import { hiddenIn } from '#tests/support/asking.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

/** No mouse: Tab, Space, Enter, arrows and letters. */
const t = wordsFor('en')
const title = 'Nets and names by keyboard'
const first = projectQuestions[0]!.id
const asked = 'Say who calls the clinic, and on which day.'
let cast: Cast
let id: string
let samuel: Visitor

beforeAll(async () => {
  cast = await theCast()
  id = await aSentPlan(cast, { title })
  samuel = await aVisitor({ person: cast.reviewer })
  await samuel.open('/app')
})
afterAll(async () => {
  await samuel?.leave()
  await closeBrowser()
})

const role = (kind: 'link' | 'button' | 'radio' | 'checkbox' | 'textbox', name: string | RegExp): Locator =>
  samuel.page.getByRole(kind, { name, exact: true }).first()

async function enter(target: Locator): Promise<void> {
  await tabTo(samuel.page, target)
  await samuel.arrive(() => samuel.page.keyboard.press('Enter'))
}

/** Beside the first answer: that it has to change, and why. */
async function name(requirement: string, why: string): Promise<void> {
  const { page } = samuel
  const details = page.locator(`details:has([name="why-${requirement}"])`)
  if ((await details.count()) > 0 && (await details.getAttribute('open')) === null) {
    await tabTo(page, details.locator('summary'))
    await page.keyboard.press('Enter')
  }
  await tabTo(page, page.locator(`input[name="mark-${requirement}"]:checked`))
  const wanted = page.locator(`input[name="mark-${requirement}"][value=change]`)
  while (!(await wanted.isChecked())) await page.keyboard.press('ArrowDown')
  await tabTo(page, page.locator(`textarea[name="why-${requirement}"]`))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(why)
}

/** Where an answer was chosen at random, why it is accepted. */
async function giveReasons(): Promise<void> {
  const { page } = samuel
  for (const field of await page.locator('.am-chosen textarea').all()) {
    const folded = page.locator('form > details:not([open])').filter({ has: field })
    if ((await folded.count()) > 0) {
      await tabTo(page, folded.locator('> summary'))
      await page.keyboard.press('Enter')
    }
    await tabTo(page, field)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('It was called by hand.')
  }
}

async function judge(change: boolean, reason: string): Promise<void> {
  const { page } = samuel
  if (!change) await giveReasons()
  const wanted = page.locator(`input[name=judgement][value=${change ? 'changes_asked' : 'accepted'}]`)
  const chosen = page.locator('input[name=judgement]:checked')
  // Tab comes to the choice made before, or to the first of the group.
  await tabTo(page, (await chosen.count()) > 0 ? chosen : page.locator('input[name=judgement]').first())
  await page.keyboard.press('Space')
  if (!(await wanted.isChecked())) await page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
  await tabTo(page, role('textbox', t('review.reason')))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(reason)
}

test('the first Tab offers to skip to the content', async () => {
  await tabTo(samuel.page, role('link', t('shell.skip')))
  await samuel.page.keyboard.press('Enter')
  expect(await samuel.page.evaluate(() => document.activeElement?.id)).toBe('main')
})

test('the reviewer says that he has no conflict, and starts the review from what waits for him', async () => {
  await enter(role('link', t('line.waiting.review', { title })))
  await samuel.sees(t('review.declare.title'))
  await tabTo(samuel.page, role('radio', t('review.declare.none')))
  await samuel.page.keyboard.press('Space')
  await enter(role('button', t('content.do.saveAndContinue')))
  await enter(role('button', t('machines.assessment.event.startReview')))
  await enter(role('link', t('content.principle.rights')))
})

test('a request for a change without a reason is not taken', async () => {
  await name(first, ' ')
  await judge(true, ' ')
  await tabTo(samuel.page, role('button', t('judging.principle.saveNext')))
  await samuel.arrive(() => samuel.page.keyboard.press('Enter'), 422)
  await samuel.sees(t('review.error.change', { id: first }))
  expect(await samuel.page.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary')
})

test('he asks for one change, accepts the rest and sends it back', async () => {
  await name(first, asked)
  await judge(true, ' ')
  await enter(role('button', t('judging.principle.saveNext')))
  for (const principle of principles.slice(1)) {
    await samuel.sees(t(`content.principle.${principle}`))
    await judge(false, 'Clear and honest.')
    const last = principle === principles.at(-1)
    await enter(role('button', last ? t('judging.principle.save') : t('judging.principle.saveNext')))
  }
  await enter(role('button', t('machines.assessment.event.requestChanges')))
  await samuel.sees(t('machines.assessment.state.changes_requested.reviewing_body'))
})

test('the plan comes back changed', async () => {
  await answer(cast.investigator, id, first, 'Efua calls the clinic every Monday.')
  const { html } = await get(cast.investigator, `/app/assessments/${id}/submit`)
  const seenRevision = hiddenIn(html, 'seenRevision')
  const again = await post(cast.investigator, `/app/assessments/${id}/submit`, {
    seenRevision,
    again: 'yes',
    confirmed: 'yes',
  })
  expect(again.location).toContain('news=sent')
})

test('he reads what changed, accepts it and finishes', async () => {
  await samuel.open(`/app/assessments/${id}/review`)
  await enter(role('link', t('content.principle.rights')))
  await samuel.sees('Efua calls the clinic every Monday.')
  await judge(false, 'This is enough.')
  await enter(role('button', t('judging.principle.saveNext')))
  await samuel.open(`/app/assessments/${id}/review`)
  await enter(role('button', t('machines.assessment.event.completeReview')))
  await samuel.sees(t('machines.assessment.state.awaiting_decision.reviewing_body'))
})
