import { beforeEach, describe, expect, test } from 'vitest'
import * as declareRoute from '#app/routes/app.assessments.$assessmentId.declare.tsx'
import * as opinionRoute from '#app/routes/app.assessments.$assessmentId.opinion._index.tsx'
import * as principleRoute from '#app/routes/app.assessments.$assessmentId.review.$principle.tsx'
import * as reviewRoute from '#app/routes/app.assessments.$assessmentId.review._index.tsx'
import * as reviewersRoute from '#app/routes/app.reviews.$assessmentId.tsx'
import * as reviewsRoute from '#app/routes/app.reviews._index.tsx'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { principlePage } from '#app/server/queries/judge.server.ts'
import { declareConflict, declareNoConflict, giveReview } from '#app/server/workflows/review.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPerson, aPlan, aSubmittedPlan, move, revisionOf, type Cast } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite } from '#tests/support/whole-site.ts'
import { principles } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'

withTestDatabase()
const context = {} as never

let cast: Cast
let second: Actor
beforeEach(async () => {
  cast = await aCast()
  second = await aPerson('Salome', 'reviewer', cast.funder)
})

type Route = { loader?: unknown; action?: unknown }
type Handler = (args: object) => unknown
type Params = Record<string, string>

async function open(route: Route, path: string, params: Params, who: { id: string }) {
  const cookie = await aCookieOf(who)
  return answerOf(() => (route.loader as Handler)({ request: ask(path, { cookie }), params, context }))
}
async function send(route: Route, path: string, params: Params, who: { id: string }, form: Params) {
  const cookie = await aCookieOf(who)
  return answerOf(() => (route.action as Handler)({ request: ask(path, { cookie, form }), params, context }))
}

const page = (id: string, end: string) => `/app/assessments/${id}/${end}`
const rights = (id: string) => ({ assessmentId: id, principle: 'rights' })

describe('judging one principle', () => {
  const begun = async () => {
    const id = await aSubmittedPlan(cast)
    await move(cast.reviewer, id, { type: 'startReview' })
    const { sampled, answers } = await principlePage(cast.reviewer, id, 'rights')
    const because = Object.fromEntries(sampled.map((one) => [`why-${one}`, 'Called by hand.']))
    return { id, sampled, because, other: answers.find((one) => !sampled.includes(one.id))!.id }
  }

  test('keeps every reason by name, and goes on to the next one', async () => {
    const { id, because, sampled, other } = await begun()
    const form = {
      judgement: 'accepted',
      reason: '',
      ...because,
      [`mark-${other}`]: 'exception',
      [`why-${other}`]: 'Only by day.',
      seenRevision: String(await revisionOf(id)),
    }
    const saved = await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, form)
    expectRedirect(saved, page(id, 'review/equity?saved=rights'))
    const { standing } = await principlePage(cast.reviewer, id, 'rights')
    expect(standing?.points).toHaveLength(1 + sampled.length)
    expect(standing?.points).toContainEqual({
      requirementId: other,
      kind: 'exception',
      reason: 'Only by day.',
    })
  })

  test('says which principle it is, and at the top what was done before', async () => {
    const site = await startWholeSite()
    const id = await aSubmittedPlan(cast)
    const cookie = await aFreshCookieOf(cast.reviewer)
    const t = wordsFor('en')
    const read = async (path: string) => (await site.ask(path, { cookie })).text()
    const start = { move: 'startReview', seenRevision: String(await revisionOf(id)) }
    const { headers } = await site.ask(page(id, 'review'), { cookie, form: start })
    expect(await read(headers.get('location')!)).toContain(t('judging.news.started'))
    expect(await read(page(id, 'review'))).not.toContain(t('judging.news.started'))
    for (const principle of principles) {
      const name = t(`content.principle.${principle}`)
      const html = await read(page(id, `review/${principle}?saved=${principle}`))
      expect(html).toContain(
        `<title>${t('judging.principle.pageTitleOf', { principle: name })} – Amana</title>`,
      )
      expect(html).toContain(t('judging.news.saved', { principle: name }))
    }
    expect(await read(page(id, 'review/rights?saved=%3Cb%3E'))).not.toContain('role="status"')
  })

  test('says what is missing and gives back what was typed', async () => {
    const { id, other } = await begun()
    const form = {
      judgement: 'changes_asked',
      reason: 'A whole paragraph of thought.',
      [`mark-${other}`]: 'change',
      seenRevision: String(await revisionOf(id)),
    }
    const answer = await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, form)
    expect(answer).toMatchObject({
      status: 422,
      value: { errors: { [`why-${other}`]: { key: 'review.error.change' } }, typed: form },
    })
  })

  test('from an old page says so, shows how it stands now, and gives back what was typed', async () => {
    const { id, because } = await begun()
    const seenRevision = String(await revisionOf(id))
    const form = { judgement: 'accepted', reason: 'Mine.', ...because, seenRevision }
    await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, {
      ...form,
      reason: 'Theirs.',
    })
    const answer = await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, form)
    expect(answer).toMatchObject({
      status: 409,
      value: { errors: { '': { key: 'judging.error.changedByAnother' } }, typed: { reason: 'Mine.' } },
    })
    const now = await open(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer)
    expect(now.value).toMatchObject({ standing: { reason: 'Theirs.', by: 'Samuel' } })
  })

  test('after a conflict was declared in another tab is gone, and gives the words back', async () => {
    const { id } = await begun()
    await declareConflict(cast.reviewer, id, '', now())
    const form = { judgement: 'accepted', reason: 'An hour of work.', 'why-V-P-01': 'More of it.' }
    const answer = await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, form)
    expect(answer.status).toBe(404)
    expect(answer.value).toEqual({ code: 'lostAccess', typed: 'An hour of work.\nMore of it.' })
    const opened = await open(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer)
    expect(opened).toMatchObject({ status: 404, value: { code: 'notFound' } })
    const stranger = await aPerson('Stranger', 'reviewer', cast.partner)
    const none = { ...form, seenRevision: '0' }
    expect(
      await send(
        principleRoute,
        page('00000000-0000-4000-8000-000000000000', 'review/rights'),
        rights('00000000-0000-4000-8000-000000000000'),
        stranger,
        none,
      ),
    ).toMatchObject({ status: 404, value: { code: 'notFound' } })
  })
})

test('whose review was given to somebody else meanwhile is told so, with their words', async () => {
  const id = await aSubmittedPlan(cast)
  await move(cast.reviewer, id, { type: 'startReview' })
  const form = { judgement: 'accepted', reason: 'An hour of work.', seenRevision: '2' }
  expect(await send(principleRoute, page(id, 'review/rights'), rights(id), cast.officer, form)).toMatchObject(
    { status: 403, value: { code: 'notPermitted' } },
  )
  const given = { part: 'first' as const, personId: second.id }
  await giveReview(cast.officer, id, given, now())
  expect(
    await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, form),
  ).toMatchObject({ status: 403, value: { code: 'lostAccess', typed: 'An hour of work.' } })
})

describe('declaring first', () => {
  test('stands before every page of judging, and leads back to it with what was typed', async () => {
    const id = await aPlan(cast)
    await move(cast.investigator, id, { type: 'submit' })
    const asked = await open(reviewRoute, page(id, 'review'), { assessmentId: id }, cast.reviewer)
    const next = encodeURIComponent(page(id, 'review'))
    expectRedirect(asked, `${page(id, 'declare')}?next=${next}`)

    const posted = await send(principleRoute, page(id, 'review/rights'), rights(id), cast.reviewer, {
      reason: 'Written before the rule.',
      seenRevision: '1',
    })
    expect(posted.status).toBe(302)
    expect(posted.location).toContain('held%3D')
    const said = await send(declareRoute, posted.location!, { assessmentId: id }, cast.reviewer, {
      conflict: 'none',
    })
    expect(said.location).toMatch(/\/review\/rights\?held=/)
    const back = await open(principleRoute, said.location!, rights(id), cast.reviewer)
    expect(back.value).toMatchObject({ held: { reason: 'Written before the rule.' } })
  })

  test('wants an answer, keeps the reason, never leads elsewhere, and a conflict ends on a page that knows nothing', async () => {
    const id = await aPlan(cast)
    await move(cast.investigator, id, { type: 'submit' })
    const params = { assessmentId: id }
    expect(
      await send(declareRoute, page(id, 'declare'), params, cast.reviewer, { reason: 'Hm.' }),
    ).toMatchObject({ status: 422, value: { errors: { conflict: {} }, typed: { reason: 'Hm.' } } })
    const elsewhere = `${page(id, 'declare')}?next=${encodeURIComponent('https://evil.example/')}`
    expectRedirect(
      await send(declareRoute, elsewhere, params, second, { conflict: 'none' }),
      page(id, 'review'),
    )
    expectRedirect(
      await send(declareRoute, page(id, 'declare'), params, cast.reviewer, { conflict: 'conflict' }),
      '/app/reviews/stepped-back',
    )
    expect(await open(declareRoute, page(id, 'declare'), params, cast.reviewer)).toMatchObject({
      status: 404,
    })
  })

  test('leads a second reviewer to pages of their own', async () => {
    const id = await aSubmittedPlan(cast)
    await giveReview(cast.officer, id, { part: 'second', personId: second.id }, now())
    await declareNoConflict(second, id, now())
    const asked = await open(reviewRoute, page(id, 'review'), { assessmentId: id }, second)
    expectRedirect(asked, page(id, 'opinion'))
    const own = await open(opinionRoute, page(id, 'opinion'), { assessmentId: id }, second)
    expect(own).toMatchObject({ status: 200, value: { part: 'second', done: false, mayGive: true } })
  })
})

describe('giving plans to reviewers', () => {
  test('several at once, with what could not be given and why', async () => {
    const id = await aSubmittedPlan(cast)
    const form = { assessmentIds: id, personId: second.id, part: 'first' }
    expect(await send(reviewsRoute, '/app/reviews', {}, cast.reviewer, form)).toMatchObject({ status: 403 })
    expect(await send(reviewsRoute, '/app/reviews', {}, cast.officer, { part: 'first' })).toMatchObject({
      status: 422,
      value: { errors: { assessmentIds: { key: 'review.error.plans' }, personId: {} } },
    })
    expect(await send(reviewsRoute, '/app/reviews', {}, cast.officer, form)).toMatchObject({
      status: 200,
      value: { done: { given: 1, refused: [] } },
    })
    const approver = { ...form, personId: cast.approver.id }
    expect(await send(reviewsRoute, '/app/reviews', {}, cast.officer, approver)).toMatchObject({
      status: 409,
      value: { done: { given: 0, refused: [{ why: 'noReviewer' }] } },
    })
  })

  test('one plan, unless somebody else gave it meanwhile', async () => {
    const id = await aSubmittedPlan(cast)
    const path = `/app/reviews/${id}`
    const give = (firstId: string, was = '') =>
      send(reviewersRoute, path, { assessmentId: id }, cast.officer, { move: 'giveFirst', firstId, was })
    expectRedirect(await give(second.id), `${path}?news=giveFirst`)
    expect(await give(cast.reviewer.id)).toMatchObject({
      status: 409,
      value: { typed: { firstId: cast.reviewer.id } },
    })
    expectRedirect(await give('', second.id), `${path}?news=giveFirst`)
    for (const who of [cast.reviewer, cast.investigator]) {
      const { status } = await open(reviewersRoute, path, { assessmentId: id }, who)
      expect([403, 404]).toContain(status)
    }
    const pay = { move: 'pay', payeeId: second.id, amount: 'much', currency: 'GBP', 'paidOn.day': '1' }
    expect(await send(reviewersRoute, path, { assessmentId: id }, cast.officer, pay)).toMatchObject({
      status: 422,
      value: { typed: { amount: 'much' } },
    })
  })
})
