import { beforeEach, describe, expect, test } from 'vitest'
import * as answerRoute from '#app/routes/app.assessments.$assessmentId.requirements.$requirementId.tsx'
import * as assessmentRoute from '#app/routes/app.assessments.$assessmentId._index.tsx'
import * as commentsRoute from '#app/routes/app.assessments.$assessmentId.comments.tsx'
import * as discussionRoute from '#app/routes/app.assessments.$assessmentId.discussion.tsx'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { recipientsOf } from '#app/server/jobs/recipients.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { assignReviewer } from '#app/server/repositories/reviewers.server.ts'
import { declareConflict } from '#app/server/workflows/review.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  anOrganisation,
  aCast,
  aPerson,
  aPlan,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  declare,
  move,
  type Cast,
} from '#tests/support/line.ts'
import { unpacked } from '#tests/support/unpacked.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const context = {} as never
const asked = 'V-P-01'
const secret = 'Between us: the budget looks thin'

type Route = { loader?: unknown; action?: unknown }
type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown
type Form = Record<string, string>
interface Shown {
  open: {
    id: string
    body: string
    audience: string
    from: string | null
    maySettle: boolean
    mayAnswer: boolean
  }[]
  settled: { id: string; settledBy: string }[]
}

let site: WholeSite
let cast: Cast
let stranger: Actor

beforeEach(async () => {
  cast = await aCast()
  stranger = await aPerson('Omar', 'reviewer', await anOrganisation('Elsewhere', 'funder'))
})

const plan = (id: string, part = '') => `/app/assessments/${id}${part}`

async function open(route: Route, path: string, id: string, who: Actor) {
  const cookie = await aCookieOf(who)
  const params = { assessmentId: id, requirementId: asked }
  return answerOf(() => (route.loader as Handler)({ request: ask(path, { cookie }), params, context }))
}

async function send(route: Route, path: string, id: string, who: Actor, form: Form) {
  const cookie = await aCookieOf(who)
  const params = { assessmentId: id }
  return answerOf(() => (route.action as Handler)({ request: ask(path, { cookie, form }), params, context }))
}

const discussion = (id: string, who: Actor, query = '') =>
  open(discussionRoute, plan(id, `/discussion${query}`), id, who)
const comments = (id: string, who: Actor) => open(commentsRoute, plan(id, '/comments'), id, who)
const discuss = (id: string, who: Actor, form: Form) =>
  send(discussionRoute, plan(id, '/discussion'), id, who, { move: 'say', ...form })
const comment = (id: string, who: Actor, form: Form) =>
  send(commentsRoute, plan(id, '/comments'), id, who, { move: 'say', ...form })
const shownTo = async (page: Promise<{ value: unknown }>) => (await page).value as Shown
const bodies = async (page: Promise<{ value: unknown }>) => (await shownTo(page)).open.map(({ body }) => body)

async function aSecond(id: string, person: Actor) {
  await asSystem('a test', (tx) =>
    assignReviewer(tx, {
      assessmentId: id,
      personId: person.id,
      part: 'second',
      assignedById: cast.officer.id,
      assignedAt: now(),
    }),
  )
  await declare(id, person)
}

async function told(id: string, side: 'author' | 'reviewing_body') {
  const found = await asSystem('a test', (tx) =>
    recipientsOf(tx, { notice: 'commentAsked', assessmentId: id, capacity: side }),
  )
  const cast = Object.entries(peopleByName())
  return (found?.personIds ?? []).map((one) => cast.find(([, { id }]) => id === one)?.[0]).sort()
}
const peopleByName = () => {
  const { officer, reviewer, approver, investigator, focalPoint } = cast
  return { officer, reviewer, approver, investigator, focalPoint }
}

describe('what those who judge say to each other', () => {
  test('reaches the author’s side by no page, no count, no export and no entry in the ledger', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.reviewer, { body: secret, requirementId: asked, audience: 'reviewers' })
    await discuss(id, cast.officer, { body: secret, audience: 'reviewers' })
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    for (const who of [cast.investigator, cast.focalPoint, lead]) {
      for (const page of [
        await comments(id, who),
        await open(assessmentRoute, plan(id), id, who),
        await open(answerRoute, plan(id, `/requirements/${asked}`), id, who),
      ]) {
        expect(page.status, who.name).toBe(200)
        expect(JSON.stringify(page.value), who.name).not.toContain(secret)
        expect(JSON.stringify(page.value), who.name).not.toContain(cast.officer.id)
      }
      expect((await assessmentPage(who, id)).openComments).toBe(0)
      expectRedirect(await discussion(id, who), plan(id, '/comments#comments'))
      expect((await discuss(id, who, { body: 'Mine', audience: 'reviewers' })).status).toBe(404)
    }
    site ??= await startWholeSite()
    const cookie = await aCookieOf(cast.investigator)
    for (const file of ['plan.html', 'plan.docx', 'answers.csv', 'bundle.zip']) {
      const answer = await fetch(new URL(plan(id, `/exports/${file}`), site.url), { headers: { cookie } })
      expect(answer.status, file).toBe(200)
      const bytes = Buffer.from(await answer.arrayBuffer())
      const parts = /zip|docx/.test(file) ? [...(await unpacked(bytes)).values()] : [bytes]
      for (const part of parts) expect(part.includes('budget looks thin'), file).toBe(false)
    }
    const kept = await database.query(
      `select data::text from ledger_entry where subject = $1 union all select content::text from submission where assessment_id = $1::uuid
       union all select data::text from pgboss.job where data->>'assessmentId' = $1`,
      [id],
    )
    expect(JSON.stringify(kept)).not.toContain('budget looks thin')
  })

  test('is nobody’s on the author’s side to settle, also by its id', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    const [one] = (await shownTo(discussion(id, cast.reviewer))).open
    const settle = { move: 'settle', commentId: one!.id }
    expect((await send(commentsRoute, plan(id, '/comments'), id, cast.investigator, settle)).status).toBe(404)
    expect((await send(discussionRoute, plan(id, '/discussion'), id, cast.investigator, settle)).status).toBe(
      404,
    )
  })

  test('is hidden from somebody who belongs to both bodies: they stand with those who write', async () => {
    const id = await aSubmittedPlan(cast)
    const between = await aPerson('Kofi', 'reviewer', cast.funder)
    await database.query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
      between.id,
      cast.partner.id,
      'focal_point',
    ])
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    expectRedirect(await discussion(id, between), plan(id, '/comments#comments'))
    expect(await bodies(comments(id, between))).toEqual([])
    expect((await discuss(id, between, { body: 'Mine' })).status).toBe(404)
    expect((await open(assessmentRoute, plan(id), id, between)).value).toMatchObject({ openComments: 0 })
  })

  test('is hidden from strangers, from who only looks after accounts, and from who reads from outside', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    await discuss(id, cast.reviewer, { body: 'A question', audience: 'both' })
    const administrator = await aPerson('Abena', 'administrator', cast.funder)
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'outside_reviewer')`,
      [id, stranger.id],
    )
    await declare(id, stranger)
    const nobody = await aPerson('Noor', 'reviewer', await anOrganisation('Nowhere', 'funder'))
    for (const [who, status] of [
      [nobody, 404],
      [administrator, 403],
      [stranger, 403],
    ] as const) {
      expect((await discussion(id, who)).status, who.name).toBe(status)
      expect((await discuss(id, who, { body: 'Mine' })).status, who.name).toBe(status)
    }
    expect(await withScope(stranger.id, (tx) => tx.comment.count())).toBe(0)
  })

  test('does not exist before the plan was ever sent', async () => {
    const id = await aPlan(cast, { answered: 0 })
    for (const who of [cast.officer, cast.reviewer])
      expect((await discussion(id, who)).status, who.name).toBe(404)
  })

  test('is gone for whoever stepped back, and what they were typing comes back to them', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.officer, { body: secret, audience: 'reviewers' })
    await declareConflict(cast.reviewer, id, 'My sister works there', now())
    expect((await discussion(id, cast.reviewer)).status).toBe(404)
    const late = await discuss(id, cast.reviewer, { body: 'Half a thought', audience: 'both' })
    expect(late.status).toBe(404)
    expect(late.value).toMatchObject({ code: 'lostAccess', typed: 'Half a thought' })
    expect(await told(id, 'reviewing_body')).not.toContain('reviewer')
  })

  test('is neither read nor written by a second reviewer before being done', async () => {
    const id = await aSubmittedPlan(cast)
    const second = await aPerson('Sena', 'reviewer', cast.funder)
    await aSecond(id, second)
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    await comment(id, cast.investigator, { body: 'Is there time?', audience: 'both' })
    expectRedirect(await discussion(id, second), plan(id, '/opinion'))
    for (const audience of ['reviewers', 'both'])
      expect((await discuss(id, second, { body: 'I found this', audience })).status, audience).toBe(403)
    expect(await withScope(second.id, (tx) => tx.comment.count())).toBe(0)
    await database.query('update review_assignment set done_at = now() where person_id = $1', [second.id])
    expect(await bodies(discussion(id, second))).toEqual([secret, 'Is there time?'])
    expectRedirect(await discuss(id, second, { body: 'I found this' }), plan(id, '/discussion#comments'))
  })

  test('is opened by a reviewer once they said that they have no conflict, and what they typed is kept', async () => {
    const id = await aPlan(cast)
    await move(cast.investigator, id, { type: 'submit' })
    expectRedirect(await discussion(id, cast.reviewer), /\/declare\?next=/)
    const sent = await discuss(id, cast.reviewer, { body: 'Half a thought', audience: 'both' })
    expectRedirect(sent, /\/declare\?next=.*held/)
    await declare(id, cast.reviewer)
    const back = new URL(sent.location!, 'https://amana.example').searchParams.get('next')!
    const page = await open(discussionRoute, back, id, cast.reviewer)
    expect(page.value).toMatchObject({ kept: { body: 'Half a thought', audience: 'both' } })
    expect((await discussion(id, cast.officer)).status).toBe(200)
  })

  test('is read by the whole body that reviews, about a question or the plan, and settled there', async () => {
    const id = await aSubmittedPlan(cast)
    const lead = await aPerson('Ama', 'safeguarding_lead', cast.funder)
    await discuss(id, cast.reviewer, { body: 'The van again', requirementId: asked })
    expect((await discuss(id, lead, { body: 'x', requirementId: 'X-X-99' })).status).toBe(404)
    for (const who of [cast.officer, cast.reviewer, cast.approver, lead])
      expect(await shownTo(discussion(id, who)), who.name).toMatchObject({
        open: [
          { body: 'The van again', audience: 'reviewers', requirementId: asked, maySettle: true, from: null },
        ],
      })
    expect((await discussion(id, lead, `?requirement=${asked}`)).value).toMatchObject({
      about: { id: asked },
    })
    expect((await discussion(id, lead, '?requirement=X-X-99')).value).toMatchObject({ about: null })
    const [one] = (await shownTo(discussion(id, lead))).open
    const settle = (how: string) =>
      send(discussionRoute, plan(id, '/discussion'), id, lead, { move: how, commentId: one!.id })
    expectRedirect(await settle('settle'), /discussion#comments$/)
    expect((await shownTo(discussion(id, lead))).settled).toMatchObject([{ settledBy: 'Ama' }])
    expectRedirect(await settle('reopen'), /discussion#comments$/)
    expect(await bodies(discussion(id, lead))).toEqual(['The van again'])
  })
})

describe('a question between the two sides', () => {
  test('is not asked by the author before the plan is sent, and what was typed comes back', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const early = await comment(id, cast.investigator, { body: 'Is there time?', audience: 'both' })
    expect([early.status, keysIn(early)]).toEqual([409, ['together.comment.notWithThem']])
    expect(early.value).toMatchObject({ typed: { body: 'Is there time?' } })
    expect((await comments(id, cast.investigator)).value).toMatchObject({ open: [], audiences: ['writers'] })
  })

  test('is not written for readers of the other side alone', async () => {
    const id = await aSubmittedPlan(cast)
    for (const audience of ['reviewers', 'everybody', '']) {
      const refusal = await comment(id, cast.investigator, { body: 'Mine', audience })
      expect([refusal.status, keysIn(refusal)], audience).toEqual([422, ['together.comment.audienceMissing']])
    }
    const refusal = await discuss(id, cast.reviewer, { body: 'Mine', audience: 'writers' })
    expect([refusal.status, keysIn(refusal)]).toEqual([422, ['together.comment.audienceMissing']])
    expect(refusal.value).toMatchObject({ typed: { body: 'Mine' } })
  })

  test('is for nobody but one’s own side, where nobody chose', async () => {
    const id = await aSubmittedPlan(cast)
    await comment(id, cast.investigator, { body: 'Among us' })
    await discuss(id, cast.reviewer, { body: 'Among them' })
    expect(await bodies(comments(id, cast.focalPoint))).toEqual(['Among us'])
    expect(await bodies(discussion(id, cast.approver))).toEqual(['Among them'])
    const jobs = await database.query(
      `select 1 from pgboss.job where data->>'notice' = 'commentAsked' and data->>'assessmentId' = $1`,
      [id],
    )
    expect(jobs).toEqual([])
  })

  test('keeps its readers for ever', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    for (const who of [cast.reviewer, cast.investigator]) {
      const widen = () => withScope(who.id, (tx) => tx.$executeRaw`update comment set audience = 'both'`)
      await expect(widen(), who.name).rejects.toThrow('permission denied')
    }
  })

  test('is read by both, answered by the other, and settled by who asked', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.reviewer, { body: 'Whose van is it?', requirementId: asked, audience: 'both' })
    expect(await shownTo(comments(id, cast.investigator))).toMatchObject({
      open: [
        {
          body: 'Whose van is it?',
          by: 'Samuel',
          from: 'Northlight Research Fund',
          audience: 'both',
          maySettle: false,
          mayAnswer: true,
        },
      ],
    })
    expect((await assessmentPage(cast.investigator, id)).openComments).toBe(1)
    const panel = (await open(answerRoute, plan(id, `/requirements/${asked}`), id, cast.focalPoint)).value
    expect(panel).toMatchObject({ comments: { comments: [{ body: 'Whose van is it?', mayAnswer: true }] } })

    const answer = { body: 'The clinic’s', requirementId: asked, audience: 'both' }
    expectRedirect(await comment(id, cast.focalPoint, answer), /#comments$/)
    const seen = await shownTo(discussion(id, cast.reviewer))
    expect(seen.open).toMatchObject([
      { body: 'Whose van is it?', from: null, maySettle: true, mayAnswer: false },
      {
        body: 'The clinic’s',
        by: 'Efua',
        from: 'Tsavanya Listening Circle',
        maySettle: false,
        mayAnswer: true,
      },
    ])
    const [question, reply] = seen.open
    const settle = (route: Route, page: string, who: Actor, commentId: string) =>
      send(route, plan(id, page), id, who, { move: 'settle', commentId })
    expect((await settle(commentsRoute, '/comments', cast.investigator, question!.id)).status).toBe(403)
    expect((await settle(discussionRoute, '/discussion', cast.reviewer, reply!.id)).status).toBe(403)
    expectRedirect(await settle(discussionRoute, '/discussion', cast.officer, question!.id), /#comments$/)
    expectRedirect(await settle(commentsRoute, '/comments', cast.investigator, reply!.id), /#comments$/)
    expect((await shownTo(comments(id, cast.focalPoint))).settled).toMatchObject([
      { settledBy: 'Ruth' },
      { settledBy: 'Adwoa' },
    ])
    expect((await shownTo(discussion(id, cast.approver))).settled).toHaveLength(2)
  })

  test('tells the other side, with ids and codes only', async () => {
    const id = await aSubmittedPlan(cast)
    await move(cast.reviewer, id, { type: 'startReview' })
    await discuss(id, cast.approver, { body: 'Whose van is it?', audience: 'both' })
    await comment(id, cast.focalPoint, { body: 'The clinic’s', audience: 'both' })
    const jobs = await database.query<{ data: object }>(
      `select data from pgboss.job where data->>'notice' = 'commentAsked' and data->>'assessmentId' = $1 order by created_on`,
      [id],
    )
    expect(jobs.map(({ data }) => data)).toEqual([
      { notice: 'commentAsked', assessmentId: id, capacity: 'author' },
      { notice: 'commentAsked', assessmentId: id, capacity: 'reviewing_body' },
    ])
    expect(await told(id, 'author')).toEqual(['focalPoint', 'investigator'])
    expect(await told(id, 'reviewing_body')).toEqual(['approver', 'reviewer'])
  })

  test('waits for whoever may begin, where nobody judges it yet, and never for who judges blind', async () => {
    const id = await aSubmittedPlan(cast)
    await comment(id, cast.investigator, { body: 'Is there time?', audience: 'both' })
    expect(await told(id, 'reviewing_body')).toEqual(['officer', 'reviewer'])
    await aSecond(id, cast.reviewer)
    expect(await told(id, 'reviewing_body')).toEqual(['officer'])
  })

  test('makes nobody a writer of the plan: who asked goes on judging what is sent again', async () => {
    const id = await aSubmittedPlan(cast)
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    await move(cast.reviewer, id, { type: 'startReview' })
    await discuss(id, cast.reviewer, { body: secret, audience: 'reviewers' })
    await discuss(id, cast.reviewer, { body: 'Whose van is it?', audience: 'both' })
    await comment(id, lead, { body: 'The clinic’s', audience: 'both' })
    await move(
      cast.reviewer,
      id,
      { type: 'askForChange', principle: 'rights', reason: 'Say whose.', requirementIds: [] },
      ...(['equity', 'transparency', 'accountability'] as const).map((principle) => ({
        type: 'acceptPrinciple' as const,
        principle,
        reason: 'Clear.',
      })),
      { type: 'requestChanges' },
    )
    await move(cast.investigator, id, { type: 'resubmit' })
    const [sent] = await database.query<{ written_by_ids: string[] }>(
      'select written_by_ids from submission where assessment_id = $1 and number = 2',
      [id],
    )
    expect(sent!.written_by_ids).toContain(lead.id)
    expect(sent!.written_by_ids).not.toContain(cast.reviewer.id)
    expect((await discussion(id, cast.reviewer)).status).toBe(200)
  })

  test('is for reading once the plan is signed, and what was typed meanwhile comes back', async () => {
    const id = await aSignedPlan(cast)
    const late = await discuss(id, cast.reviewer, { body: 'One more thing', audience: 'reviewers' })
    expect([late.status, keysIn(late)]).toEqual([409, ['together.discussion.closed']])
    expect(late.value).toMatchObject({ typed: { body: 'One more thing' } })
    expect((await discussion(id, cast.reviewer)).value).toMatchObject({ mayComment: false })
    const theirs = await comment(id, cast.investigator, { body: 'And another', audience: 'both' })
    expect([theirs.status, keysIn(theirs)]).toEqual([409, ['together.comment.gone']])
  })

  test('stays readable when the plan was taken back, and nothing is lost that was being typed', async () => {
    const id = await aSubmittedPlan(cast)
    await discuss(id, cast.officer, { body: 'Whose van is it?', audience: 'both' })
    await move(cast.investigator, id, { type: 'takeBack' })
    const late = await discuss(id, cast.officer, { body: 'Half a thought', audience: 'both' })
    expect(late.status).toBe(409)
    expect(late.value).toMatchObject({ typed: { body: 'Half a thought' } })
    expect((await discussion(id, cast.officer)).value).toMatchObject({ mayComment: false, takenBack: true })
    const theirs = await comment(id, cast.investigator, { body: 'The clinic’s', audience: 'both' })
    expect([theirs.status, keysIn(theirs)]).toEqual([409, ['together.comment.notWithThem']])
    expect(theirs.value).toMatchObject({ typed: { body: 'The clinic’s' } })
  })
})

describe('both pages', () => {
  test('say above each comment who reads it, ask it in plain words, and do so in French', async () => {
    const id = await aReviewedPlan(cast)
    await discuss(id, cast.approver, { body: 'À qui est le bus ?', requirementId: asked, audience: 'both' })
    await discuss(id, cast.approver, { body: secret, audience: 'reviewers' })
    await database.query(`update person set locale = 'fr' where id = any ($1)`, [
      [cast.investigator.id, cast.approver.id],
    ])
    site ??= await startWholeSite()
    const html = async (path: string, who: Actor) =>
      (await fetch(new URL(plan(id, path), site.url), { headers: { cookie: await aCookieOf(who) } })).text()
    const judging = await html('/discussion', cast.approver)
    expect(judging).toContain('lang="fr"')
    expect(judging).toContain('Lu par\u202f: les personnes qui l’examinent chez Northlight Research Fund.')
    expect(judging).toMatch(/type="radio"[^>]*value="reviewers"[^>]*checked|checked=""[^>]*value="reviewers"/)
    expect(judging).toContain('Aucune des personnes qui écrivent le plan ne le lit jamais.')
    const writing = await html('/comments', cast.investigator)
    expect(writing).toContain(
      'Lu par\u202f: les personnes qui écrivent ce plan, et celles qui l’examinent chez Northlight Research Fund.',
    )
    expect(writing).toContain('Helen pour Northlight Research Fund')
    expect(writing).toContain('Répondre')
    expect(writing).not.toContain('budget looks thin')
    const answering = await html(`/comments?requirement=${asked}&to=both`, cast.investigator)
    expect(answering).toMatch(/type="radio"[^>]*checked=""[^>]*value="both"|value="both"[^>]*checked=""/)
    const panel = await html(`/requirements/${asked}`, cast.investigator)
    expect(panel).toContain('À qui est le bus')
    expect(panel).toContain('Qui le lit')
  })
})
