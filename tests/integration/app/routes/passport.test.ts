import { beforeEach, expect, test } from 'vitest'
import * as passportRoute from '#app/routes/app.passport.tsx'
import * as openedRoute from '#app/routes/app.passports.$grantId.tsx'
import * as openedListRoute from '#app/routes/app.passports._index.tsx'
import * as planRoute from '#app/routes/app.assessments.$assessmentId.passport.tsx'
import { now } from '#app/server/clock.server.ts'
import { keepInPassport } from '#app/server/workflows/passport.server.ts'
import { currentFramework } from '#content/index.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, type Cast } from '#tests/support/line.ts'
import { aDescribedPlan, answered, ofBody } from '#tests/support/passport.ts'

const database = withTestDatabase()
const [first, second] = ofBody as [string, string]

let cast: Cast
let earlier: string
let later: string
beforeEach(async () => {
  cast = await aCast()
  earlier = (await aDescribedPlan(cast, 'Nets and names')).id
  later = (await aDescribedPlan(cast, 'Songs of the lake')).id
  await answered(cast, earlier, [first, second])
})

type Route = { loader?: unknown; action?: unknown }
type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown
type Who = { id: string }

async function visit(
  route: Route,
  path: string,
  params: Record<string, string>,
  who: Who,
  form?: Record<string, string>,
) {
  const cookie = await aCookieOf(who)
  const handler = (form ? route.action : route.loader) as Handler
  const request = ask(path, { cookie, ...(form ? { form } : {}) })
  return answerOf(() => handler({ request, params, context: {} as never }))
}

const onPlan = (id: string, who: Who, form?: Record<string, string>) =>
  visit(planRoute, `/app/assessments/${id}/passport`, { assessmentId: id }, who, form)
const onPassport = (who: Who, form?: Record<string, string>, search = '') =>
  visit(passportRoute, `/app/passport${search}`, {}, who, form)

async function grants() {
  return database.query<{ id: string; until_on: Date }>(
    'select id, until_on from passport_grant where organisation_id = $1 and ended_at is null',
    [cast.partner.id],
  )
}

test('who has nothing to do with it finds no such page', async () => {
  expect(await onPlan(earlier, cast.reviewer)).toMatchObject({ status: 404 })
  expect(await onPlan('nonsense', cast.investigator)).toMatchObject({ status: 404 })
  expect(await onPassport(cast.reviewer)).toMatchObject({ status: 403 })
  expect(await onPassport(cast.investigator, undefined, `?organisation=${cast.funder.id}`)).toMatchObject({
    status: 404,
  })
  expect(await visit(openedListRoute, '/app/passports', {}, cast.investigator)).toMatchObject({ status: 403 })
  const nowhere = { grantId: '00000000-0000-4000-8000-000000000000' }
  expect(await visit(openedRoute, '/app/passports/x', nowhere, cast.reviewer)).toMatchObject({ status: 404 })
})

test('kept, used and confirmed with forms alone', async () => {
  const keep = await onPlan(earlier, cast.investigator, { do: 'keep', keep: `${first}~0~1` })
  expectRedirect(keep, `/app/assessments/${earlier}/passport?news=kept`)
  const use = await onPlan(later, cast.investigator, { do: 'use', use: `${first}~1~0` })
  expectRedirect(use, `/app/assessments/${later}/passport?news=used`)
  const held = `${currentFramework.id}~${first}~1`
  const confirm = await onPassport(cast.investigator, { do: 'confirm', held })
  expectRedirect(confirm, `/app/passport?organisation=${cast.partner.id}&news=confirmed`)
  const late = await onPassport(cast.investigator, { do: 'takeOut', held })
  expect(late).toMatchObject({ status: 409, value: { moved: true } })
})

test.each([
  [{}, 'shell.form.invalid'],
  [{ do: 'burn' }, 'shell.form.invalid'],
  [{ do: 'use' }, 'passport.error.nothingTicked'],
  [{ do: 'keep' }, 'passport.error.nothingTicked'],
  [{ do: 'use', use: 'V-R-01~~' }, 'shell.form.invalid'],
  [{ do: 'end', grantId: "' or 1=1" }, 'shell.form.invalid'],
  [{ do: 'open' }, 'passport.open.error.missing'],
  [
    { do: 'open', 'untilOn.day': '31', 'untilOn.month': '2', 'untilOn.year': '2099' },
    'content.answer.error.dateNotReal',
  ],
  [
    { do: 'open', 'untilOn.day': '1', 'untilOn.month': '1', 'untilOn.year': '2020' },
    'passport.open.error.past',
  ],
  [
    { do: 'open', 'untilOn.day': '1', 'untilOn.month': '1', 'untilOn.year': '2099' },
    'passport.open.error.tooFar',
  ],
])('%j is refused with a reason, and nothing is opened', async (form: Record<string, string>, key) => {
  const answer = await onPlan(later, cast.investigator, form)
  expect(answer.status).toBe(422)
  expect(keysIn(answer)).toEqual([key])
  expect(answer.value).toMatchObject({ typed: form })
  expect(await grants()).toEqual([])
})

test('ticks on what somebody changed meanwhile come back with a 409, and nothing is written', async () => {
  await keepInPassport(
    cast.investigator,
    earlier,
    [{ requirementId: first, passportRevision: 0, answerRevision: 1 }],
    now(),
  )
  await answered(cast, later, [first], 'Typed meanwhile.')
  const form = { do: 'use', use: `${first}~1~0` }
  const answer = await onPlan(later, cast.investigator, form)
  expect(answer).toMatchObject({ status: 409, value: { moved: true, typed: form } })
  const rows = await database.query('select text from answer where assessment_id = $1', [later])
  expect(rows).toEqual([{ text: 'Typed meanwhile.' }])
})

test('opened until the day that was chosen, read, listed, closed', async () => {
  const until = new Date(Date.now() + 100 * 24 * 60 * 60 * 1000)
  const open = await onPlan(later, cast.investigator, {
    do: 'open',
    'untilOn.day': String(until.getUTCDate()),
    'untilOn.month': String(until.getUTCMonth() + 1),
    'untilOn.year': String(until.getUTCFullYear()),
  })
  expectRedirect(open, `/app/assessments/${later}/passport?news=opened`)
  const [grant] = await grants()
  const read = () => visit(openedRoute, `/app/passports/${grant!.id}`, { grantId: grant!.id }, cast.reviewer)
  expect(await read()).toMatchObject({ status: 200, value: { organisation: cast.partner.name } })
  expect(await onPassport(cast.investigator)).toMatchObject({
    value: { readings: [{ name: cast.reviewer.name, organisation: cast.funder.name }] },
  })
  expect(await onPassport(cast.reviewer, { do: 'end', grantId: grant!.id })).toMatchObject({ status: 403 })
  const end = await onPassport(cast.investigator, { do: 'end', grantId: grant!.id })
  expectRedirect(end, `/app/passport?organisation=${cast.partner.id}&news=ended`)
  expect(await read()).toMatchObject({ status: 404 })
})
