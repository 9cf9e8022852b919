import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator, Request } from 'playwright'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { tabTo } from '#tests/support/keyboard.ts'
import { answer, aPlan, inLanguage, questionsOf } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { choiceName, textName } from '#app/forms/interview.form.ts'
import type { WorkSaid } from '#app/forms/context.form.ts'
import { wordsFor } from '#content/words.ts'

/** French, 320 px, no script, no mouse: a cheap telephone with a keyboard. */
const t = wordsFor('fr')
const title = 'Chants du fleuve'
const most = 50_000
const work: WorkSaid = {
  circumstances: { people: true, ownCommunity: true, smallAward: true },
  audiences: ['project'],
}
const asked = questionsOf(work).map(({ requirement }) => requirement)
const spoken = asked
  .filter(({ interview }) => interview !== undefined)
  .sort((one, other) => one.interview! - other.interview!)
const alone = asked.filter(({ interview }) => interview === undefined).map(({ id }) => id)
const chosen = spoken.filter(({ answer: type }) => type === 'yes-partly-no')
const ownWords = spoken.filter(({ answer: type }) => type === 'voice-or-text')
const half = spoken.slice(0, 7)
/** The investigator writes here while the focal point is at it: one that she leaves alone, one that she writes herself. */
const leftAlone = ownWords[0]!
const both = ownWords.at(-1)!

let cast: Cast
let id: string
let efua: Visitor

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.focalPoint, 'fr')
  id = await aPlan(cast, { title, work, answered: 0, locale: 'fr' })
  efua = await aVisitor({ person: cast.focalPoint, locale: 'fr', width: 320 })
})
afterAll(async () => {
  await efua?.leave()
  await inLanguage(cast.focalPoint, 'en')
  await closeBrowser()
})

const said = (requirement: { interview?: number | undefined }) =>
  `Réponse ${requirement.interview} : nous l’avons dit.`
const box = (requirement: { id: string }) => efua.page.locator(`textarea[name="${textName(requirement.id)}"]`)
const named = (name: string) => efua.page.locator(`[name="${name}"]`)
const link = (name: string) => efua.page.getByRole('link', { name, exact: true }).first()
const button = (name: string) => efua.page.getByRole('button', { name, exact: true }).first()
const interview = () => `/app/assessments/${id}/interview`

async function enter(target: Locator, status = 200): Promise<void> {
  await tabTo(efua.page, target)
  await efua.arrive(() => efua.page.keyboard.press('Enter'), status)
}

async function type(target: Locator, text: string): Promise<void> {
  await tabTo(efua.page, target)
  await efua.page.keyboard.press('Control+A')
  await efua.page.keyboard.type(text)
}

/** Tab comes to the button chosen before, or to the first of the group; arrows go on from there. */
async function choose(name: string, value: string): Promise<void> {
  const group = efua.page.locator(`input[name="${name}"]`)
  const before = efua.page.locator(`input[name="${name}"]:checked`)
  await tabTo(efua.page, (await before.count()) > 0 ? before : group.first())
  await efua.page.keyboard.press('Space')
  const wanted = efua.page.locator(`input[name="${name}"][value="${value}"]`)
  for (let steps = await group.count(); steps > 0 && !(await wanted.isChecked()); steps -= 1)
    await efua.page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
}

async function writeDown(requirements: typeof spoken): Promise<void> {
  for (const requirement of requirements) {
    if (chosen.includes(requirement)) await choose(choiceName(requirement.id), 'yes')
    await type(box(requirement), said(requirement))
  }
}

/** Everything that a browser with an empty cache fetches to show the page, as it comes over the line, with headers. */
async function transferred(): Promise<{
  total: number
  parts: { type: string; path: string; bytes: number }[]
}> {
  const visitor = await aVisitor({ person: cast.focalPoint, locale: 'fr', width: 320 })
  const fetched: Request[] = []
  visitor.page.on('requestfinished', (request) => fetched.push(request))
  await visitor.open(interview())
  await visitor.page.waitForLoadState('networkidle')
  const parts = await Promise.all(
    fetched.map(async (request) => {
      const { responseHeadersSize, responseBodySize } = await request.sizes()
      const { pathname } = new URL(request.url())
      return { type: request.resourceType(), path: pathname, bytes: responseHeadersSize + responseBodySize }
    }),
  )
  await visitor.leave()
  return { total: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts }
}

test('the focal point finds the questions on paper, numbered from 1 to 14, with nothing around them when printed', async () => {
  await efua.open('/app')
  await tabTo(efua.page, link(t('shell.menu')))
  await efua.page.keyboard.press('Enter')
  await enter(link(t('shell.nav.plans')))
  await enter(link(t('line.waiting.write', { title })))
  await enter(link(t('line.beside.paper')))
  const numbers = efua.page.locator('article ol > li > p:first-child > b')
  expect(await numbers.allInnerTexts()).toEqual(spoken.map((_, index) => String(index + 1)))
  expect(spoken).toHaveLength(14)
  await efua.sees(t('interview.noDetails'), t('interview.paper.end'))

  await efua.page.emulateMedia({ media: 'print' })
  expect(await efua.page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await numbers.last().isVisible()).toBe(true)
  await efua.page.emulateMedia({ media: 'screen' })
  await enter(efua.page.locator('.govuk-back-link'))
  expect(efua.path()).toBe(interview())
})

test('the page on which the answers are entered costs a telephone at most 50 KB, everything included', async () => {
  const { total, parts } = await transferred()
  const types = parts.map(({ type }) => type)
  for (const type of ['script', 'font']) expect(types).not.toContain(type)
  expect(total, JSON.stringify(parts)).toBeLessThanOrEqual(most)
})

test('she enters half of it; a “no” without words is told, and the rest is saved already', async () => {
  await type(named('heldOn.day'), '14')
  await type(named('heldOn.month'), '2')
  await type(named('heldOn.year'), '2026')
  await type(named('language'), 'éwé')
  await type(named('spoke'), 'présidente du groupe des femmes')
  await type(named('focalPoint'), 'point focal au village')
  await type(named('minutes'), '25')
  await choose('readBack', 'yes')
  await choose('photographed', 'no')
  const refused = chosen[0]!
  await writeDown(half.filter((each) => each !== refused))
  await efua.page.keyboard.press('Home')
  await choose(choiceName(refused.id), 'no')
  await enter(button(t('interview.save')), 422)
  await efua.sees(t('interview.error.words'), t('interview.partly.title', { count: half.length - 1 }))
  expect(await named(choiceName(refused.id)).nth(2).isChecked()).toBe(true)

  await type(box(refused), said(refused))
  await enter(button(t('interview.save')))
  expect(efua.path()).toBe(interview())
  await efua.sees(new RegExp(cast.focalPoint.name))
})

test('she comes back and finishes; what the investigator wrote meanwhile is not overwritten', async () => {
  await efua.leave()
  efua = await aVisitor({ person: cast.focalPoint, locale: 'fr', width: 320 })
  await efua.open(`/app/assessments/${id}`)
  await enter(link(t('line.beside.interview')))
  for (const each of half) expect(await box(each).inputValue()).toBe(said(each))
  expect(await named('language').inputValue()).toBe('éwé')

  await answer(cast.investigator, id, leftAlone.id, 'Adwoa a complété cette réponse.')
  await answer(cast.investigator, id, both.id, 'Ce qu’Adwoa a noté.')
  const rest = spoken.slice(half.length)
  await writeDown(rest)
  await enter(button(t('interview.save')), 409)
  await efua.sees(
    t('interview.partly.title', { count: rest.length - 1 }),
    t('interview.partly.conflicts', { count: 1 }),
    t('shell.conflict.by', { name: cast.investigator.name }),
    'Ce qu’Adwoa a noté.',
  )
  expect(await box(both).inputValue()).toBe(said(both))
  expect(await box(leftAlone).inputValue(), 'shown as it stands now').toBe('Adwoa a complété cette réponse.')

  await type(box(both), `Ce qu’Adwoa a noté. ${said(both)}`)
  await enter(button(t('interview.save')))
  expect(await box(both).inputValue()).toBe(`Ce qu’Adwoa a noté. ${said(both)}`)
  expect(await box(leftAlone).inputValue()).toBe('Adwoa a complété cette réponse.')
})

test('filled in, the page still costs at most 50 KB', async () => {
  const { total, parts } = await transferred()
  expect(total, JSON.stringify(parts)).toBeLessThanOrEqual(most)
})

test('the two declarations that nobody can make by ear are made on their own pages', async () => {
  for (const requirement of alone) {
    await efua.open(`/app/assessments/${id}/requirements/${requirement}`)
    await choose('choice', 'yes')
    await enter(button(t('content.do.saveAndGoBack')))
  }
  await efua.sees(t('line.tasks.allAnswered'))
})

test('she checks the whole plan, and the investigator declares it and sends it', async () => {
  await enter(link(t('line.tasks.check')))
  const { length: total } = asked
  await efua.sees(t('content.framework.answered', { answered: total, total }))
  await efua.sees(said(half[0]!), 'Adwoa a complété cette réponse.')
  const adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
  await adwoa.open(`/app/assessments/${id}/check`)
  await adwoa.sees(t('line.check.whole'))
  await adwoa.follow(t('line.check.on'))
  await adwoa.choose(t('line.submit.confirm'))
  await adwoa.press(t('machines.assessment.event.submit'))
  await adwoa.sees(t('line.assessment.news.sent'), t('machines.assessment.state.submitted.author'))
  await adwoa.leave()
})
