import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordsIn } from '#tests/support/asking.ts'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aRisk } from '#tests/support/plan-parts.ts'
import {
  answer,
  aPlan,
  declares,
  get,
  inLanguage,
  neededOf,
  post,
  questionAnswered,
  questionsOf,
  sent,
} from '#tests/support/records.ts'
import { aPdf } from '#tests/support/uploads.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { currentFramework, principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

/** French, without a script; she who helps works for another organisation and writes on a cheap phone. */
const t = wordsFor('fr')
const title = 'Chansons du marché'
const remark = 'Qui répond quand Efua est en voyage ?'
const [hers, helpers] = ['Chaque jeudi, devant la mosquée.', 'Et aussi le samedi, au puits.']
const question = questionAnswered('voice-or-text')
const { principle } = currentFramework.requirements.find(({ id }) => id === question)!
let cast: Cast
let id: string
let adwoa: Visitor
let ines: Visitor

beforeAll(async () => {
  cast = await theCast()
  id = await aPlan(cast, { title, answered: 0, locale: 'fr' })
  await inLanguage(cast.investigator, 'fr')
  for (const helper of [cast.peerReviewer, cast.peerApprover]) await inLanguage(helper, 'fr')
  adwoa = await aVisitor({ person: cast.investigator, locale: 'fr' })
  ines = await aVisitor({ person: cast.peerReviewer, locale: 'fr', width: 320 })
})
afterAll(async () => {
  await adwoa?.leave()
  await ines?.leave()
  for (const helper of [cast.peerReviewer, cast.peerApprover]) await inLanguage(helper, 'en')
  await closeBrowser()
})

const path = (page = '') => `/app/assessments/${id}${page}`
const box = (visitor: Visitor) => visitor.page.getByLabel(t('content.answer.text.open'), { exact: true })

test('whoever is not invited does not find the plan', async () => {
  expect((await get(cast.peerReviewer, path())).status).toBe(404)
})

test('the investigator invites somebody of another organisation to write, and another to comment', async () => {
  await adwoa.open(path())
  await adwoa.follow(t('line.beside.contributors'))
  await adwoa.write(t('together.invite.name'), 'personne-de-connu')
  await adwoa.choose(t('together.invite.contributor'))
  await adwoa.press(t('together.invite.do'), 422)
  await adwoa.sees(t('together.invite.unknown'))
  for (const [guest, may] of [
    [cast.peerReviewer, 'contributor'],
    [cast.peerApprover, 'commenter'],
  ] as const) {
    await adwoa.write(t('together.invite.name'), guest.signsInWith)
    await adwoa.choose(t(`together.invite.${may}`))
    await adwoa.press(t('together.invite.do'))
    await adwoa.sees(guest.name)
  }
  await adwoa.sees(t('together.contributors.may.contributor'), t('together.contributors.may.commenter'))
})

test('a principle is hers to see to', async () => {
  await adwoa.page.getByLabel(t('together.assign.principle'), { exact: true }).selectOption(principle)
  const who = adwoa.page.getByLabel(t('together.assign.person'), { exact: true })
  expect(await who.innerText(), 'nobody who only comments is given one').not.toContain(cast.peerApprover.name)
  await who.selectOption({ label: cast.peerReviewer.name })
  await adwoa.press(t('together.assign.do'))
  await adwoa.sees(t('together.news.assigned'))
})

test('she finds it waiting, with what is hers, and answers and comments', async () => {
  await ines.open('/app')
  await ines.follow(t('line.waiting.write', { title }))
  await ines.sees(new RegExp(t('line.tasks.assigned', { name: cast.peerReviewer.name })))
  await ines.open(path(`/requirements/${question}`))
  await ines.write(t('together.comment.body'), remark)
  await ines.press(t('together.comment.do'))
  await ines.sees(remark)
})

test('two write one answer at once: both texts are shown and nothing is lost', async () => {
  await ines.open(path(`/requirements/${question}`))
  await adwoa.open(path(`/requirements/${question}`))
  await box(adwoa).fill(hers)
  await adwoa.press(t('content.do.saveAndGoBack'))
  await box(ines).fill(helpers)
  await ines.press(t('content.do.saveAndContinue'), 409)
  await ines.sees(t('shell.conflict.by', { name: cast.investigator.name }), hers)
  expect(await box(ines).inputValue()).toBe(helpers)
  await box(ines).fill(`${hers} ${helpers}`)
  await ines.press(t('content.do.saveAndGoBack'))
})

test('the comment is settled where it was made, and kept', async () => {
  await adwoa.open(path(`/requirements/${question}`))
  expect(await box(adwoa).inputValue()).toBe(`${hers} ${helpers}`)
  await adwoa.sees(remark)
  await adwoa.press(new RegExp(`^${t('together.comment.settle')}`))
  await adwoa.sees(t('together.comments.settled'), remark)
})

test('she shows a file for it, from a telephone', async () => {
  await ines.open(path(`/requirements/${question}`))
  await ines.follow(t('evidence.panel.add'))
  await ines.write(t('evidence.field.title'), 'Lettre des femmes du marché')
  await ines.choose(t('evidence.kind.file'))
  const file = { name: 'lettre.pdf', mimeType: 'application/pdf', buffer: aPdf() }
  await ines.page.getByLabel(t('evidence.field.file'), { exact: true }).first().setInputFiles(file)
  await ines.press(t('evidence.new.save'))
  await ines.sees('Lettre des femmes du marché')
})

test('whoever was asked to comment reads the answer and cannot change it', async () => {
  const { html, status } = await get(cast.peerApprover, path(`/requirements/${question}`))
  expect(status).toBe(200)
  expect(wordsIn(html)).toContain(helpers)
  expect(html).not.toContain('name="seenRevision"')
  const tried = await post(cast.peerApprover, path(`/requirements/${question}`), {
    text: 'Non.',
    seenRevision: '2',
  })
  expect(tried.status).toBe(403)
  expect(wordsIn((await get(cast.peerApprover, path())).html)).toContain(t('line.tasks.notYours'))
  expect((await post(cast.peerApprover, path('/lists/sites/new'), { name: 'Zemani' })).status).toBe(403)
})

test('neither helper can send it; the investigator does', async () => {
  for (const { id: requirement } of neededOf(questionsOf()))
    await answer(cast.focalPoint, id, requirement, 'C’est fait.')
  await aRisk(cast.peerReviewer, id)
  for (const helper of [cast.peerReviewer, cast.peerApprover])
    expect((await get(helper, path('/submit'))).status, helper.name).toBe(403)
  await sent(cast.investigator, id)
})

test('the funder’s reviewer reads answers, evidence and risks, and never a comment', async () => {
  await declares(cast.reviewer, id)
  const samuel = await aVisitor({ person: cast.reviewer })
  await samuel.open(path(`/review/${principle}`))
  await samuel.sees(`${hers} ${helpers}`, 'Lettre des femmes du marché')
  await samuel.open(path('/review/risks'))
  await samuel.sees(wordsFor('en')('registers.sent.count', { count: 1 }))
  await samuel.leave()
  for (const page of ['', '/review', '/review/risks', ...principles.map((one) => `/review/${one}`)])
    expect((await get(cast.reviewer, path(page))).html, page).not.toContain(remark)
  expect((await get(cast.reviewer, path('/comments'))).status).toBe(404)
})
