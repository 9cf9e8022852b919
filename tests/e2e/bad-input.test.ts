import { beforeAll, expect, test } from 'vitest'
import { ask, hiddenIn, wordsIn } from '#tests/support/asking.ts'
import { cookieOf, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import {
  anOpenCall,
  aPlan,
  aSentPlan,
  declares,
  get,
  post,
  questionAnswered,
} from '#tests/support/records.ts'
import { wordsFor } from '#content/words.ts'

/** Through real HTTP, as a browser without script or somebody with ill intent would send it. */
const t = wordsFor('en')
const fr = wordsFor('fr')
const nowhere = '00000000-0000-4000-8000-000000000000'
const choiceQuestion = questionAnswered('yes-partly-no')
let cast: Cast

beforeAll(async () => {
  cast = await theCast()
})

test('the same submission sent twice is sent once', async () => {
  const id = await aPlan(cast)
  const path = `/app/assessments/${id}/submit`
  const { html } = await get(cast.investigator, path)
  const form = { confirmed: 'yes', seenRevision: hiddenIn(html, 'seenRevision') }
  const both = await Promise.all([post(cast.investigator, path, form), post(cast.investigator, path, form)])

  expect(both.map(({ location }) => /news=(\w+)/.exec(location ?? '')?.[1]).sort()).toEqual(['moved', 'sent'])
  await declares(cast.reviewer, id)
  const page = wordsIn((await get(cast.reviewer, `/app/assessments/${id}`)).html)
  expect(page).toContain('first time')
})

test('one answer sent twice is one answer, without a quarrel', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const form = { choice: 'yes', text_yes: 'Written twice.', seenRevision: '0', then: 'next' }
  const both = await Promise.all([post(cast.investigator, path, form), post(cast.investigator, path, form)])

  expect(both.map(({ status }) => status)).toEqual([302, 302])
})

test('an answer that arrives after the plan was sent is refused, and its words are still on the page', async () => {
  const id = await aSentPlan(cast)
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const late = await post(cast.investigator, path, {
    choice: 'yes',
    text_yes: 'Too late, but not lost.',
    seenRevision: '1',
  })

  expect(late.status).toBe(409)
  expect(wordsIn(late.html)).toContain('Too late, but not lost.')
})

test('a call moved from a stale page is refused, and a second call is not made', async () => {
  const id = await anOpenCall(cast)
  const stale = await post(cast.officer, `/app/calls/${id}`, { move: 'close', seenRevision: '0' })

  expect(stale.status).toBe(409)
  expect(wordsIn(stale.html)).toContain(t('line.moved.title'))
  expect(wordsIn((await get(cast.officer, `/app/calls/${id}`)).html)).toContain(
    t('machines.call.state.open.owner'),
  )
})

test.each([
  ['nobody’s', nowhere],
  ['malformed', 'not-an-id'],
  ['over-long', 'x'.repeat(3000)],
  ['hostile', `${nowhere}' or '1'='1`],
])('an id that is %s is a page that is not there', async (_name, id) => {
  for (const path of [
    `/app/assessments/${encodeURIComponent(id)}`,
    `/app/assessments/${encodeURIComponent(id)}/review`,
    `/app/assessments/${encodeURIComponent(id)}/decide`,
    `/app/assessments/${encodeURIComponent(id)}/sign`,
    `/app/assessments/${encodeURIComponent(id)}/documents/full_record`,
    `/app/calls/${encodeURIComponent(id)}`,
    `/app/programmes/${encodeURIComponent(id)}`,
    `/calls/${encodeURIComponent(id)}`,
    `/verify/${encodeURIComponent(id)}`,
  ]) {
    expect((await get(cast.approver, path)).status, path).toBe(404)
  }
})

test('another organisation’s plan is not there, neither to read nor to change', async () => {
  const id = await aPlan(cast, { answered: 1 })
  const stranger = cast.peerReviewer
  for (const page of [
    '',
    '/check',
    '/submit',
    '/review',
    '/decide',
    '/sign',
    `/requirements/${choiceQuestion}`,
  ]) {
    expect((await get(stranger, `/app/assessments/${id}${page}`)).status, page).toBe(404)
  }
  for (const [page, form] of [
    ['/submit', { confirmed: 'yes' }],
    ['/review', { move: 'startReview' }],
    [`/requirements/${choiceQuestion}`, { choice: 'yes' }],
  ] as const) {
    const { status } = await post(stranger, `/app/assessments/${id}${page}`, { ...form, seenRevision: '0' })
    expect(status, page).toBe(404)
  }
})

test('the funder sees nothing of a draft that answers its own call', async () => {
  const id = await aPlan(cast, { answered: 1 })
  for (const person of [cast.reviewer, cast.approver, cast.officer]) {
    expect((await get(person, `/app/assessments/${id}/review`)).status, person.name).toBe(404)
  }
})

test('a question, a principle or a document that does not exist is not there', async () => {
  const id = await aSentPlan(cast)
  await declares(cast.reviewer, id)
  for (const page of ['/requirements/Z-Z-99', '/review/honesty', '/documents/secret_record']) {
    expect((await get(cast.reviewer, `/app/assessments/${id}${page}`)).status, page).toBe(404)
  }
})

test('a step that belongs to somebody else is refused with words', async () => {
  const id = await aSentPlan(cast)
  for (const person of [cast.reviewer, cast.approver]) await declares(person, id)
  const refused = await post(cast.approver, `/app/assessments/${id}/review`, {
    move: 'startReview',
    seenRevision: hiddenIn((await get(cast.reviewer, `/app/assessments/${id}/review`)).html, 'seenRevision'),
  })

  expect(refused.status).toBe(403)
  expect(wordsIn(refused.html)).toContain(t('shell.problem.notPermitted.title'))
})

test('an answer of a million characters is refused with its length, and is still on the page', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const text = 'a'.repeat(1_000_000)
  const refused = await post(cast.focalPoint, path, { choice: 'no', text_no: text, seenRevision: '0' })

  expect(refused.status).toBe(422)
  expect(wordsIn(refused.html)).toContain('1,000,000')
  expect(refused.html).toContain(text)
})

test('more than a form can carry is refused before it is read into a page', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const refused = await post(cast.focalPoint, path, { choice: 'no', text_no: 'a'.repeat(3_000_000) })

  expect(refused.status).toBe(413)
  expect(wordsIn(refused.html)).toContain(t('shell.problem.tooLarge.title'))
})

test('a null byte is taken out, named, and the rest is kept', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const refused = await post(cast.focalPoint, path, {
    choice: 'no',
    text_no: 'Before\u0000after',
    seenRevision: '0',
  })

  expect(refused.status).toBe(422)
  expect(wordsIn(refused.html)).toContain(t('shell.form.nullByte'))
  expect(refused.html).toContain('Beforeafter')
  expect((await get(cast.officer, '/app/assessments/%00')).status).toBe(400)
})

test('in French the refusals are in French', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const refused = await post(cast.investigator, path, { seenRevision: '0' })

  expect(refused.status).toBe(422)
  expect(wordsIn(refused.html)).toContain(fr('content.answer.error.choiceMissing'))
})

test('a form from another site, or from nowhere, changes nothing', async () => {
  const id = await anOpenCall(cast)
  const asker = { ...cast.officer, cookie: await cookieOf(cast.officer) }
  const { html } = await get(cast.officer, `/app/calls/${id}`)
  const form = { move: 'close', seenRevision: hiddenIn(html, 'seenRevision') }
  for (const origin of ['https://elsewhere.example', 'null', 'http://localhost:1']) {
    const refused = await ask(asker, `/app/calls/${id}`, form, { origin })
    expect(refused.status, origin).toBe(403)
  }
  expect(wordsIn((await get(cast.officer, `/app/calls/${id}`)).html)).toContain(
    t('machines.call.state.open.owner'),
  )
})

test('a form that is no form is told so', async () => {
  const id = await aPlan(cast, { answered: 0 })
  const path = `/app/assessments/${id}/requirements/${choiceQuestion}`
  const asker = { ...cast.focalPoint, cookie: await cookieOf(cast.focalPoint) }
  const refused = await ask(asker, path, { choice: 'yes' }, { 'content-type': 'application/json' })

  expect(refused.status).toBe(422)
  expect(wordsIn(refused.html)).toContain(t('shell.form.unreadable'))
})
