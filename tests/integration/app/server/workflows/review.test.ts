import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { declarePage } from '#app/server/queries/declare.server.ts'
import { principlePage } from '#app/server/queries/judge.server.ts'
import { opinionOf, opinionPage, opinionsOf } from '#app/server/queries/opinion.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { reviewersPage, reviewsPage } from '#app/server/queries/reviews-overview.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { finishOpinion, giveOpinion } from '#app/server/workflows/opinion.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import {
  declareConflict,
  declareNoConflict,
  giveReview,
  giveReviews,
} from '#app/server/workflows/review.server.ts'
import { principles } from '#content/index.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aSubmittedPlan,
  move,
  stateOf,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()

let cast: Cast
let second: Actor
beforeEach(async () => {
  cast = await aCast()
  second = await aPerson('Salome', 'reviewer', cast.funder)
})

const yes = (text: string) => ({ choice: 'yes', text, dueOn: null })
const sent = async () => {
  const id = await aPlan(cast)
  await move(cast.investigator, id, { type: 'submit' })
  return id
}
const accept = principles.map((principle) => ({ type: 'acceptPrinciple' as const, principle, reason: '' }))
const entries = (id: string) =>
  database
    .query<{ action: string; data: object }>(
      `select action, data from ledger_entry where subject = $1 and action like 'review.%' order by position`,
      [id],
    )
    .then((rows) => rows.map(({ action, data }) => [action, data]))
const notified = (notice: string, id: string) =>
  database.query<{ data: Record<string, string> }>(
    `select data from pgboss.job
     where name = 'notify' and data->>'notice' = $1 and data->>'assessmentId' = $2 order by created_on`,
    [notice, id],
  )

describe('first: is there a conflict?', () => {
  test('nobody reads or judges before they have said', async () => {
    const id = await sent()
    await expect(reviewPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(
      advanceAssessment(cast.reviewer, id, { type: 'startReview' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('shows who it comes from and nothing of what it says, to those who judge alone', async () => {
    const id = await sent()
    const page = await declarePage(cast.reviewer, id)
    expect(page).toMatchObject({
      title: 'Nets and Names',
      country: 'GH',
      organisations: ['Tsavanya Listening Circle'],
      writers: ['Adwoa'],
      saidNoneAt: null,
    })
    expect(JSON.stringify(page)).not.toContain('It is done.')
    for (const other of [cast.officer, cast.investigator])
      await expect(declarePage(other, id)).rejects.toMatchObject({ code: 'notPermitted' })
    const stranger = await aPerson('Stranger', 'reviewer', await anOrganisation('Elsewhere', 'funder'))
    await expect(declarePage(stranger, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(declareConflict(stranger, id, '', now())).rejects.toMatchObject({ code: 'notFound' })
    await expect(declareNoConflict(cast.officer, id, now())).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('“none” opens the plan, once, and is in the ledger', async () => {
    const id = await sent()
    await declareNoConflict(cast.reviewer, id, now())
    await declareNoConflict(cast.reviewer, id, now())
    expect((await reviewPage(cast.reviewer, id)).title).toBe('Nets and Names')
    expect(await entries(id)).toEqual([['review.declare', { conflicted: false }]])
  })

  test('a conflict takes the plan away at once, in the middle of a review, and says that somebody else is needed', async () => {
    const id = await aSubmittedPlan(cast)
    await move(cast.reviewer, id, { type: 'startReview' })
    await declareConflict(cast.reviewer, id, 'My cousin wrote it.', now())

    await expect(reviewPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(assessmentPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(advanceAssessment(cast.reviewer, id, accept[0]!, 'newest', now())).rejects.toMatchObject({
      code: 'notFound',
    })
    expect((await entries(id)).at(-1)).toEqual(['review.stepBack', { part: 'first' }])
    expect(JSON.stringify(await entries(id))).not.toContain('cousin')
    expect(await notified('reviewerNeeded', id)).toMatchObject([{ data: { assessmentId: id } }])

    const page = await reviewersPage(cast.officer, id)
    expect(page.conflicts).toMatchObject([{ name: 'Samuel', reason: 'My cousin wrote it.' }])
    expect(page.assigned).toMatchObject([{ name: 'Samuel', endedAt: expect.any(Date) as Date }])
    expect(page.reviewers.map(({ name }) => name)).toEqual(['Salome'])
    expect(await giveReview(cast.officer, id, { part: 'first', personId: cast.reviewer.id }, now())).toEqual({
      ok: false,
      why: 'conflicted',
    })
    // Somebody else takes over where the review stands.
    await giveReview(cast.officer, id, { part: 'first', personId: second.id }, now())
    await declareNoConflict(second, id, now())
    await move(second, id, accept[0]!)
    expect((await principlePage(second, id, 'rights')).judgement).toBe('accepted')
  })
})

describe('who reviews', () => {
  test('is not for authors, reviewers or strangers to say', async () => {
    const id = await sent()
    const giving = { part: 'first' as const, personId: cast.reviewer.id }
    for (const other of [cast.reviewer, cast.investigator])
      await expect(giveReview(other, id, giving, now())).rejects.toMatchObject({ code: 'notPermitted' })
    const stranger = await aPerson(
      'Stranger',
      'programme_officer',
      await anOrganisation('Elsewhere', 'funder'),
    )
    await expect(giveReview(stranger, id, giving, now())).rejects.toMatchObject({ code: 'notFound' })
    await expect(reviewsPage(cast.investigator, 1)).rejects.toMatchObject({ code: 'notPermitted' })
    expect((await reviewsPage(stranger, 1)).plans).toEqual([])
  })

  test('is given, replaced and ended, each with an entry, and whoever is asked is told', async () => {
    const id = await sent()
    await giveReview(cast.officer, id, { part: 'first', personId: cast.reviewer.id, was: null }, now())
    await expect(
      giveReview(cast.officer, id, { part: 'first', personId: second.id, was: null }, now()),
    ).rejects.toMatchObject({ code: 'changedByAnother' })
    await giveReview(cast.officer, id, { part: 'first', personId: second.id, was: cast.reviewer.id }, now())
    await giveReview(cast.officer, id, { part: 'first', personId: null, was: second.id }, now())
    expect(await entries(id)).toEqual([
      ['review.assign', { part: 'first', personId: cast.reviewer.id }],
      ['review.assign', { part: 'first', personId: second.id }],
      ['review.end', { part: 'first', personId: second.id }],
    ])
    const told = await notified('reviewAssigned', id)
    expect(told.map(({ data }) => data.personId)).toEqual([cast.reviewer.id, second.id])
  })

  test('refuses whoever wrote it, whoever has a part, and whoever is no reviewer', async () => {
    const id = await sent()
    const both = await aPerson('Both', 'reviewer', cast.funder)
    await asSystem('test: a reviewer who is also of the circle', (tx) =>
      tx.membership.create({
        data: { personId: both.id, organisationId: cast.partner.id, role: 'focal_point' },
      }),
    )
    const give = (personId: string, part: 'first' | 'second' = 'first') =>
      giveReview(cast.officer, id, { part, personId }, now())
    expect(await give(both.id)).toEqual({ ok: false, why: 'writes' })
    expect(await give(cast.investigator.id)).toEqual({ ok: false, why: 'writes' })
    expect(await give(cast.approver.id)).toEqual({ ok: false, why: 'noReviewer' })
    expect(await give(cast.reviewer.id)).toEqual({ ok: true })
    expect(await give(cast.reviewer.id, 'second')).toEqual({ ok: false, why: 'hasPart' })
  })

  test('gives several at once, each by itself, and the page says how much lies with whom', async () => {
    const [one, two] = [await sent(), await sent()]
    await declareNoConflict(second, two, now())
    await declareConflict(second, two, '', now())
    const done = await giveReviews(cast.officer, [one, two], { part: 'first', personId: second.id }, now())
    expect(done).toEqual({ given: 1, refused: [{ title: 'Nets and Names', why: 'conflicted' }] })
    const page = await reviewsPage(cast.officer, 1)
    expect(page.plans.map(({ id, with: people }) => [id, people.map(({ name }) => name)])).toEqual([
      [one, ['Salome']],
      [two, []],
    ])
    const salome = page.reviewers.find(({ personId }) => personId === second.id)
    expect(salome?.plans).toBe(1)
    expect(salome?.answers).toBeGreaterThan(5)
    expect(page.reviewers.find(({ personId }) => personId === cast.reviewer.id)).toMatchObject({ plans: 0 })
  })
})

describe('a second reviewer', () => {
  const withSecond = async () => {
    const id = await aSubmittedPlan(cast)
    await giveReview(cast.officer, id, { part: 'second', personId: second.id }, now())
    await declareNoConflict(second, id, now())
    await move(cast.reviewer, id, { type: 'startReview' }, ...accept)
    return id
  }
  const opinion = (judgement: 'accepted' | 'changes_asked', reason = '') => ({
    judgement,
    reason,
    points: [],
  })

  test('sees nothing of what the first found, on any page, and judges nothing but their own', async () => {
    const id = await withSecond()
    await move(cast.reviewer, id, {
      type: 'acceptPrinciple',
      principle: 'rights',
      reason: 'A word for nobody else.',
      points: [],
    })
    await expect(reviewPage(second, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(principlePage(second, id, 'rights')).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(advanceAssessment(second, id, accept[0]!, 'newest', now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    const pages = [
      await opinionPage(second, id),
      await opinionOf(second, id, 'rights'),
      await assessmentPage(second, id),
    ]
    expect(JSON.stringify(pages)).not.toContain('A word for nobody else.')
    expect(pages[2]).toMatchObject({ tasks: principles.map(() => ({ judgement: 'open' })) })
    expect(pages[0]).toMatchObject({ principles: principles.map(() => ({ judgement: 'open' })) })
    await expect(opinionPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('holds the review open until done, changes nothing afterwards, and only the decision sees both', async () => {
    const id = await withSecond()
    const complete = () => advanceAssessment(cast.reviewer, id, { type: 'completeReview' }, 'newest', now())
    await expect(complete()).rejects.toMatchObject({ code: 'notReady' })
    expect((await reviewPage(cast.reviewer, id)).others).toEqual([
      { part: 'second', done: false, name: 'Salome' },
    ])

    await giveOpinion(second, id, 'rights', opinion('changes_asked', 'Who watches at night?'), 1, now())
    await expect(finishOpinion(second, id, 1, now())).rejects.toMatchObject({ code: 'notReady' })
    await expect(giveOpinion(second, id, 'equity', opinion('accepted'), 2, now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    for (const principle of principles.slice(1))
      await giveOpinion(second, id, principle, opinion('accepted'), 1, now())
    await finishOpinion(second, id, 1, now())
    await expect(giveOpinion(second, id, 'rights', opinion('accepted'), 1, now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    const both = (actor: Actor) =>
      withScope(actor.id, async (tx) => opinionsOf(tx, await getAssessment(tx, scopeOf(actor), id)))
    expect(await both(cast.reviewer)).toEqual([])
    expect(JSON.stringify(await reviewPage(cast.reviewer, id))).not.toContain('Who watches')

    await complete()
    expect(await stateOf(id)).toBe('awaiting_decision')
    expect((await both(cast.approver))[0]).toMatchObject({
      principle: 'rights',
      first: { judgement: 'accepted', by: 'Samuel' },
      others: [{ judgement: 'changes_asked', reason: 'Who watches at night?', by: 'Salome', part: 'second' }],
    })
    expect((await entries(id)).at(-1)).toEqual(['review.opinion', { part: 'second', submission: 1 }])
  })

  test('looks again only at what changed', async () => {
    const id = await withSecond()
    for (const principle of principles)
      await giveOpinion(second, id, principle, opinion('accepted'), 1, now())
    await move(
      cast.reviewer,
      id,
      { type: 'askForChange', principle: 'rights', requirementIds: ['V-P-02'], reason: 'Zemani is missing.' },
      { type: 'requestChanges' },
    )
    await saveAnswer(cast.investigator, id, 'V-P-02', yes('Zemani too.'), 1, now())
    await move(cast.investigator, id, { type: 'resubmit' })
    const page = await opinionPage(second, id)
    expect(page.principles.map(({ judgement }) => judgement)).toEqual([
      'open',
      'accepted',
      'accepted',
      'accepted',
    ])
  })
})

describe('changes that were asked of named answers', () => {
  const asked = async () => {
    const id = await aSubmittedPlan(cast)
    const points = [
      { requirementId: 'V-P-02', kind: 'change' as const, reason: 'Zemani is missing.' },
      { requirementId: 'V-P-01', kind: 'exception' as const, reason: 'Only by day.' },
    ]
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: ['V-P-02'], reason: '', points },
      ...accept.slice(1),
      { type: 'requestChanges' },
    )
    return id
  }

  test('leave every other answer as it was read', async () => {
    const id = await asked()
    await expect(
      saveAnswer(cast.investigator, id, 'V-P-01', yes('Sneaked in.'), 1, now()),
    ).rejects.toMatchObject({ code: 'notReady' })
    expect(await saveAnswer(cast.investigator, id, 'V-P-02', yes('Zemani too.'), 1, now())).toEqual({
      saved: true,
    })
    expect(await requirementPage(cast.investigator, id, 'V-P-01')).toMatchObject({
      mayAnswer: false,
      notAsked: true,
      asked: null,
    })
    expect(await requirementPage(cast.investigator, id, 'V-P-02')).toMatchObject({
      mayAnswer: true,
      notAsked: false,
      asked: { reason: 'Zemani is missing.' },
      next: null,
    })
    const site = { values: { name: 'North', country: 'GH', activity: 'x', safeToName: 'yes' }, seal: false }
    await expect(saveRow(cast.investigator, id, 'sites', null, site, 0, now())).rejects.toMatchObject({
      code: 'notReady',
    })
  })

  test('stand first on the author’s page, with the reviewer’s words, and say what was written anew', async () => {
    const id = await asked()
    const page = await assessmentPage(cast.investigator, id)
    expect(page.changes).toMatchObject([
      {
        id: 'V-P-02',
        principle: 'rights',
        to: 'requirements/V-P-02',
        reason: 'Zemani is missing.',
        changed: false,
      },
    ])
    await saveAnswer(cast.investigator, id, 'V-P-02', yes('Zemani too.'), 1, now())
    expect((await assessmentPage(cast.investigator, id)).changes).toMatchObject([{ changed: true }])
    expect((await assessmentPage(cast.reviewer, id)).changes).toEqual([])
  })

  test('come back side by side, with the earlier words, and what was accepted stays accepted', async () => {
    const id = await asked()
    await saveAnswer(cast.investigator, id, 'V-P-02', yes('It is done in Zemani.'), 1, now())
    await move(cast.investigator, id, { type: 'resubmit' })
    const page = await principlePage(cast.reviewer, id, 'rights')
    expect(page).toMatchObject({ judgement: 'open', standing: null, submissionNumber: 2 })
    const changed = page.answers.filter(({ difference }) => difference !== null)
    expect(changed.map((one) => one.id)).toEqual(['V-P-02'])
    expect(changed[0]!.difference!.filter(({ change }) => change === 'added')).toMatchObject([
      { text: 'done in Zemani.' },
    ])
    expect(page.earlier).toMatchObject([
      { points: [{ requirementId: 'V-P-02', reason: 'Zemani is missing.' }] },
    ])
    expect((await principlePage(cast.reviewer, id, 'equity')).judgement).toBe('accepted')
    expect((await reviewPage(cast.reviewer, id)).principles.map(({ changed: count }) => count)).toEqual([
      1, 0, 0, 0,
    ])
  })

  test('of none in particular open the whole principle, as before', async () => {
    const id = await aSubmittedPlan(cast)
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: [], reason: 'All of it.' },
      { type: 'requestChanges' },
    )
    expect(await saveAnswer(cast.investigator, id, 'V-P-01', yes('Anew.'), 1, now())).toEqual({ saved: true })
    expect((await assessmentPage(cast.investigator, id)).changes).toEqual([])
  })

  test('what the approver wants to know opens too, beside what the reviewer asked', async () => {
    const id = await aSubmittedPlan(cast)
    await move(cast.reviewer, id, { type: 'startReview' }, ...accept, { type: 'completeReview' })
    const points = [{ requirementId: 'V-P-01', kind: 'change' as const, reason: 'Since when?' }]
    await move(cast.approver, id, { type: 'askForInformation', points, reason: '' })
    expect((await assessmentPage(cast.investigator, id)).changes).toMatchObject([
      { id: 'V-P-01', reason: 'Since when?' },
    ])
    await expect(saveAnswer(cast.investigator, id, 'V-P-02', yes('No.'), 1, now())).rejects.toMatchObject({
      code: 'notReady',
    })
    expect(await saveAnswer(cast.investigator, id, 'V-P-01', yes('Since May.'), 1, now())).toEqual({
      saved: true,
    })
  })
})

describe('signals of fairness', () => {
  test('say how long decided plans lay with the body, and what was asked before anybody was paid', async () => {
    const id = await aSubmittedPlan(cast)
    const { equity } = await reviewPage(cast.reviewer, id)
    expect(equity).toMatchObject({
      country: 'GH',
      paid: { partners: null },
      helped: { helpers: 0 },
      unpaid: { rounds: 1 },
      turnaround: { here: { days: null, count: 0 }, all: { days: null, count: 0 } },
    })
    expect(equity.unpaid.questions).toBeGreaterThan(5)
  })
})
