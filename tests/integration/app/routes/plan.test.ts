import { beforeEach, describe, expect, test } from 'vitest'
import * as contextRoute from '#app/routes/app.assessments.$assessmentId.context.tsx'
import * as newCallRoute from '#app/routes/app.calls.new.tsx'
import * as newPlanRoute from '#app/routes/app.assessments.new.tsx'
import * as takeBackRoute from '#app/routes/app.assessments.$assessmentId.take-back.tsx'
import * as upgradeRoute from '#app/routes/app.assessments.$assessmentId.upgrade.tsx'
import { contextQuestions, filledIn } from '#app/forms/context.form.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlan, aSubmittedPlan, revisionOf, stateOf, type Cast } from '#tests/support/line.ts'
import { aTieredPlan, work } from '#tests/support/tiered-framework.ts'

const database = withTestDatabase()
const context = {} as never
let cast: Cast

beforeEach(async () => {
  cast = await aCast()
})

type Route = { loader?: unknown; action?: unknown }
type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown

async function open(route: Route, assessmentId: string, who: { id: string }) {
  const request = ask(`/app/assessments/${assessmentId}`, { cookie: await aCookieOf(who) })
  return answerOf(() => (route.loader as Handler)({ request, params: { assessmentId }, context }))
}

async function send(route: Route, assessmentId: string, who: { id: string }, form: Record<string, string>) {
  const request = ask(`/app/assessments/${assessmentId}`, { cookie: await aCookieOf(who), form })
  return answerOf(() => (route.action as Handler)({ request, params: { assessmentId }, context }))
}

const said = (...yes: Parameters<typeof work>) => filledIn(work(...yes))

describe('the page on which the work is described', () => {
  test('without an answer to every question is refused, and what was typed comes back', async () => {
    const id = await aTieredPlan(cast)
    const { people: _people, ...rest } = said(['conflict'])
    const answer = await send(contextRoute, id, cast.investigator, { ...rest, seenRevision: '0' })
    expect(answer).toMatchObject({ status: 422, value: { typed: { conflict: 'yes' } } })
    expect(keysIn(answer)).toEqual(['tier.error.people'])
  })

  test('saves the first time at once, and later shows the change before it is confirmed', async () => {
    const id = await aTieredPlan(cast)
    const first = await send(contextRoute, id, cast.investigator, { ...said(['people']), seenRevision: '0' })
    expectRedirect(first, `/app/assessments/${id}/context?news=saved`)

    const again = { ...said(['people', 'children']), seenRevision: '1' }
    const looked = await send(contextRoute, id, cast.investigator, { ...again, step: 'look' })
    expect(looked).toMatchObject({ status: 200, value: { change: { tier: { before: 2, after: 3 } } } })
    const edited = await send(contextRoute, id, cast.investigator, { ...again, step: 'edit' })
    expect(edited).toMatchObject({ status: 200, value: { change: null, typed: { children: 'yes' } } })
    const confirmed = await send(contextRoute, id, cast.investigator, { ...again, step: 'confirm' })
    expectRedirect(confirmed, `/app/assessments/${id}/context?news=saved`)
  })

  test('in two windows keeps what was saved first, and shows both', async () => {
    const id = await aTieredPlan(cast)
    await send(contextRoute, id, cast.investigator, { ...said(['people']), seenRevision: '0' })
    const late = await send(contextRoute, id, cast.focalPoint, { ...said(['travel']), seenRevision: '0' })
    expect(late).toMatchObject({
      status: 409,
      value: { conflict: { by: 'Adwoa', revision: 1 }, typed: { travel: 'yes', people: 'no' } },
    })
  })

  test('takes nothing that is no yes and no no', async () => {
    const id = await aTieredPlan(cast)
    const hostile = Object.fromEntries(contextQuestions.map((each) => [each, '<script>']))
    const answer = await send(contextRoute, id, cast.investigator, { ...hostile, seenRevision: '0' })
    expect(answer.status).toBe(422)
    const noRevision = await send(contextRoute, id, cast.investigator, { ...said(), seenRevision: 'x' })
    expect(noRevision.status).toBe(422)
  })

  test('does not exist where nothing is described, nor for whoever reviews', async () => {
    expect(await open(contextRoute, await aPlan(cast), cast.investigator)).toMatchObject({ status: 404 })
    expect(await open(contextRoute, await aTieredPlan(cast), cast.reviewer)).toMatchObject({
      status: 404,
    })
  })
})

describe('the page that takes a plan back', () => {
  test('goes to the draft, and from an old page says that somebody was faster', async () => {
    const id = await aSubmittedPlan(cast)
    const revision = await revisionOf(id)
    const late = await send(takeBackRoute, id, cast.investigator, { seenRevision: String(revision - 1) })
    expectRedirect(late, `/app/assessments/${id}?news=moved`)
    const done = await send(takeBackRoute, id, cast.investigator, { seenRevision: String(revision) })
    expectRedirect(done, `/app/assessments/${id}?news=takenBack`)
    expect(await stateOf(id)).toBe('draft')
  })

  test('after the call has closed asks whether that is understood', async () => {
    const id = await aSubmittedPlan(cast)
    await database.query(`update call set state = 'closed'`)
    const form = { seenRevision: String(await revisionOf(id)) }
    const refused = await send(takeBackRoute, id, cast.investigator, form)
    expect(refused.status).toBe(422)
    expect(keysIn(refused)).toEqual(['line.takeBack.error.understood'])
    await send(takeBackRoute, id, cast.investigator, { ...form, understood: 'yes' })
    expect(await stateOf(id)).toBe('draft')
  })

  test('opens for nobody else', async () => {
    const id = await aSubmittedPlan(cast)
    expect(await open(takeBackRoute, id, cast.focalPoint)).toMatchObject({ status: 403 })
    expect(await open(takeBackRoute, id, cast.reviewer)).toMatchObject({ status: 404 })
  })
})

describe('the page of a newer version', () => {
  test('goes over and asks about the work where that is new', async () => {
    const id = await aPlan(cast)
    const form = { seenRevision: String(await revisionOf(id)), version: '1' }
    expect(await send(upgradeRoute, id, cast.focalPoint, form)).toMatchObject({ status: 403 })
    expect((await send(upgradeRoute, id, cast.investigator, { ...form, version: '1e9' })).status).not.toBe(
      500,
    )
    expectRedirect(await send(upgradeRoute, id, cast.investigator, form), `/app/assessments/${id}/context`)
    expectRedirect(await send(upgradeRoute, id, cast.investigator, form), /moved|404/)
  })
})

describe('a call with a floor', () => {
  test('keeps it, shows how much it asks, and sends whoever begins to describe the work', async () => {
    await aTieredPlan(cast)
    const [row] = await database.query<{ id: string }>('select id from call where organisation_id = $1', [
      cast.funder.id,
    ])
    const later = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000)
    const form = {
      title: 'With a floor',
      summary: 'At least tier 2.',
      'closesOn.day': String(later.getUTCDate()),
      'closesOn.month': String(later.getUTCMonth() + 1),
      'closesOn.year': String(later.getUTCFullYear()),
      leastTier: '2',
    }
    const [programme] = await database.query<{ id: string }>(
      'select p.id from programme p where p.organisation_id = $1',
      [cast.funder.id],
    )
    const cookie = await aCookieOf(cast.officer)
    const path = `/app/calls/new?programme=${programme!.id}`
    const create = (more: Record<string, string>) =>
      answerOf(() =>
        (newCallRoute.action as unknown as Handler)({
          request: ask(path, { cookie, form: { ...form, ...more } }),
          params: {},
          context,
        }),
      )
    expect(await create({ leastTier: '4' })).toMatchObject({ status: 422 })
    expectRedirect(await create({}), /^\/app\/calls\//)
    const [stored] = await database.query<{ least_tier: number }>(
      "select least_tier from call where title = 'With a floor'",
    )
    expect(stored).toEqual({ least_tier: 2 })

    const start = ask(`/app/assessments/new?call=${row!.id}`, {
      cookie: await aCookieOf(cast.investigator),
      form: { organisationId: cast.partner.id, title: 'Looms', country: 'GH', locale: 'fr' },
    })
    const begun = await answerOf(() =>
      (newPlanRoute.action as unknown as Handler)({ request: start, params: {}, context }),
    )
    expectRedirect(begun, /^\/app\/assessments\/[^/]+\/context$/)
  })
})
