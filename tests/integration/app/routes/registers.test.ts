import { beforeEach, describe, expect, test } from 'vitest'
import * as acceptRoute from '#app/routes/app.assessments.$assessmentId.review.risks.tsx'
import * as listsRoute from '#app/routes/app.assessments.$assessmentId.lists._index.tsx'
import * as listRoute from '#app/routes/app.assessments.$assessmentId.lists.$register._index.tsx'
import * as newRoute from '#app/routes/app.assessments.$assessmentId.lists.$register.new.tsx'
import * as removeRoute from '#app/routes/app.assessments.$assessmentId.lists.$register.$rowId_.remove.tsx'
import * as rowRoute from '#app/routes/app.assessments.$assessmentId.lists.$register.$rowId.tsx'
import * as signRoute from '#app/routes/app.assessments.$assessmentId.lists.$register.$rowId_.sign.tsx'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import {
  registerAsTable,
  registerRows,
  registersForSubmission,
} from '#app/server/queries/register-tables.server.ts'
import type { RegisterPage, RowPage } from '#app/server/queries/registers.server.ts'
import type { sentRisksPage } from '#app/server/queries/risks.server.ts'
import { insertRow } from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { unsignedRisks } from '#app/server/workflows/plan-facts.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { unacceptedRisks } from '#app/server/workflows/risk-sign-off.server.ts'
import { mostRows, type RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPerson, aPlan, aSubmittedPlan, type Cast } from '#tests/support/line.ts'

const database = withTestDatabase()
const context = {} as never

type Route = { loader?: unknown; action?: unknown }
type Params = Record<string, string>
type Handler = (args: { request: Request; params: Params; context: never }) => unknown

let cast: Cast
let plan: string
let lead: Actor
let helper: Actor
let commenter: Actor

beforeEach(async () => {
  cast = await aCast()
  plan = await aPlan(cast, { answered: 0 })
  lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
  helper = await aPerson('Kofi', 'principal_investigator', await other())
  commenter = await aPerson('Mariam', 'focal_point', await other())
  await asks(helper, 'contributor')
  await asks(commenter, 'commenter')
})

async function other() {
  const name = 'Harbour Institute'
  const kind = 'university' as const
  const { id } = await asSystem('test', (tx) =>
    tx.organisation.create({ data: { name, kind, country: 'GB', fictional: true }, select: { id: true } }),
  )
  return { id, name, kind }
}

function asks(person: Actor, capacity: 'contributor' | 'commenter') {
  return asSystem('test', (tx) =>
    tx.participation.create({
      data: { recordId: plan, personId: person.id, capacity },
      select: { id: true },
    }),
  )
}

const pathOf = (register: string, rest = '') => `/app/assessments/${plan}/lists/${register}${rest}`

async function open(route: Route, path: string, params: Params, who: Actor) {
  const cookie = await aCookieOf(who)
  const given = { assessmentId: plan, ...params }
  return answerOf(() => (route.loader as Handler)({ request: ask(path, { cookie }), params: given, context }))
}

async function send(route: Route, path: string, params: Params, who: Actor, form: Record<string, string>) {
  const cookie = await aCookieOf(who)
  const given = { assessmentId: plan, ...params }
  return answerOf(() =>
    (route.action as Handler)({ request: ask(path, { cookie, form }), params: given, context }),
  )
}

const list = async (who: Actor, register: RegisterId, query = '') =>
  (await open(listRoute, pathOf(register, query), { register }, who)).value as RegisterPage
const add = (who: Actor, register: string, form: Record<string, string>) =>
  send(newRoute, pathOf(register, '/new'), { register }, who, form)
const change = (who: Actor, register: RegisterId, rowId: string, form: Record<string, string>) =>
  send(rowRoute, pathOf(register, `/${rowId}`), { register, rowId }, who, form)
const read = (who: Actor, register: RegisterId, rowId: string) =>
  open(rowRoute, pathOf(register, `/${rowId}`), { register, rowId }, who)
const sign = (who: Actor, rowId: string, seenRevision: number) =>
  send(signRoute, pathOf('risks', `/${rowId}/sign`), { register: 'risks', rowId }, who, {
    reason: 'The controls are paid for and watched.',
    seenRevision: String(seenRevision),
  })

const site = {
  name: 'North shore',
  country: 'SL',
  languages: 'Mende, Krio',
  phone: 'patchy',
  safeToName: 'no',
}
const risk = {
  group: 'fieldworkers',
  affected: 'Interviewers',
  event: 'An interviewer is followed home.',
  likelihood: '3',
  severity: '4',
  residualLikelihood: '1',
  residualSeverity: '4',
  community: 'agrees',
}
const grave = { ...risk, severity: '5', residualSeverity: '5', event: 'A participant is traced.' }

async function newest(register: RegisterId): Promise<{ id: string; revision: number }> {
  const rows = await database.query<{ id: string; revision: number }>(
    'select id, revision from register_row where assessment_id = $1 and register = $2 order by position desc limit 1',
    [plan, register],
  )
  return rows[0]!
}

const unsigned = () =>
  withScope(cast.investigator.id, async (tx) =>
    unsignedRisks(tx, await getAssessment(tx, scopeOf(cast.investigator), plan)),
  )

describe('a list', () => {
  test('does not exist for who does not write the plan, and is not for the administrator’s eyes', async () => {
    const administrator = await aPerson('Abena', 'administrator', cast.partner)
    for (const who of [cast.officer, cast.reviewer, cast.approver])
      for (const [route, path, params] of [
        [listsRoute, `/app/assessments/${plan}/lists`, {}],
        [listRoute, pathOf('risks'), { register: 'risks' }],
        [newRoute, pathOf('risks', '/new'), { register: 'risks' }],
      ] as const)
        expect(await open(route, path, params, who)).toMatchObject({ status: 404 })
    expect(await open(listRoute, pathOf('sites'), { register: 'sites' }, administrator)).toMatchObject({
      status: 403,
    })
    expect(await add(cast.officer, 'sites', site)).toMatchObject({ status: 404 })
    expect(await add(administrator, 'sites', site)).toMatchObject({ status: 403 })
  })

  test('is written by its people and whoever was asked to help; a commenter reads', async () => {
    for (const who of [cast.investigator, cast.focalPoint, lead, helper])
      expectRedirect(await add(who, 'sites', { ...site, name: who.name }), pathOf('sites', '?saved'))
    expect(await add(commenter, 'sites', site)).toMatchObject({ status: 403 })
    const page = await list(commenter, 'sites')
    expect(page.rows.map(({ values }) => values.name)).toEqual(['Adwoa', 'Efua', 'Lindiwe', 'Kofi'])
    expect(page.mayEdit).toBe(false)
  })

  test('is one of a few: any other address is not there', async () => {
    for (const register of ['toString', 'riskgaps', 'risks.sites', 'riskGaps', '..'])
      expect(await open(listRoute, pathOf(register), { register }, cast.investigator)).toMatchObject({
        status: 404,
      })
  })

  test('keeps what was typed beside every fault', async () => {
    const answer = await add(cast.investigator, 'risks', {
      ...risk,
      event: '',
      likelihood: '6',
      'dueOn.day': '31',
      'dueOn.month': '2',
      'dueOn.year': '2027',
    })
    expect(answer.status).toBe(422)
    expect(keysIn(answer)).toEqual([
      'registers.error.write',
      'registers.error.choose',
      'registers.error.dateNotReal',
    ])
    expect(answer.value).toMatchObject({
      typed: { affected: 'Interviewers', likelihood: '6', 'dueOn.day': '31' },
    })
  })

  test('takes the same form sent twice once', async () => {
    await Promise.all([add(cast.investigator, 'sites', site), add(cast.investigator, 'sites', site)])
    expect((await list(cast.investigator, 'sites')).total).toBe(1)
  })

  test('is full after two thousand rows, and comes in pages', async () => {
    const values: RowValues = { line: 'other', partner: 'X', amount: '1', currency: 'GBP' }
    await asSystem('test', async (tx) => {
      await insertRow(
        tx,
        plan,
        'money',
        { id: crypto.randomUUID(), values, sealed: null },
        cast.investigator.id,
        now(),
      )
      await tx.$executeRaw`
        INSERT INTO register_row (assessment_id, register, "values", position, created_by_id, updated_by_id, updated_at)
        SELECT assessment_id, register, "values", n, created_by_id, updated_by_id, updated_at
        FROM register_row, generate_series(2, ${mostRows}) n WHERE assessment_id = ${plan}::uuid`
    })
    const money = { line: 'other', partner: 'X', amount: '1', currency: 'GBP' }
    expect(keysIn(await add(cast.investigator, 'money', money))).toEqual(['registers.error.full'])
    const last = await list(cast.investigator, 'money', '?page=999')
    expect(last).toMatchObject({ total: mostRows, page: 20, pages: 20 })
    expect(last.money).toMatchObject({ pence: '200000', totals: [{ amount: '2000.00', currency: 'GBP' }] })
  })

  test('is closed once the plan is sent, and nothing typed is thrown away', async () => {
    plan = await aSubmittedPlan(cast)
    expect(await add(cast.investigator, 'sites', site)).toMatchObject({ status: 409, value: { mine: site } })
    const form = await open(newRoute, pathOf('sites', '/new'), { register: 'sites' }, cast.investigator)
    expect(form).toMatchObject({ status: 200, value: { mayEdit: false } })
    expect((await list(cast.investigator, 'sites')).total).toBe(0)
  })
})

describe('a row', () => {
  test('is changed by one at a time: whoever is late sees both texts', async () => {
    await add(cast.investigator, 'sites', site)
    const { id } = await newest('sites')
    expectRedirect(
      await change(cast.focalPoint, 'sites', id, { ...site, languages: 'Mende', seenRevision: '1' }),
      pathOf('sites', '?saved'),
    )
    const late = await change(cast.investigator, 'sites', id, {
      ...site,
      languages: 'Krio',
      seenRevision: '1',
    })
    expect(late.status).toBe(409)
    expect(late.value).toMatchObject({
      conflict: { by: 'Efua', revision: 2, theirs: { languages: 'Mende' }, mine: { languages: 'Krio' } },
    })
    expectRedirect(
      await change(cast.investigator, 'sites', id, { ...site, languages: 'Krio', seenRevision: '2' }),
      /saved/,
    )
    expect((await read(cast.investigator, 'sites', id)).value).toMatchObject({
      row: { revision: 3, values: { languages: 'Krio' } },
    })
  })

  test('saved again without a change is the same row', async () => {
    await add(cast.investigator, 'sites', site)
    const { id } = await newest('sites')
    await change(cast.focalPoint, 'sites', id, { ...site, seenRevision: '1' })
    expect((await newest('sites')).revision).toBe(1)
  })

  test('goes off the list and can be put back', async () => {
    await add(cast.investigator, 'sites', site)
    const { id } = await newest('sites')
    const params = { register: 'sites', rowId: id }
    const gone = await send(removeRoute, pathOf('sites', `/${id}/remove`), params, cast.focalPoint, {
      seenRevision: '1',
    })
    expectRedirect(gone, pathOf('sites', `?removed=sites.${id}`))
    const page = await list(cast.focalPoint, 'sites', `?removed=sites.${id}`)
    expect(page).toMatchObject({ total: 0, removed: { register: 'sites', id } })
    expect((await list(commenter, 'sites', `?removed=sites.${id}`)).removed).toBeNull()
    const back = { register: 'sites', row: id }
    expectRedirect(
      await send(listRoute, pathOf('sites'), { register: 'sites' }, cast.focalPoint, back),
      pathOf('sites', '?saved'),
    )
    expect((await list(cast.focalPoint, 'sites')).total).toBe(1)
    expect(
      await send(removeRoute, pathOf('sites', `/${id}/remove`), params, commenter, { seenRevision: '3' }),
    ).toMatchObject({ status: 403 })
  })

  test('removed while somebody writes in it comes back only by their decision', async () => {
    await add(cast.investigator, 'sites', site)
    const { id } = await newest('sites')
    await send(
      removeRoute,
      pathOf('sites', `/${id}/remove`),
      { register: 'sites', rowId: id },
      cast.focalPoint,
      { seenRevision: '1' },
    )
    const late = await change(cast.investigator, 'sites', id, {
      ...site,
      name: 'South shore',
      seenRevision: '1',
    })
    expect(late.value).toMatchObject({ conflict: { removed: true, revision: 2 } })
    expectRedirect(
      await change(cast.investigator, 'sites', id, { ...site, name: 'South shore', seenRevision: '2' }),
      /saved/,
    )
    expect((await list(cast.investigator, 'sites')).rows.map(({ values }) => values.name)).toEqual([
      'South shore',
    ])
  })

  test('of another plan is not there', async () => {
    await add(cast.investigator, 'sites', site)
    const { id } = await newest('sites')
    plan = await aPlan(cast, { answered: 0 })
    expect(await read(cast.investigator, 'sites', id)).toMatchObject({ status: 404 })
    expect(await change(cast.investigator, 'sites', id, { ...site, seenRevision: '1' })).toMatchObject({
      status: 404,
    })
    expect(await read(cast.investigator, 'sites', 'nothing')).toMatchObject({ status: 404 })
  })

  test('that explains a missing group is there once', async () => {
    const gap = { group: 'children', reason: 'Nobody under 18 takes part.' }
    await add(cast.investigator, 'riskGaps', gap)
    expect(keysIn(await add(cast.focalPoint, 'riskGaps', { ...gap, reason: 'None.' }))).toEqual([
      'registers.error.twice',
    ])
    const { risks } = await list(cast.investigator, 'risks')
    expect(risks?.gaps).toHaveLength(16)
    expect(risks?.gaps.find(({ group }) => group === 'children')?.reason).toBe('Nobody under 18 takes part.')
  })
})

describe('a row that is sealed for somebody’s safety', () => {
  const sealed = { ...grave, seal: 'yes', event: 'An official in the north sells children.' }
  let id: string
  beforeEach(async () => {
    expectRedirect(await add(cast.focalPoint, 'risks', sealed), pathOf('risks', '?saved'))
    id = (await newest('risks')).id
  })

  test('is read and changed by three jobs of the body, and by nobody else', async () => {
    for (const who of [cast.investigator, cast.focalPoint, lead])
      expect((await read(who, 'risks', id)).value).toMatchObject({
        row: { sealed: true, values: { event: sealed.event } },
      })
    for (const who of [helper, commenter]) {
      expect(await read(who, 'risks', id)).toMatchObject({ status: 403 })
      expect(await change(who, 'risks', id, { ...grave, seenRevision: '1' })).toMatchObject({ status: 403 })
      const page = await list(who, 'risks')
      expect(page.rows[0]).toMatchObject({ sealed: true, readable: false })
      expect(JSON.stringify(page)).not.toContain('official')
      expect(JSON.stringify(page)).not.toContain('Interviewers')
    }
    expect(
      await send(removeRoute, pathOf('risks', `/${id}/remove`), { register: 'risks', rowId: id }, helper, {
        seenRevision: '1',
      }),
    ).toMatchObject({ status: 403 })
    expect(await add(helper, 'risks', sealed)).toMatchObject({ status: 403 })
  })

  test('is locked where it is stored', async () => {
    const [row] = await database.query<{ values: object; sealed: Buffer }>(
      'select "values", sealed from register_row where id = $1',
      [id],
    )
    expect(Object.keys(row!.values).sort()).toEqual([
      'group',
      'likelihood',
      'residualLikelihood',
      'residualSeverity',
      'severity',
    ])
    expect(row!.sealed.toString('latin1')).not.toContain('official')
  })

  test('goes out as one row and its level, in what is sent and in every table', async () => {
    const [sent, table] = await withScope(cast.investigator.id, async (tx) => [
      await registersForSubmission(tx, plan),
      registerAsTable('risks', await registerRows(tx, plan, 'risks'), 'en'),
    ])
    expect(sent.risks).toEqual([{ id, position: 1, revision: 1, sealed: true, level: 'high' }])
    expect(table.rows[0]!.filter(Boolean)).toEqual(['1', 'One row is sealed for somebody’s safety.', 'High'])
  })

  test('can be opened again by those who read it', async () => {
    await change(lead, 'risks', id, { ...grave, seenRevision: '1' })
    expect((await read(commenter, 'risks', id)).value).toMatchObject({
      row: { sealed: false, values: { event: grave.event } },
    })
  })
})

describe('a risk that remains high', () => {
  let id: string
  beforeEach(async () => {
    await add(cast.focalPoint, 'risks', grave)
    id = (await newest('risks')).id
  })

  test('keeps the plan from being sent until the body signs it off, and again after a change', async () => {
    await add(cast.focalPoint, 'risks', risk)
    expect(await unsigned()).toBe(1)
    expectRedirect(await sign(lead, id, 1), pathOf('risks', '?saved'))
    expect(await unsigned()).toBe(0)
    const page = (await read(cast.investigator, 'risks', id)).value as RowPage
    expect(page.signOff).toMatchObject({ after: 'high', signOff: { by: 'Lindiwe' }, maySign: false })
    await change(cast.focalPoint, 'risks', id, { ...grave, cause: 'Few people know us.', seenRevision: '1' })
    expect(await unsigned()).toBe(1)
    expect(await sign(lead, id, 1)).toMatchObject({ status: 409 })
    expectRedirect(await sign(lead, id, 2), /saved/)
    const entries = await database.query(
      "select action from ledger_entry where action = 'risk.signOff' and subject = $1",
      [plan],
    )
    expect(entries).toHaveLength(2)
  })

  test('is signed off by the safeguarding lead, not by who wrote it, who helps or who leads the project beside one', async () => {
    for (const who of [cast.focalPoint, cast.investigator, helper, commenter])
      expect(await sign(who, id, 1)).toMatchObject({ status: 403 })
    expect(await sign(cast.approver, id, 1)).toMatchObject({ status: 404 })
    await change(lead, 'risks', id, { ...grave, cause: 'Rain.', seenRevision: '1' })
    expect(await sign(lead, id, 2)).toMatchObject({ status: 403 })
    // The only lead wrote it last: then the investigator is the second person.
    expectRedirect(await sign(cast.investigator, id, 2), /saved/)
  })

  test('needs a reason', async () => {
    const answer = await send(
      signRoute,
      pathOf('risks', `/${id}/sign`),
      { register: 'risks', rowId: id },
      lead,
      { reason: ' ', seenRevision: '1' },
    )
    expect(keysIn(answer)).toEqual(['registers.error.reason'])
  })

  test('in a body without a lead is signed off by the investigator, unless the investigator wrote it', async () => {
    await asSystem('test', (tx) =>
      tx.membership.updateMany({ where: { personId: lead.id }, data: { untilAt: new Date(0) } }),
    )
    expectRedirect(await sign(cast.investigator, id, 1), /saved/)
    await add(cast.investigator, 'risks', { ...grave, event: 'Another.' })
    const { id: own } = await newest('risks')
    expect(await sign(cast.investigator, own, 1)).toMatchObject({ status: 403 })
  })
})

describe('a risk that remains critical', () => {
  const accept = (who: Actor, row: string, seenRevision = '1') =>
    send(acceptRoute, `/app/assessments/${plan}/review/risks`, {}, who, {
      row,
      seenRevision,
      reason: 'Foreseen well, and paid for.',
    })
  const seen = async (who: Actor) =>
    (await open(acceptRoute, `/app/assessments/${plan}/review/risks`, {}, who)).value as Awaited<
      ReturnType<typeof sentRisksPage>
    >

  test('waits for the funder once it is sent, and is accepted by its approver or lead alone', async () => {
    await add(cast.focalPoint, 'risks', { ...grave, likelihood: '5', residualLikelihood: '4' })
    const { id } = await newest('risks')
    const registers = await withScope(cast.investigator.id, (tx) => registersForSubmission(tx, plan))
    expect(await accept(cast.approver, id)).toMatchObject({ status: 404 })
    // What is sent is put together elsewhere; here it stands as it would be stored.
    const submitted = await aSubmittedPlan(cast)
    await asSystem('test', async (tx) => {
      await tx.registerRow.updateMany({ where: { id }, data: { assessmentId: submitted } })
      await tx.$executeRaw`
        UPDATE submission SET content = content || jsonb_build_object('registers', ${JSON.stringify(registers)}::jsonb)
        WHERE assessment_id = ${submitted}::uuid`
    })
    plan = submitted
    const page = await seen(cast.reviewer)
    expect(page).toMatchObject({ mayAccept: false, critical: [{ id, event: grave.event, accepted: null }] })
    const waiting = () =>
      withScope(cast.approver.id, async (tx) =>
        unacceptedRisks(tx, await getAssessment(tx, scopeOf(cast.approver), plan)),
      )
    expect(await waiting()).toBe(1)
    for (const who of [cast.reviewer, cast.officer])
      expect(await accept(who, id)).toMatchObject({ status: 403 })
    for (const who of [cast.investigator, lead]) expect(await accept(who, id)).toMatchObject({ status: 404 })
    expect(await accept(cast.approver, id, '2')).toMatchObject({ status: 409 })
    expectRedirect(await accept(cast.approver, id), /saved/)
    expect((await seen(cast.reviewer)).critical[0]?.accepted?.by).toBe('Helen')
    expect(await waiting()).toBe(0)
  })
})

describe('what goes out with a plan', () => {
  test('names a site only where that is safe, and leaves initials and telephone numbers behind', async () => {
    await add(cast.investigator, 'sites', site)
    const { id: unsafe } = await newest('sites')
    await add(cast.investigator, 'sites', { ...site, name: 'Harbour', safeToName: 'yes' })
    const { id: safe } = await newest('sites')
    const person = {
      part: 'focal_point',
      role: 'Midwife',
      who: 'A.M.',
      paidHours: '4',
      reach: '555 0100',
      meets: 'yes',
    }
    await add(cast.investigator, 'people', { ...person, site: unsafe })
    await add(cast.investigator, 'people', { ...person, site: safe })
    const [sent, table] = await withScope(cast.investigator.id, async (tx) => [
      await registersForSubmission(tx, plan),
      registerAsTable('sites', await registerRows(tx, plan, 'sites'), 'fr'),
    ])
    expect(sent.people.map(({ site: at, values }) => [at?.name, values.role])).toEqual([
      [null, 'Midwife'],
      ['Harbour', 'Midwife'],
    ])
    for (const secret of ['North shore', 'A.M.', '555 0100'])
      expect(JSON.stringify(sent)).not.toContain(secret)
    expect(table.rows.map((row) => row[1])).toEqual(['Site 1, non nommé par écrit', 'Harbour'])
  })
})

test('the lists say together what is still open', async () => {
  await add(cast.investigator, 'sites', site)
  const { id } = await newest('sites')
  await add(cast.investigator, 'people', {
    site: id,
    part: 'driver',
    role: 'Driver',
    paidHours: '0',
    meets: 'yes',
  })
  await add(cast.investigator, 'referrals', { site: id, service: 'health', name: 'Health post' })
  const { lists } = (await open(listsRoute, `/app/assessments/${plan}/lists`, {}, cast.investigator))
    .value as {
    lists: { id: string; waiting: number }[]
  }
  expect(Object.fromEntries(lists.map((one) => [one.id, one.waiting]))).toEqual({
    sites: 0,
    risks: 16,
    referrals: 1,
    people: 2,
    training: 0,
    money: 9,
  })
})
