import { beforeEach, describe, expect, test } from 'vitest'
import * as answerRoute from '#app/routes/app.assessments.$assessmentId.requirements.$requirementId.tsx'
import * as assessmentRoute from '#app/routes/app.assessments.$assessmentId._index.tsx'
import * as callRoute from '#app/routes/app.calls.$callId.tsx'
import * as checkRoute from '#app/routes/app.assessments.$assessmentId.check.tsx'
import * as homeRoute from '#app/routes/app._index.tsx'
import * as newCallRoute from '#app/routes/app.calls.new.tsx'
import * as newPlanRoute from '#app/routes/app.assessments.new.tsx'
import * as newProgrammeRoute from '#app/routes/app.programmes.new.tsx'
import * as programmeRoute from '#app/routes/app.programmes.$programmeId.tsx'
import * as publicCallRoute from '#app/routes/calls.$callId.tsx'
import * as submitRoute from '#app/routes/app.assessments.$assessmentId.submit.tsx'
import * as withdrawRoute from '#app/routes/app.assessments.$assessmentId.withdraw.tsx'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOpenCall,
  anOrganisation,
  aPerson,
  aPlan,
  aSubmittedPlan,
  move,
  revisionOf,
  stateOf,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()
const context = {} as never

let cast: Cast

beforeEach(async () => {
  cast = await aCast()
})

type Who = { id: string } | null
type Route = { loader?: unknown; action?: unknown }
type Params = Record<string, string>

async function open(route: Route, path: string, params: Params, who: Who) {
  const cookie = who && (await aCookieOf(who))
  return answerOf(() => (route.loader as Handler)({ request: ask(path, { cookie }), params, context }))
}

async function send(
  route: Route,
  path: string,
  params: Params,
  who: Who,
  form: Record<string, string>,
  cookie?: string,
) {
  const signedIn = cookie ?? (who && (await aCookieOf(who)))
  return answerOf(() =>
    (route.action as Handler)({ request: ask(path, { cookie: signedIn, form }), params, context }),
  )
}

type Handler = (args: { request: Request; params: Params; context: never }) => unknown

const inSixty = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000)
const closing = {
  'closesOn.day': String(inSixty.getUTCDate()),
  'closesOn.month': String(inSixty.getUTCMonth() + 1),
  'closesOn.year': String(inSixty.getUTCFullYear()),
}

describe('an answer', () => {
  const path = (id: string, requirementId = 'V-P-01') =>
    `/app/assessments/${id}/requirements/${requirementId}`
  const params = (assessmentId: string, requirementId = 'V-P-01') => ({ assessmentId, requirementId })
  const save = (who: Who, id: string, form: Record<string, string>, cookie?: string) =>
    send(answerRoute, path(id), params(id), who, { seenRevision: '0', ...form }, cookie)
  const textOf = async (id: string) =>
    (
      await database.query<{ text: string }>(
        "select text from answer where assessment_id = $1 and requirement_id = 'V-P-01'",
        [id],
      )
    )[0]?.text

  test('of a draft is shown to nobody outside, and written by nobody outside', async () => {
    const id = await aPlan(cast, { answered: 1 })
    for (const stranger of [cast.officer, cast.reviewer, cast.approver]) {
      expect(await open(answerRoute, path(id), params(id), stranger)).toMatchObject({ status: 404 })
      expect(await save(stranger, id, { text: 'Mine now' })).toMatchObject({ status: 404 })
    }
    expect(await textOf(id)).toBe('It is done.')
  })

  test('to a question or plan that does not exist is a page that does not exist', async () => {
    const id = await aPlan(cast, { answered: 0 })
    for (const [assessmentId, requirementId] of [
      ['nonsense', 'V-P-01'],
      [id, 'X-X-99'],
      [id, 'V-F-01'],
      ['00000000-0000-4000-8000-000000000000', 'V-P-01'],
    ] as const) {
      const answer = await open(
        answerRoute,
        path(assessmentId),
        { assessmentId, requirementId },
        cast.investigator,
      )
      expect(answer.status, `${assessmentId} ${requirementId}`).toBe(404)
    }
  })

  test.each([
    ['nothing', {}, 'content.answer.error.textMissing.open'],
    ['a null byte', { text: 'ab\u0000c' }, 'shell.form.nullByte'],
    ['20,001 characters', { text: 'é'.repeat(20_001) }, 'content.answer.error.textTooLong'],
    ['a megabyte', { text: 'a'.repeat(1_000_000) }, 'content.answer.error.textTooLong'],
  ])('of %s is refused, and what was typed comes back', async (_, form: Record<string, string>, key) => {
    const id = await aPlan(cast, { answered: 0 })
    const answer = await save(cast.investigator, id, form)
    expect(answer.status).toBe(422)
    expect(keysIn(answer)).toEqual([key])
    const { typed } = answer.value as { typed: { text?: string } }
    expect(typed.text ?? '').toBe((form.text ?? '').replace('\u0000', ''))
    expect(await textOf(id)).toBeUndefined()
  })

  test('is saved by investigator and focal point, and leads on or back', async () => {
    const id = await aPlan(cast, { answered: 0 })
    expectRedirect(await save(cast.focalPoint, id, { text: 'Efua’s words, ɓ ɗ ƙ' }), path(id, 'V-P-02'))
    const back = await save(cast.investigator, id, { text: 'Both', seenRevision: '1', then: 'list' })
    expectRedirect(back, `/app/assessments/${id}`)
    expect(await textOf(id)).toBe('Both')
  })

  test('saved by two at once keeps both texts, and the next save is made knowingly', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await save(cast.focalPoint, id, { text: 'Efua’s words' })
    const answer = await save(cast.investigator, id, { text: 'Adwoa’s words' })
    expect(answer.status).toBe(409)
    const { conflict, typed } = answer.value as {
      conflict: { by: string; theirs: { text: string; revision: number } }
      typed: { text: string }
    }
    expect(conflict).toMatchObject({ by: 'Efua', theirs: { text: 'Efua’s words', revision: 1 } })
    expect(typed.text).toBe('Adwoa’s words')
    expect(await textOf(id)).toBe('Efua’s words')

    await save(cast.investigator, id, {
      text: 'Adwoa’s words',
      seenRevision: String(conflict.theirs.revision),
    })
    expect(await textOf(id)).toBe('Adwoa’s words')
  })

  test('typed after somebody sent the plan is not saved, and comes back to whoever wrote it', async () => {
    const id = await aSubmittedPlan(cast)
    const answer = await save(cast.focalPoint, id, { text: 'One more thing', seenRevision: '1' })
    expect(answer.status).toBe(409)
    expect(answer.value).toMatchObject({ mine: { text: 'One more thing' }, conflict: null })
    expect(await textOf(id)).toBe('It is done.')
  })

  test('typed while the sign-in ended is there after signing in again', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const old = await aCookieOf(cast.investigator)
    await database.query("update session set expires_at = now() - interval '1 minute' where person_id = $1", [
      cast.investigator.id,
    ])
    const sentAway = await save(null, id, { text: 'An hour of work' }, old)
    expectRedirect(sentAway, /^\/app\/sign-in\?next=/)
    const next = new URL(sentAway.location!, 'http://localhost').searchParams.get('next')!
    const again = await open(answerRoute, next, params(id), cast.investigator)
    expect(again.value).toMatchObject({ kept: { text: 'An hour of work' } })
    expect((await open(answerRoute, next, params(id), cast.focalPoint)).value).toMatchObject({ kept: null })
  })
})

describe('a plan', () => {
  const submitPath = (id: string) => `/app/assessments/${id}/submit`
  const submit = (who: Who, id: string, form: Record<string, string>) =>
    send(submitRoute, submitPath(id), { assessmentId: id }, who, form)

  test('is begun only by who can finish it, and only for an open call', async () => {
    const call = await anOpenCall(cast)
    const path = `/app/assessments/new?call=${call}`
    const form = { organisationId: cast.partner.id, title: 'Nets', country: 'GH', locale: 'en' }
    for (const other of [cast.focalPoint, cast.officer, cast.reviewer])
      expect(await send(newPlanRoute, path, {}, other, form), other.name).toMatchObject({ status: 403 })
    expect(
      await send(newPlanRoute, path, {}, cast.investigator, { ...form, organisationId: cast.funder.id }),
    ).toMatchObject({ status: 403 })
    expect(keysIn(await send(newPlanRoute, path, {}, cast.investigator, { ...form, country: 'XX' }))).toEqual(
      ['line.plan.error.country'],
    )
    await database.query("update call set state = 'closed' where id = $1", [call])
    expect(await send(newPlanRoute, path, {}, cast.investigator, form)).toMatchObject({ status: 409 })
  })

  test('is sent by its investigator, whole, once, after a declaration', async () => {
    const unfinished = await aPlan(cast, { answered: 3 })
    expect(
      await submit(cast.investigator, unfinished, { seenRevision: '0', confirmed: 'yes' }),
    ).toMatchObject({ status: 409 })

    const id = await aPlan(cast)
    expect(await open(submitRoute, submitPath(id), { assessmentId: id }, cast.focalPoint)).toMatchObject({
      status: 403,
    })
    expect(await submit(cast.focalPoint, id, { seenRevision: '0', confirmed: 'yes' })).toMatchObject({
      status: 403,
    })
    expect(await submit(cast.reviewer, id, { seenRevision: '0', confirmed: 'yes' })).toMatchObject({
      status: 404,
    })
    expect(keysIn(await submit(cast.investigator, id, { seenRevision: '0' }))).toEqual([
      'line.submit.error.confirm',
    ])
    expect(await stateOf(id)).toBe('draft')

    const both = await Promise.all([
      submit(cast.investigator, id, { seenRevision: '0', confirmed: 'yes' }),
      submit(cast.investigator, id, { seenRevision: '0', confirmed: 'yes' }),
    ])
    expect(both.map(({ location }) => location?.split('?')[1]).sort()).toEqual(['news=moved', 'news=sent'])
    expect(await database.query('select 1 from submission where assessment_id = $1', [id])).toHaveLength(1)
  })

  test('shows its author what is asked again, and opens nothing else', async () => {
    const id = await aSubmittedPlan(cast)
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: ['V-P-02'], reason: 'Zemani is missing.' },
      { type: 'acceptPrinciple', principle: 'equity', reason: '' },
      { type: 'requestChanges' },
    )
    const page = (
      await open(assessmentRoute, `/app/assessments/${id}`, { assessmentId: id }, cast.investigator)
    ).value as {
      tasks: { principle: string; asked: unknown }[]
    }
    expect(page.tasks.map(({ principle, asked }) => [principle, asked])).toEqual([
      ['rights', { reason: 'Zemani is missing.', requirementIds: ['V-P-02'] }],
      ['equity', null],
      ['transparency', null],
      ['accountability', null],
    ])
    const requirement = (requirementId: string) =>
      open(answerRoute, `/app/assessments/${id}`, { assessmentId: id, requirementId }, cast.investigator)
    expect((await requirement('V-P-02')).value).toMatchObject({
      mayAnswer: true,
      asked: { reason: 'Zemani is missing.' },
    })
    expect((await requirement('V-P-01')).value).toMatchObject({
      mayAnswer: false,
      notAsked: true,
      asked: null,
    })
    expect((await requirement('E-P-01')).value).toMatchObject({ mayAnswer: false, asked: null })

    const again = { seenRevision: String(await revisionOf(id)), confirmed: 'yes', again: 'yes' }
    expectRedirect(await submit(cast.investigator, id, again), `/app/assessments/${id}?news=sent`)
    expect(await stateOf(id)).toBe('in_review')
  })

  test('is withdrawn by its investigator alone', async () => {
    const id = await aSubmittedPlan(cast)
    const withdraw = (who: Who) =>
      send(withdrawRoute, `/app/assessments/${id}/withdraw`, { assessmentId: id }, who, { seenRevision: '1' })
    expect(await withdraw(cast.reviewer)).toMatchObject({ status: 403 })
    expect(await withdraw(cast.focalPoint)).toMatchObject({ status: 403 })
    expectRedirect(await withdraw(cast.investigator), `/app/assessments/${id}?news=withdrawn`)
    expect(await stateOf(id)).toBe('withdrawn')
  })

  test('in draft is on no page of the funder, and its answers on none of an administrator', async () => {
    const id = await aPlan(cast, { answered: 2 })
    const administrator = await aPerson('Ada', 'administrator', cast.partner)
    expect(
      await open(assessmentRoute, `/app/assessments/${id}`, { assessmentId: id }, cast.reviewer),
    ).toMatchObject({ status: 404 })
    expect(
      await open(checkRoute, `/app/assessments/${id}/check`, { assessmentId: id }, cast.officer),
    ).toMatchObject({ status: 404 })
    expect(
      await open(assessmentRoute, `/app/assessments/${id}`, { assessmentId: id }, administrator),
    ).toMatchObject({ status: 403 })
    expect((await open(homeRoute, '/app', {}, administrator)).value).toMatchObject({
      waiting: [],
      byState: [],
    })
    expect((await open(homeRoute, '/app', {}, cast.officer)).value).toMatchObject({
      waiting: [],
      byState: [],
    })
    expect((await open(homeRoute, '/app', {}, cast.focalPoint)).value).toMatchObject({
      waiting: [{ id, waiting: 'write' }],
    })
  })
})

describe("a funder's own assessment", () => {
  const path = '/app/assessments/new?own=1'
  const form = { title: 'Our duties', country: 'GB', locale: 'en' }

  test('is begun by its safeguarding lead, and never reviewed by itself or by a body without reviewers', async () => {
    const lead = await aPerson('Amina', 'safeguarding_lead', cast.funder)
    const peer = await anOrganisation('Southgate Trust', 'funder')
    const own = { ...form, organisationId: cast.funder.id }
    expect(await open(newPlanRoute, path, {}, cast.investigator)).toMatchObject({ status: 403 })
    expect(
      await send(newPlanRoute, path, {}, cast.officer, { ...own, reviewingBodyId: peer.id }),
    ).toMatchObject({ status: 403 })
    expect(
      keysIn(await send(newPlanRoute, path, {}, lead, { ...own, reviewingBodyId: cast.funder.id })),
    ).toEqual(['line.plan.error.sameBody'])
    expect(await send(newPlanRoute, path, {}, lead, { ...own, reviewingBodyId: peer.id })).toMatchObject({
      status: 404,
    })

    await aPerson('One', 'reviewer', peer)
    await aPerson('Two', 'approver', peer)
    expectRedirect(
      await send(newPlanRoute, path, {}, lead, { ...own, reviewingBodyId: peer.id }),
      /^\/app\/assessments\//,
    )
  })
})

describe('a call', () => {
  test('is started, published and given time by its programme officer alone', async () => {
    const programme = { organisationId: cast.funder.id, title: 'Freedom Commons', summary: 'Arts.' }
    expect(await send(newProgrammeRoute, '/app/programmes/new', {}, cast.reviewer, programme)).toMatchObject({
      status: 403,
    })
    const started = await send(newProgrammeRoute, '/app/programmes/new', {}, cast.officer, programme)
    const programmeId = started.location!.split('/').at(-1)!
    expect(await open(programmeRoute, started.location!, { programmeId }, cast.investigator)).toMatchObject({
      status: 404,
    })

    const path = `/app/calls/new?programme=${programmeId}`
    const form = { title: 'A call', summary: 'For whom.', ...closing }
    expect(await send(newCallRoute, path, {}, cast.approver, form)).toMatchObject({ status: 403 })
    expect(await send(newCallRoute, path, {}, cast.investigator, form)).toMatchObject({ status: 404 })
    expect(
      keysIn(await send(newCallRoute, path, {}, cast.officer, { ...form, 'closesOn.year': '2020' })),
    ).toEqual(['line.call.error.past'])
    const drafted = await send(newCallRoute, path, {}, cast.officer, form)
    const callId = drafted.location!.split('/').at(-1)!
    expect(await open(callRoute, drafted.location!, { callId }, cast.investigator)).toMatchObject({
      status: 404,
    })
    expect(await open(publicCallRoute, `/calls/${callId}`, { callId }, null)).toMatchObject({ status: 404 })
    expect((await open(homeRoute, '/app', {}, cast.officer)).value).toMatchObject({
      toPublish: [{ id: callId }],
    })

    const moveCall = (who: Who, move: string, seenRevision: string, more = {}) =>
      send(callRoute, `/app/calls/${callId}`, { callId }, who, { move, seenRevision, ...more })
    expect(await moveCall(cast.reviewer, 'publish', '0')).toMatchObject({ status: 403 })
    expectRedirect(await moveCall(cast.officer, 'publish', '0'), `/app/calls/${callId}`)
    expect((await open(publicCallRoute, `/calls/${callId}`, { callId }, null)).value).toMatchObject({
      extent: { questions: { from: 2 } },
      state: 'open',
    })

    const later = { ...closing, 'closesOn.year': String(inSixty.getUTCFullYear() + 1) }
    const stale = await moveCall(cast.officer, 'extend', '0', later)
    expect(stale).toMatchObject({ status: 409, value: { moved: true, typed: later } })
    expect(keysIn(await moveCall(cast.officer, 'extend', '1', closing))).toEqual(['line.call.error.notLater'])
    expectRedirect(await moveCall(cast.officer, 'extend', '1', later), `/app/calls/${callId}`)
  })

  test('tells a visitor every question in the language of the address', async () => {
    const callId = await anOpenCall(cast)
    const page = (await open(publicCallRoute, `/calls/${callId}?lang=fr`, { callId }, null)).value as {
      requirements: { asked: { question: string }[] }[]
    }
    expect(page.requirements).toHaveLength(4)
    expect(page.requirements[0]?.asked[0]?.question).toMatch(/^Pour chaque groupe/)
    expect(await open(publicCallRoute, '/calls/nonsense', { callId: 'nonsense' }, null)).toMatchObject({
      status: 404,
    })
  })
})

test('nobody who is not signed in gets further than the door', async () => {
  for (const route of [homeRoute, newProgrammeRoute, newPlanRoute])
    expectRedirect(await open(route, '/app/programmes/new', {}, null), /^\/app\/sign-in/)
})
