import { describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { logPage } from '#app/server/queries/log.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aReviewedPlan,
  aSubmittedPlan,
  decided,
  move,
  revisionOf,
  stateOf,
} from '#tests/support/line.ts'

const database = withTestDatabase()

describe('who is refused', () => {
  test('another organisation cannot tell that a plan exists, by whatever door', async () => {
    const cast = await aCast()
    const id = await aSubmittedPlan(cast)
    const stranger = await aPerson('Stranger', 'principal_investigator', await anOrganisation('Elsewhere'))

    await expect(assessmentPage(stranger, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      advanceAssessment(stranger, id, { type: 'withdraw' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notFound' })
    await expect(assessmentPage(stranger, 'not-an-id')).rejects.toMatchObject({ code: 'notFound' })
    await expect(assessmentPage(stranger, "' or 1=1")).rejects.toMatchObject({ code: 'notFound' })
  })

  test('the funder sees nothing of a draft', async () => {
    const cast = await aCast()
    const id = await aPlan(cast)

    await expect(assessmentPage(cast.officer, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(assessmentPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('after submission the funder reads what was sent and never the answers being rewritten', async () => {
    const cast = await aCast()
    const id = await aSubmittedPlan(cast)
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: [], reason: 'Which clinic?' },
      { type: 'requestChanges' },
    )
    const changed = { choice: 'partly', text: 'Rewritten, not sent.', dueOn: new Date('2030-01-01') }
    expect(await saveAnswer(cast.investigator, id, 'V-P-02', changed, 1, now())).toEqual({ saved: true })

    const rows = await withScope(cast.reviewer.id, (tx) =>
      tx.answer.findMany({ where: { assessmentId: id } }),
    )
    expect(rows).toEqual([])
    const page = await reviewPage(cast.reviewer, id)
    expect(JSON.stringify(page)).not.toContain('Rewritten, not sent.')
  })

  test('what a reviewer found stays among reviewers until it is sent, on the page and in the log', async () => {
    const cast = await aCast()
    const leads = [
      await aPerson('Lead', 'safeguarding_lead', cast.partner),
      await aPerson('Grace', 'safeguarding_lead', cast.funder),
    ]
    const id = await aSubmittedPlan(cast)
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: [], reason: 'Which clinic?' },
    )
    const judgedFor = async (actor: Actor) =>
      (await assessmentPage(actor, id)).tasks.map(({ judgement }) => judgement)
    const inLogOf = async (actor: Actor) =>
      (await logPage(actor, null)).entries.filter(({ action }) => action === 'assessment.askForChange').length

    expect(await judgedFor(cast.investigator)).toEqual(['open', 'open', 'open', 'open'])
    expect(await judgedFor(cast.reviewer)).toEqual(['changes_asked', 'open', 'open', 'open'])
    expect(await Promise.all(leads.map(inLogOf))).toEqual([0, 1])
    await move(cast.reviewer, id, { type: 'requestChanges' })
    expect((await judgedFor(cast.investigator))[0]).toBe('changes_asked')
    expect(await Promise.all(leads.map(inLogOf))).toEqual([1, 1])
  })

  test('a focal point may answer and not send, a reviewer may judge and not decide', async () => {
    const cast = await aCast()
    const id = await aPlan(cast)
    await expect(move(cast.focalPoint, id, { type: 'submit' })).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await move(cast.investigator, id, { type: 'submit' })
    await move(cast.reviewer, id, { type: 'startReview' })
    await expect(move(cast.reviewer, id, decided('declined'))).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(move(cast.officer, id, { type: 'completeReview' })).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })

  test('nobody decides on a plan they reviewed themselves', async () => {
    const cast = await aCast()
    const both = await aPerson('Both', 'reviewer', cast.funder)
    both.memberships.push({ ...both.memberships[0]!, role: 'approver' })
    const id = await aSubmittedPlan(cast)
    await move(
      both,
      id,
      { type: 'startReview' },
      ...(['rights', 'equity', 'transparency', 'accountability'] as const).map((principle) => ({
        type: 'acceptPrinciple' as const,
        principle,
        reason: '',
      })),
      { type: 'completeReview' },
    )
    await expect(move(both, id, decided())).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('nobody decides without having proved again who they are', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const yesterday = new Date(now().getTime() - 24 * 60 * 60 * 1000)
    for (const steppedUpAt of [null, yesterday]) {
      await expect(move({ ...cast.approver, steppedUpAt }, id, decided())).rejects.toMatchObject({
        code: 'notPermitted',
      })
    }
  })

  test('a plan is not sent after its call has closed, and one that was sent goes on', async () => {
    const cast = await aCast()
    const [draft, sent] = [await aPlan(cast), await aSubmittedPlan(cast)]
    await database.query(`update call set state = 'closed'`)
    await expect(move(cast.investigator, draft, { type: 'submit' })).rejects.toMatchObject({
      code: 'notReady',
    })
    await move(cast.reviewer, sent, { type: 'startReview' })
  })

  test('a plan with an open question is not sent, and nothing is written', async () => {
    const cast = await aCast()
    const id = await aPlan(cast, { answered: 3 })
    const before = await everythingAbout(id)
    await expect(move(cast.investigator, id, { type: 'submit' })).rejects.toMatchObject({ code: 'notReady' })
    expect(await everythingAbout(id)).toEqual(before)
  })

  test('answers of an accepted principle stay closed when changes are asked of another', async () => {
    const cast = await aCast()
    const id = await aSubmittedPlan(cast)
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'acceptPrinciple', principle: 'equity', reason: '' },
      { type: 'askForChange', principle: 'rights', requirementIds: ['V-P-02'], reason: 'Which clinic?' },
      { type: 'requestChanges' },
    )
    const value = { choice: 'yes', text: 'x', dueOn: null }
    await expect(saveAnswer(cast.investigator, id, 'E-P-03', value, 1, now())).rejects.toMatchObject({
      code: 'notReady',
    })
    expect((await requirementPage(cast.investigator, id, 'V-P-02')).asked).toMatchObject({
      reason: 'Which clinic?',
    })
  })
})

describe('two at once', () => {
  test('when two people send at once, one wins and one entry, one submission and one set of jobs exist', async () => {
    const cast = await aCast()
    const id = await aPlan(cast)
    const revision = await revisionOf(id)
    const both = await Promise.allSettled(
      [1, 2].map(() => advanceAssessment(cast.investigator, id, { type: 'submit' }, revision, now())),
    )

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [{ count }] = (await database.query<{ count: number }>(
      'select count(*)::int from submission where assessment_id = $1',
      [id],
    )) as [{ count: number }]
    expect(count).toBe(1)
    const entries = await database.query('select from ledger_entry where subject = $1 and action = $2', [
      id,
      'assessment.submit',
    ])
    expect(entries).toHaveLength(1)
  })

  test('when two people answer at once, neither text is lost', async () => {
    const cast = await aCast()
    const id = await aPlan(cast, { answered: 0 })
    const [first, second] = await Promise.all(
      [
        { actor: cast.investigator, text: 'Mine' },
        { actor: cast.focalPoint, text: 'Hers' },
      ].map(({ actor, text }) =>
        saveAnswer(actor, id, 'V-P-02', { choice: 'yes', text, dueOn: null }, 0, now()),
      ),
    )
    const lost = [first, second].find((outcome) => outcome && !outcome.saved)
    expect([first, second].filter((outcome) => outcome?.saved)).toHaveLength(1)
    expect(lost).toMatchObject({ theirs: { revision: 1 } })
  })

  test('a form that was opened before somebody moved the plan changes nothing', async () => {
    const cast = await aCast()
    const id = await aPlan(cast)
    const seen = await revisionOf(id)
    await move(cast.investigator, id, { type: 'submit' })
    await expect(
      advanceAssessment(cast.investigator, id, { type: 'withdraw' }, seen, now()),
    ).rejects.toMatchObject({ code: 'changedByAnother' })
    expect(await stateOf(id)).toBe('submitted')
  })
})

describe('what a transition leaves behind', () => {
  test('a submission keeps the questions as shown and their hash is in the ledger', async () => {
    const cast = await aCast()
    const id = await aSubmittedPlan(cast)
    const [row] = await database.query<{ hash: string; question: string }>(
      `select encode(content_hash, 'hex') as hash, content->'requirements'->0->>'question' as question from submission where assessment_id = $1`,
      [id],
    )
    const [entry] = await database.query<{ data: { content: string } }>(
      'select data from ledger_entry where subject = $1 and action = $2',
      [id, 'assessment.submit'],
    )
    expect(row!.question.length).toBeGreaterThan(10)
    expect(entry!.data.content).toBe(row!.hash)
  })

  test('a decision with a condition stores both and asks for the documents once', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided())
    const page = await assessmentPage(cast.investigator, id)
    expect(page.decision).toMatchObject({ outcome: 'approved_with_conditions' })
    expect(page.conditions).toHaveLength(1)
    const jobs = await database.query(
      `select from pgboss.job where name = 'drawDocuments' and data->>'assessmentId' = $1`,
      [id],
    )
    expect(jobs).toHaveLength(1)
  })
})

async function everythingAbout(id: string) {
  return asSystem('test', async (tx) => ({
    row: await tx.assessment.findUnique({ where: { id } }),
    submissions: await tx.submission.count({ where: { assessmentId: id } }),
    entries: await tx.ledgerEntry.count({ where: { subject: id } }),
    participations: await tx.participation.count({ where: { recordId: id } }),
  }))
}
