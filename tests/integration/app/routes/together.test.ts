import { beforeEach, describe, expect, test } from 'vitest'
import * as answerRoute from '#app/routes/app.assessments.$assessmentId.requirements.$requirementId.tsx'
import * as assessmentRoute from '#app/routes/app.assessments.$assessmentId._index.tsx'
import * as commentsRoute from '#app/routes/app.assessments.$assessmentId.comments.tsx'
import * as contributorsRoute from '#app/routes/app.assessments.$assessmentId.contributors.tsx'
import * as homeRoute from '#app/routes/app._index.tsx'
import * as noteRoute from '#app/routes/app.assessments.$assessmentId.notes.$requirementId.tsx'
import * as notesRoute from '#app/routes/app.notes.tsx'
import * as submitRoute from '#app/routes/app.assessments.$assessmentId.submit.tsx'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { lockAssessment, saveAssessment } from '#app/server/repositories/assessments.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { assignmentsOf } from '#app/server/repositories/assignments.server.ts'
import { countOpenComments } from '#app/server/repositories/comments.server.ts'
import { everWrote } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import { signOffRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { move as moved } from '#machines/processes.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  move,
  revisionOf,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()
const context = {} as never
const asked = 'V-P-01'

type Route = { loader?: unknown; action?: unknown }
type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown
type Form = Record<string, string>

let cast: Cast
let helper: Actor
let stranger: Actor

beforeEach(async () => {
  forgetEveryTry()
  cast = await aCast()
  const clinic = await anOrganisation('Riverside Clinic')
  helper = await aPerson('Moussa', 'focal_point', clinic)
  stranger = await aPerson('Omar', 'principal_investigator', clinic)
  await database.query(`update person set user_name = $2, locale = 'fr' where id = $1`, [
    helper.id,
    `moussa-${helper.id.slice(0, 8)}`,
  ])
})

const userName = () => `moussa-${helper.id.slice(0, 8)}`

async function open(route: Route, path: string, params: Record<string, string>, who: Actor) {
  const cookie = await aCookieOf(who)
  return answerOf(() => (route.loader as Handler)({ request: ask(path, { cookie }), params, context }))
}

async function send(route: Route, path: string, params: Record<string, string>, who: Actor, form: Form) {
  const cookie = await aCookieOf(who)
  return answerOf(() => (route.action as Handler)({ request: ask(path, { cookie, form }), params, context }))
}

const plan = (id: string, part = '') => `/app/assessments/${id}${part}`
const people = (id: string, who: Actor, form: Form) =>
  send(contributorsRoute, plan(id, '/contributors'), { assessmentId: id }, who, form)
const invite = (id: string, may: 'contributor' | 'commenter' = 'contributor', by = cast.investigator) =>
  people(id, by, { move: 'name', name: userName(), may })
const comment = (id: string, who: Actor, form: Form) =>
  send(commentsRoute, plan(id, '/comments'), { assessmentId: id }, who, { move: 'say', ...form })
const answer = (id: string, who: Actor, form: Form) =>
  send(answerRoute, plan(id, `/requirements/${asked}`), { assessmentId: id, requirementId: asked }, who, {
    seenRevision: '0',
    ...form,
  })
const commentsPage = (id: string, who: Actor) =>
  open(commentsRoute, plan(id, '/comments'), { assessmentId: id }, who)

async function entries(id: string): Promise<string[]> {
  const rows = await database.query<{ action: string }>(
    `select action from ledger_entry where subject = $1 and action like 'contribution%' order by position`,
    [id],
  )
  return rows.map(({ action }) => action)
}

describe('who writes a plan', () => {
  test('is not for the body that reviews it, for strangers, or for who only looks after accounts', async () => {
    const id = await aSubmittedPlan(cast)
    const administrator = await aPerson('Abena', 'administrator', cast.partner)
    for (const [who, status] of [
      [cast.officer, 404],
      [cast.reviewer, 404],
      [cast.approver, 404],
      [stranger, 404],
      [administrator, 403],
    ] as const) {
      const read = await open(contributorsRoute, plan(id, '/contributors'), { assessmentId: id }, who)
      expect(read.status, who.name).toBe(status)
      expect((await invite(id, 'contributor', who)).status, who.name).toBe(status)
    }
  })

  test('is decided by the investigator alone: neither focal point, nor lead, nor who was invited lets others in', async () => {
    const id = await aPlan(cast, { answered: 1 })
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    for (const who of [cast.focalPoint, lead]) expect((await invite(id, 'contributor', who)).status).toBe(403)
    await invite(id)
    const form = { move: 'name', name: 'omar', may: 'commenter' }
    expect((await people(id, helper, form)).status).toBe(403)
    for (const form of [
      { move: 'end', personId: cast.focalPoint.id },
      { move: 'change', personId: helper.id, capacity: 'commenter' },
      { move: 'assign', principle: 'rights', to: helper.id },
    ])
      expect((await people(id, helper, form)).status, form.move).toBe(403)
  })

  test('grows by a colleague or by an exact name, and tells them by mail without a word about the plan', async () => {
    const id = await aPlan(cast, { answered: 1 })
    const approver = await aPerson('Ama', 'approver', cast.partner)
    const colleague = { move: 'colleague', personId: approver.id, colleagueMay: 'commenter' }
    expectRedirect(
      await people(id, cast.investigator, colleague),
      `${plan(id, '/contributors')}?news=colleague`,
    )
    const typed = { move: 'name', name: ` ${userName().toUpperCase()} `, may: 'contributor' }
    expectRedirect(await people(id, cast.investigator, typed), `${plan(id, '/contributors')}?news=name`)
    expectRedirect(await people(id, cast.investigator, typed), /news=name/)

    const { value } = await open(
      contributorsRoute,
      plan(id, '/contributors'),
      { assessmentId: id },
      cast.focalPoint,
    )
    expect(value).toMatchObject({
      own: [
        { name: 'Adwoa', edits: true },
        { name: 'Efua', edits: true },
      ],
      invited: [
        { name: 'Ama', capacity: 'commenter' },
        { name: 'Moussa', capacity: 'contributor' },
      ],
      mayShare: false,
      colleagues: [],
    })
    expect(await entries(id)).toEqual(['contribution.give', 'contribution.give'])
    const jobs = await database.query<{ data: object }>(
      `select data from pgboss.job where name = 'sendMail' and data->>'mail' = 'contributor' order by created_on`,
    )
    expect(jobs.map(({ data }) => data)).toContainEqual({
      mail: 'contributor',
      personId: helper.id,
      recordId: id,
    })
  })

  test.each([
    ['an unknown name', () => 'nobody.here', 'together.invite.unknown'],
    ['nothing', () => ' ', 'together.invite.nameMissing'],
    ['a name of 201 letters', () => 'a'.repeat(201), 'together.invite.nameTooLong'],
  ])('says what to do about %s, and keeps what was typed', async (_, name, key) => {
    const id = await aPlan(cast, { answered: 0 })
    const refusal = await people(id, cast.investigator, { move: 'name', name: name(), may: 'contributor' })
    expect(refusal.status).toBe(422)
    expect(keysIn(refusal)).toEqual([key])
    expect(refusal.value).toMatchObject({ typed: { may: 'contributor' } })
  })

  test('refuses members of the reviewing body, and whoever takes part already', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const named = async (who: Actor, name: string) => {
      await database.query('update person set user_name = $2 where id = $1', [who.id, name])
      return keysIn(await people(id, cast.investigator, { move: 'name', name, may: 'commenter' }))
    }
    const mark = cast.funder.id.slice(0, 8)
    expect(await named(cast.reviewer, `samuel-${mark}`)).toEqual(['together.invite.reviews'])
    expect(await named(cast.focalPoint, `efua-${mark}`)).toEqual(['together.invite.already'])
    await invite(id)
    expect(keysIn(await invite(id, 'commenter'))).toEqual(['together.invite.already'])
    const outsider = { move: 'colleague', personId: stranger.id, colleagueMay: 'contributor' }
    expect((await people(id, cast.investigator, outsider)).status).toBe(404)
  })

  test('cannot be used to try names one after the other', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const keys = new Set<string>()
    for (let each = 0; each < 12; each++) {
      const typed = { move: 'name', name: `guess${each}`, may: 'commenter' }
      keys.add(keysIn(await people(id, cast.investigator, typed))[0]!)
    }
    expect([...keys]).toEqual(['together.invite.unknown', 'auth.tooMany'])
  })

  test('changes and ends at once, by the investigator or by the person', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await invite(id)
    expectRedirect(await answer(id, helper, { text: 'Les mots de Moussa' }), /requirements/)
    await people(id, cast.investigator, { move: 'change', personId: helper.id, capacity: 'commenter' })
    expect((await answer(id, helper, { text: 'Encore', seenRevision: '1' })).status).toBe(403)
    expectRedirect(await people(id, helper, { move: 'end', personId: helper.id }), '/app')
    expect((await open(assessmentRoute, plan(id), { assessmentId: id }, helper)).status).toBe(404)
    await invite(id, 'commenter')
    await people(id, cast.investigator, { move: 'end', personId: helper.id })
    expect((await commentsPage(id, helper)).status).toBe(404)
    expect((await people(id, cast.investigator, { move: 'end', personId: helper.id })).status).toBe(404)
    expect(await entries(id)).toEqual([
      'contribution.give',
      'contribution.give',
      'contribution.end',
      'contribution.give',
      'contribution.end',
    ])
    expect(await withScope(cast.investigator.id, (tx) => everWrote(tx, id))).toContain(helper.id)
  })

  test('also who signed off a risk or said something has a hand in it, and never judges it after a change of sides', async () => {
    const id = await aPlan(cast)
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    const adviser = await aPerson('Kojo', 'safeguarding_lead', cast.partner)
    await comment(id, adviser, { body: 'Say who drives' })
    const [row] = await database.query<{ id: string }>(
      `insert into register_row (assessment_id, register, "values", created_by_id, updated_by_id, updated_at)
       values ($1, 'risks', '{"residualLikelihood": 4, "residualSeverity": 4}', $2, $2, now()) returning id`,
      [id, cast.focalPoint.id],
    )
    await signOffRisk(lead, id, row!.id, 'We stand by it', 1, now())
    await move(cast.investigator, id, { type: 'submit' })
    const [sent] = await database.query<{ written_by_ids: string[] }>(
      'select written_by_ids from submission where assessment_id = $1',
      [id],
    )
    expect(sent!.written_by_ids).toEqual(expect.arrayContaining([lead.id, adviser.id]))
  })

  test('keeps their part for somebody who joined the reviewing body meanwhile from being changed, and says why', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await invite(id)
    await database.query(
      `insert into membership (id, organisation_id, person_id, role, from_at)
       select gen_random_uuid(), $1, $2, 'reviewer', now()`,
      [cast.funder.id, helper.id],
    )
    const form = { move: 'change', personId: helper.id, capacity: 'commenter' }
    const refusal = await people(id, cast.investigator, form)
    expect([refusal.status, keysIn(refusal)]).toEqual([422, ['together.invite.reviews']])
    expectRedirect(await people(id, cast.investigator, { move: 'end', personId: helper.id }), /news=end/)
  })

  test('a principle is given to who writes, and is nobody’s when they leave', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await invite(id)
    const taskOf = async (plan: string) =>
      (await assessmentPage(cast.investigator, plan)).tasks.find(({ principle }) => principle === 'equity')!
    const assigned = () => withScope(cast.focalPoint.id, (tx) => assignmentsOf(tx, id))
    const give = (to: string) => people(id, cast.investigator, { move: 'assign', principle: 'equity', to })
    expect((await give(stranger.id)).status).toBe(404)
    expectRedirect(await give(cast.focalPoint.id), /news=assign/)
    expect(await assigned()).toEqual([{ principle: 'equity', personId: cast.focalPoint.id, name: 'Efua' }])
    await give(helper.id)
    expect(await assigned()).toMatchObject([{ name: 'Moussa' }])
    expect((await taskOf(id)).assigned).toBe('Moussa')
    await people(id, cast.investigator, { move: 'end', personId: helper.id })
    expect(await assigned()).toEqual([])
    expect((await taskOf(id)).assigned).toBeNull()
    await give('')
    expect(await assigned()).toEqual([])
  })

  test('is closed when the plan is signed, and whoever is there may still leave', async () => {
    const id = await aPlan(cast)
    await invite(id)
    await move(cast.investigator, id, { type: 'withdraw' })
    expect(
      (await people(id, cast.investigator, { move: 'name', name: userName(), may: 'commenter' })).status,
    ).toBe(409)
    expectRedirect(await people(id, helper, { move: 'end', personId: helper.id }), '/app')
  })
})

describe('somebody invited', () => {
  test('finds the plan at home, answers in French, and neither sends nor withdraws it', async () => {
    const id = await aPlan(cast)
    await invite(id)
    const home = await open(homeRoute, '/app', {}, helper)
    expect(home.value).toMatchObject({ waiting: [{ id, waiting: 'write' }] })
    expect((await open(assessmentRoute, plan(id), { assessmentId: id }, helper)).value).toMatchObject({
      side: 'author',
    })
    expectRedirect(
      await answer(id, helper, { text: 'Trois questions à la fin', seenRevision: '1' }),
      /requirements/,
    )
    const seenRevision = String(await revisionOf(id))
    const sent = await send(submitRoute, plan(id, '/submit'), { assessmentId: id }, helper, {
      seenRevision,
      confirmed: 'yes',
    })
    expect(sent.status).toBe(403)
    for (const type of ['submit', 'withdraw'] as const)
      await expect(move(helper, id, { type })).rejects.toMatchObject({ code: 'notPermitted' })
    await move(cast.investigator, id, { type: 'submit' })
    expect((await open(assessmentRoute, plan(id), { assessmentId: id }, helper)).status).toBe(200)
    expect((await answer(id, helper, { text: 'Trop tard', seenRevision: '2' })).status).toBe(409)
  })

  test('and the investigator at once: both texts are shown, each in its language, and none is lost', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await invite(id)
    expectRedirect(
      await answer(id, cast.investigator, { text: 'Three questions at the end' }),
      /requirements/,
    )
    const conflict = await answer(id, helper, { text: 'Trois questions, puis on écoute' })
    expect(conflict.status).toBe(409)
    expect(conflict.value).toMatchObject({
      conflict: { by: 'Adwoa', theirs: { text: 'Three questions at the end', revision: 1 } },
      typed: { text: 'Trois questions, puis on écoute' },
    })
    const both = 'Three questions at the end. / Trois questions, puis on écoute.'
    expectRedirect(await answer(id, helper, { text: both, seenRevision: '1' }), /requirements/)
    const late = await answer(id, cast.investigator, { text: 'Four questions', seenRevision: '1' })
    expect(late.value).toMatchObject({ conflict: { by: 'Moussa', theirs: { text: both } } })
  })

  test('only to comment is refused every answer, however it is typed', async () => {
    const id = await aPlan(cast, { answered: 1 })
    await invite(id, 'commenter')
    const refusal = await answer(id, helper, { text: 'Mine now', seenRevision: '1' })
    expect(refusal.status).toBe(403)
    expect((await open(assessmentRoute, plan(id), { assessmentId: id }, helper)).value).toMatchObject({
      side: 'author',
      may: { answer: false, submit: false, withdraw: false },
    })
    const question = { assessmentId: id, requirementId: asked }
    expect((await open(answerRoute, plan(id), question, helper)).value).toMatchObject({ mayAnswer: false })
    const rows = await database.query<{ text: string }>('select text from answer where assessment_id = $1', [
      id,
    ])
    expect(rows).toEqual([{ text: 'It is done.' }])
    expectRedirect(await comment(id, helper, { requirementId: asked, body: 'Plus court ?' }), /#comments$/)
  })
})

describe('what is written while the plan is being sent', () => {
  const answered = { choice: null, text: 'Nobody has read this', dueOn: null }
  test.each([
    [
      'an answer of a colleague',
      () => cast.focalPoint,
      (who: Actor, id: string) => saveAnswer(who, id, asked, answered, 1, now()),
    ],
    [
      'an answer of somebody invited',
      () => helper,
      (who: Actor, id: string) => saveAnswer(who, id, asked, answered, 1, now()),
    ],
    [
      'a line of a list',
      () => helper,
      (who: Actor, id: string) =>
        saveRow(
          who,
          id,
          'riskGaps',
          null,
          { values: { group: 'participants', reason: 'None' }, seal: false },
          0,
          now(),
        ),
    ],
  ])('is part of it or refused: %s', async (_, by, write) => {
    const id = await aPlan(cast)
    await invite(id)
    let late: Promise<unknown> = Promise.resolve()
    await withScope(cast.investigator.id, async (tx) => {
      const row = await lockAssessment(tx, scopeOf(cast.investigator), id)
      late = write(by(), id).catch((error: { code?: string }) => error.code)
      await new Promise((done) => setTimeout(done, 500))
      const sent = moved('assessment', row, { type: 'submit', unanswered: 0 })
      await saveAssessment(tx, row, sent!.stored, { submittedAt: now() })
    })
    expect(await late).toBe('notReady')
  })
})

describe('comments', () => {
  test('are hidden from the body that reviews, also after sending and signing', async () => {
    const id = await aPlan(cast)
    await comment(id, cast.focalPoint, { body: 'Whose van is it?' })
    await move(cast.investigator, id, { type: 'submit' })
    for (const who of [cast.officer, cast.reviewer, cast.approver, stranger]) {
      expect((await commentsPage(id, who)).status, who.name).toBe(404)
      expect((await comment(id, who, { body: 'Mine' })).status, who.name).toBe(404)
    }
    const stored = await database.query<{ content: object }>(
      'select content from submission where assessment_id = $1',
      [id],
    )
    expect(JSON.stringify(stored)).not.toContain('Whose van')
  })

  test('are settled by who writes, and by who only comments where they are their own', async () => {
    const id = await aPlan(cast, { answered: 0 })
    await invite(id, 'commenter')
    await comment(id, cast.investigator, { requirementId: asked, body: 'First' })
    await comment(id, helper, { body: 'Second' })
    const counts = () =>
      withScope(cast.investigator.id, (tx) => countOpenComments(tx, id, ['writers', 'both']))
    expect(await counts()).toBe(2)
    const page = (await commentsPage(id, helper)).value as {
      open: { id: string; body: string; maySettle: boolean }[]
    }
    expect(page.open.map(({ body, maySettle }) => [body, maySettle])).toEqual([
      ['First', false],
      ['Second', true],
    ])
    const settle = (who: Actor, commentId: string, how = 'settle') =>
      send(commentsRoute, plan(id, '/comments'), { assessmentId: id }, who, { move: how, commentId })
    const [first, second] = page.open
    expect((await settle(helper, first!.id)).status).toBe(403)
    expectRedirect(await settle(helper, second!.id), /#comments$/)
    expectRedirect(await settle(cast.focalPoint, first!.id), /#comments$/)
    expect(await counts()).toBe(0)
    await settle(cast.investigator, first!.id, 'reopen')
    expect(await counts()).toBe(1)
    const other = await aPlan(cast, { answered: 0 })
    const elsewhere = { move: 'settle', commentId: first!.id }
    expect(
      (
        await send(
          commentsRoute,
          plan(other, '/comments'),
          { assessmentId: other },
          cast.investigator,
          elsewhere,
        )
      ).status,
    ).toBe(404)
  })

  test.each([
    ['nothing', ' ', 'together.comment.missing'],
    ['4,001 characters', 'é'.repeat(4001), 'together.comment.tooLong'],
  ])('of %s are refused, and what was typed comes back', async (_, body, key) => {
    const id = await aPlan(cast, { answered: 0 })
    const refusal = await comment(id, cast.investigator, { requirementId: asked, body })
    expect(refusal.status).toBe(422)
    expect(keysIn(refusal)).toEqual([key])
    expect(refusal.value).toMatchObject({ typed: { body, requirementId: asked } })
  })

  test('lead back to a page of the same plan and nowhere else', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const other = await aPlan(cast, { answered: 0 })
    const page = plan(id, `/requirements/${asked}`)
    const after = async (then: string) =>
      (await comment(id, cast.investigator, { body: then, then })).location
    expect(await after(page)).toBe(`${page}#comments`)
    for (const then of [
      plan(other),
      '//evil.example',
      'https://evil.example',
      `${plan(id)}/../../calls`,
      `${plan(id)}x`,
    ])
      expect(await after(then), then).toBe(`${plan(id, '/comments')}#comments`)
    const unknown = await comment(id, cast.investigator, { body: 'x', requirementId: 'X-X-99' })
    expect(unknown.status).toBe(404)
  })

  test('are kept for reading once the plan is signed, and what was typed meanwhile comes back', async () => {
    const id = await aSignedPlan(cast)
    const late = await comment(id, cast.investigator, { body: 'One more thing' })
    expect(late.status).toBe(409)
    expect(late.value).toMatchObject({ typed: { body: 'One more thing' } })
    expect((await commentsPage(id, cast.investigator)).value).toMatchObject({ mayComment: false })
  })
})

describe('what does not fit', () => {
  const path = (id: string) => plan(id, `/notes/${asked}`)
  const say = (id: string, who: Actor, body: string) =>
    send(noteRoute, path(id), { assessmentId: id, requirementId: asked }, who, { body })
  const inbox = (who: Actor) => open(notesRoute, '/app/notes', {}, who)

  test('is said by who reads the draft, and by nobody else', async () => {
    const id = await aReviewedPlan(cast)
    for (const who of [cast.officer, cast.reviewer, stranger])
      expect((await say(id, who, 'No')).status, who.name).toBe(404)
    expect(keysIn(await say(id, cast.focalPoint, ''))).toEqual(['together.note.missing'])
    expect(keysIn(await say(id, cast.focalPoint, 'a'.repeat(2001)))).toEqual(['together.note.tooLong'])
    expectRedirect(await say(id, cast.focalPoint, 'No police within two days'), `${path(id)}?thanks`)
    expectRedirect(await say(id, cast.focalPoint, 'And no clinic'), `${path(id)}?thanks`)
    const again = await open(noteRoute, path(id), { assessmentId: id, requirementId: asked }, cast.focalPoint)
    expect((again.value as { earlier: { body: string }[] }).earlier.map(({ body }) => body)).toEqual([
      'No police within two days',
      'And no clinic',
    ])
    const seen = await open(
      noteRoute,
      path(id),
      { assessmentId: id, requirementId: asked },
      cast.investigator,
    )
    expect(seen.value).toMatchObject({ earlier: [] })
  })

  test('is read by who looks after the framework, without name, plan or body, and marked as read', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const administrator = await aPerson('Amara', 'administrator', cast.funder)
    const body = `No clinic, ${id.slice(0, 8)}`
    await say(id, cast.focalPoint, body)
    for (const who of [cast.reviewer, cast.approver, cast.investigator, cast.focalPoint])
      expect((await inbox(who)).status, who.name).toBe(403)
    expect((await inbox(cast.officer)).value).toEqual({ unread: [], read: [] })
    const { value } = await inbox(administrator)
    const text = JSON.stringify(value)
    expect(text).toContain(body)
    for (const secret of [id, cast.focalPoint.id, 'Efua', cast.partner.name, 'Nets and Names', '"GH"'])
      expect(text.replace(body, ''), secret).not.toContain(secret)
    const [question] = (value as { unread: { requirementId: string; unreadIds: string[] }[] }).unread
    expect(question!.requirementId).toBe(asked)
    const mark = (who: Actor) => send(notesRoute, '/app/notes', {}, who, { note: question!.unreadIds[0]! })
    expect((await mark(cast.investigator)).status).toBe(403)
    await mark(cast.officer)
    const [own] = await database.query<{ id: string }>('select id from requirement_note where body = $1', [
      body,
    ])
    const readAt = async () =>
      (
        await database.query<{ read_at: Date | null }>('select read_at from requirement_note where id = $1', [
          own!.id,
        ])
      )[0]!.read_at
    expect(await readAt()).toBeNull()
    expectRedirect(await send(notesRoute, '/app/notes', {}, administrator, { note: own!.id }), '/app/notes')
    expect(await readAt()).not.toBeNull()
    expect((await send(notesRoute, '/app/notes', {}, administrator, {})).status).toBe(422)
  })
})
