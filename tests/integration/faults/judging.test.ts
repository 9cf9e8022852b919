import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { appealPage, letterPage, undoPage } from '#app/server/queries/appeal.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { planConditionsPage } from '#app/server/queries/conditions.server.ts'
import { coveragePage } from '#app/server/queries/coverage.server.ts'
import { dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { decidePage } from '#app/server/queries/decide.server.ts'
import { discussionPage } from '#app/server/queries/discussion.server.ts'
import { assessmentProcessPage } from '#app/server/queries/how-this-works.server.ts'
import { issuedPage } from '#app/server/queries/issued.server.ts'
import { logPage } from '#app/server/queries/log.server.ts'
import { opinionPage } from '#app/server/queries/opinion.server.ts'
import { panelPage } from '#app/server/queries/panel.server.ts'
import { reviewPage, signPage } from '#app/server/queries/review.server.ts'
import { sentRisksPage } from '#app/server/queries/risks.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listConditions } from '#app/server/repositories/judgements.server.ts'

import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { advanceCondition } from '#app/server/workflows/condition.server.ts'
import { decideSeveral } from '#app/server/workflows/decision.server.ts'
import { downloadDocument } from '#app/server/workflows/documents.server.ts'
import { giveOpinion } from '#app/server/workflows/opinion.server.ts'
import { declareConflict, declareNoConflict, giveReview } from '#app/server/workflows/review.server.ts'
import { acceptCriticalRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { principles } from '#content/index.ts'
import { layWorld } from '#tests/integration/app/server/database/two-worlds.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  decided,
  declare,
  move,
  stateOf,
  type Cast,
  type Organisation,
} from '#tests/support/line.ts'

/** Ways around fairness that somebody with a grudge, a friend or two jobs might try. */
const database = withTestDatabase()
afterAll(() => closePress())

let cast: Cast
beforeEach(async () => {
  cast = await aCast()
})

const refused = { code: 'notPermitted' }
const gone = { code: 'notFound' }
const nobody = '00000000-0000-4000-8000-000000000000'
const accept = (principle: (typeof principles)[number]) =>
  ({ type: 'acceptPrinciple', principle, reason: '' }) as const
const appeal = { type: 'lodgeAppeal', grounds: 'Nobody read the annex.' } as const

/** The same person with one job more. */
async function alsoAs(person: Actor, role: Role, organisation: Organisation): Promise<Actor> {
  const { id } = await asSystem('test: a second job', (tx) =>
    tx.membership.create({
      data: { personId: person.id, organisationId: organisation.id, role },
      select: { id: true },
    }),
  )
  const { id: organisationId, name: organisationName, kind: organisationKind } = organisation
  const job = { id, organisationId, organisationName, organisationKind, role }
  return { ...person, memberships: [...person.memberships, job] }
}

async function aSecondReviewer(id: string, name = 'Salome'): Promise<Actor> {
  const second = await aPerson(name, 'reviewer', cast.funder)
  await giveReview(cast.officer, id, { part: 'second', personId: second.id }, now())
  await declareNoConflict(second, id, now())
  return second
}

describe('somebody who stepped back', () => {
  test('finds the plan on no page, in no file and in no count, whatever other jobs they hold', async () => {
    const id = await aSignedPlan(cast)
    const reviewer = await alsoAs(cast.reviewer, 'administrator', cast.funder)
    await declareConflict(reviewer, id, 'My cousin wrote it.', now())
    const ways: Record<string, () => Promise<unknown>> = {
      plan: () => assessmentPage(reviewer, id),
      review: () => reviewPage(reviewer, id),
      risks: () => sentRisksPage(reviewer, id),
      coverage: () => coveragePage(reviewer, id),
      how: () => assessmentProcessPage(reviewer, id),
      decide: () => decidePage(reviewer, id),
      letter: () => letterPage(reviewer, id, null),
      appeal: () => appealPage(reviewer, id),
      undo: () => undoPage(reviewer, id),
      discussion: () => discussionPage(reviewer, id, null),
      conditions: () => planConditionsPage(reviewer, id),
      issued: () => issuedPage(reviewer, id),
      sign: () => signPage(reviewer, id),
      record: () => downloadDocument(reviewer, id, 'full_record', now()),
    }
    for (const [name, way] of Object.entries(ways)) await expect(way(), name).rejects.toMatchObject(gone)
    const counted = await dashboardPage(reviewer)
    expect(counted.calls.flatMap(({ counts }) => Object.values(counts)).filter((count) => count > 0)).toEqual(
      [],
    )
    expect(counted.owed.partner.all).toBe(0)
    const { entries } = await logPage(reviewer, null)
    expect(entries.filter(({ subject }) => subject === id)).toEqual([])
    const admin = await aPerson('Ada', 'administrator', cast.funder)
    expect((await logPage(admin, null)).entries.some(({ subject }) => subject === id)).toBe(true)
  }, 60_000)
})

describe('somebody who has not said whether they have a conflict', () => {
  test('takes no copy of the plan by way of its documents, and accepts and undoes nothing', async () => {
    const id = await aPlanToSign(cast)
    const reviewer = await aPerson('Kofi', 'reviewer', cast.funder)
    const approver = await aPerson('Kwame', 'approver', cast.funder)
    for (const person of [reviewer, approver]) {
      await expect(downloadDocument(person, id, 'full_record', now())).rejects.toMatchObject(refused)
      await expect(issuedPage(person, id)).rejects.toMatchObject(refused)
      expect((await assessmentPage(person, id)).documents).toEqual([])
    }
    await expect(undoPage(approver, id)).rejects.toMatchObject(refused)
    const undo = () =>
      advanceAssessment(approver, id, { type: 'revertDecision', reason: 'No.' }, 'newest', now())
    await expect(undo()).rejects.toMatchObject(refused)
    await expect(acceptCriticalRisk(approver, id, nobody, 'Fine.', 0, now())).rejects.toMatchObject(refused)
    await declareNoConflict(approver, id, now())
    expect((await issuedPage(approver, id)).documents).toHaveLength(2)
    expect((await undoPage(approver, id)).may).toBe(true)
    await expect(acceptCriticalRisk(approver, id, nobody, 'Fine.', 0, now())).rejects.toMatchObject({
      code: 'notReady',
    })
    // Whoever judged and decided before anybody was asked about conflicts can still sign what they did.
    await database.query('delete from conflict_declaration where assessment_id = $1', [id])
    for (const signer of [cast.reviewer, cast.approver])
      expect((await signPage(signer, id)).documents).toHaveLength(2)
  })
})

describe('a second reviewer who is not done', () => {
  test('does not learn from how the process is drawn, or from the log, what the first found', async () => {
    const id = await aSubmittedPlan(cast)
    const second = await alsoAs(await aSecondReviewer(id), 'administrator', cast.funder)
    await move(cast.reviewer, id, { type: 'startReview' })
    const drawn = async () => JSON.stringify(await assessmentProcessPage(second, id))
    const logged = async () =>
      JSON.stringify((await logPage(second, null)).entries.filter(({ subject }) => subject === id))
    const [picture, log] = [await drawn(), await logged()]
    await move(cast.reviewer, id, accept('rights'))
    expect(await drawn()).toBe(picture)
    expect(await logged()).toBe(log)
    const first = await assessmentProcessPage(cast.reviewer, id)
    expect(JSON.stringify(first)).not.toBe(picture)
  })

  test('does not decide either, once the part was given to somebody else', async () => {
    const id = await aSubmittedPlan(cast)
    const second = await alsoAs(await aSecondReviewer(id), 'approver', cast.funder)
    await move(cast.reviewer, id, { type: 'startReview' })
    const opinion = { judgement: 'accepted', reason: 'Well done.', points: [] } as const
    await giveOpinion(second, id, 'rights', opinion, 1, now())
    await giveReview(cast.officer, id, { part: 'second', personId: null }, now())
    await move(cast.reviewer, id, ...principles.map(accept), { type: 'completeReview' })
    const decide = () => advanceAssessment(second, id, decided('declined'), 'newest', now())
    await expect(decide()).rejects.toMatchObject(refused)
    expect((await panelPage(second, await callOf(id))).rows[0]).toMatchObject({ may: { decide: false } })
    await move(cast.approver, id, decided('declined'))
    await move(cast.investigator, id, appeal)
    const hear = () => advanceAssessment(second, id, { type: 'upholdAppeal', reason: 'So.' }, 'newest', now())
    await expect(hear()).rejects.toMatchObject(refused)
  })
})

async function callOf(id: string): Promise<string> {
  const [row] = await database.query<{ call_id: string }>('select call_id from assessment where id = $1', [
    id,
  ])
  return row!.call_id
}

describe('the author’s side', () => {
  test('does not read in the log who judges, who stepped back, or that a second one looks', async () => {
    const id = await aSubmittedPlan(cast)
    const second = await aSecondReviewer(id)
    await declareConflict(second, id, '', now())
    const theirs = await aPerson('Esi', 'administrator', cast.partner)
    const ours = await aPerson('Ada', 'administrator', cast.funder)
    const about = async (actor: Actor) =>
      (await logPage(actor, null)).entries
        .filter(({ subject }) => subject === id)
        .map(({ action }) => action)
        .filter((action) => action.startsWith('review.'))
    expect(await about(theirs)).toEqual([])
    expect(await about(ours)).toContain('review.stepBack')
  })

  test('never appeals, takes back or moves a condition through somebody who only helps', async () => {
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided())
    for (const person of [cast.focalPoint, cast.reviewer, cast.officer])
      await expect(advanceAssessment(person, id, appeal, 'newest', now())).rejects.toMatchObject(refused)
    const [condition] = await database.query<{ id: string }>(
      'select id from condition where assessment_id = $1',
      [id],
    )
    const take = () =>
      advanceCondition(
        cast.focalPoint,
        condition!.id,
        { type: 'askForTime', until: new Date('2031-01-01'), note: '' },
        'newest',
        now(),
      )
    await expect(take()).rejects.toMatchObject(refused)
  })

  test('finds after an undone decision what it was told, and nothing that is judged anew', async () => {
    const a = await layWorld(database, 'undone')
    await database.query(
      `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at, standing)
       values ($1, 'declined', 'Not ready', $2, $3, now(), false)`,
      [a.assessment, a.approver, a.reviewer],
    )
    const remarks = (person: string) =>
      withScope(person, (tx) => tx.reviewRemark.count({ where: { assessmentId: a.assessment } }))
    expect(await remarks(a.investigator)).toBe(0)
    expect(await remarks(a.reviewer)).toBe(1)
    await database.query('update decision set standing = true where assessment_id = $1', [a.assessment])
    expect(await remarks(a.investigator)).toBe(1)
  })

  test('learns from no row who stepped back, and nobody from outside why', async () => {
    const a = await layWorld(database, 'recused')
    const outside = (await layWorld(database, 'elsewhere')).investigator
    await withScope(a.reviewer, (tx) =>
      tx.$executeRawUnsafe(`select app_recuse('${a.assessment}', 'My sister', now())`),
    )
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'outside_reviewer')`,
      [a.assessment, outside],
    )
    const recused = (person: string) =>
      withScope(person, (tx) => tx.participation.count({ where: { capacity: 'recused' } }))
    const why = (person: string) =>
      withScope(person, (tx) => tx.conflictDeclaration.count({ where: { conflicted: true } }))
    const named = (person: string, id: string) =>
      withScope(person, (tx) => tx.person.count({ where: { id } }))
    expect(await recused(a.investigator)).toBe(0)
    expect(await named(a.investigator, outside)).toBe(0)
    expect(await recused(a.officer)).toBe(1)
    expect(await named(a.officer, outside)).toBe(1)
    expect(await why(outside)).toBe(0)
    expect(await why(a.officer)).toBe(1)
  })

  test('writes no line that says that somebody checked a condition', async () => {
    const a = await layWorld(database, 'checked')
    const note = (person: string, kind: string) =>
      withScope(person, (tx) =>
        tx.$executeRawUnsafe(
          `insert into condition_event (condition_id, kind, person_id, at)
           select id, '${kind}', '${person}', now() from condition where assessment_id = '${a.assessment}'`,
        ),
      )
    for (const kind of ['findEnough', 'discharge', 'sendBack', 'giveTime', 'sendMoney'])
      await expect(note(a.investigator, kind), kind).rejects.toThrow('row-level security')
    expect(await note(a.investigator, 'giveEvidence')).toBe(1)
    expect(await note(a.reviewer, 'findEnough')).toBe(1)
  })
})

describe('four eyes', () => {
  test('whoever decided once does not hear the appeal against the decision that took its place', async () => {
    const id = await aReviewedPlan(cast)
    const other = await aPerson('Kwame', 'approver', cast.funder)
    const third = await aPerson('Abena', 'approver', cast.funder)
    await move(cast.approver, id, decided('declined'), { type: 'revertDecision', reason: 'Wrong box.' })
    await move(other, id, decided('declined'))
    await move(cast.investigator, id, appeal)
    for (const person of [cast.approver, other]) {
      const hear = () =>
        advanceAssessment(person, id, { type: 'dismissAppeal', reason: 'No.' }, 'newest', now())
      await expect(hear()).rejects.toMatchObject(refused)
    }
    await move(third, id, { type: 'dismissAppeal', reason: 'It was read.' })
  })

  test('several decisions at once ask for the same proof as one, and for each plan by itself', async () => {
    const [one, two] = [await aReviewedPlan(cast), await aReviewedPlan(cast)]
    const elsewhere = await aReviewedPlan(await aCast())
    const stale = { ...cast.approver, steppedUpAt: new Date(now().getTime() - 60 * 60 * 1000) }
    const rows = await Promise.all(
      [one, two, elsewhere].map((id) =>
        asSystem('test', (tx) => getAssessment(tx, null, id)).then(({ revision }) => ({
          id,
          outcome: 'declined' as const,
          reason: 'No.',
          reasons: { rights: 'R', equity: 'E', transparency: 'T', accountability: 'A' },
          seenRevision: revision,
        })),
      ),
    )
    expect((await decideSeveral(stale, rows, now())).map(({ result }) => result)).toEqual([
      'notPermitted',
      'notPermitted',
      'notFound',
    ])
    expect((await decideSeveral(cast.approver, rows, now())).map(({ result }) => result)).toEqual([
      'decided',
      'decided',
      'notFound',
    ])
    expect(await stateOf(elsewhere)).toBe('awaiting_decision')
  })

  test('of two who find it enough at once, neither confirms alone', async () => {
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided())
    const both = await alsoAs(await aPerson('Kofi', 'reviewer', cast.funder), 'approver', cast.funder)
    await declare(id, both)
    const [{ id: conditionId } = { id: '' }] = await database.query<{ id: string }>(
      'select id from condition where assessment_id = $1',
      [id],
    )
    await database.query(`update condition set state = 'given', value = '"given"' where id = $1`, [
      conditionId,
    ])
    const step = (type: 'findEnough' | 'discharge') => () =>
      advanceCondition(both, conditionId, { type, note: '' }, 'newest', now())
    await step('findEnough')()
    await expect(step('discharge')()).rejects.toMatchObject(refused)
  })
})

test('a condition that was met under a decision that fell does not stand in the record of the next one', async () => {
  const id = await aReviewedPlan(cast)
  await move(cast.approver, id, decided())
  await database.query(`update condition set state = 'met', value = '"met"' where assessment_id = $1`, [id])
  await move(cast.approver, id, { type: 'revertDecision', reason: 'Wrong box.' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  await move(cast.approver, id, decided('declined'))
  const listed = await asSystem('test', (tx) => listConditions(tx, id))
  expect(listed).toEqual([])
  expect((await assessmentPage(cast.investigator, id)).conditions).toEqual([])
})

test('whoever has no part finds no page of opinions', async () => {
  const id = await aSubmittedPlan(cast)
  await expect(opinionPage(cast.approver, id)).rejects.toMatchObject(gone)
})
