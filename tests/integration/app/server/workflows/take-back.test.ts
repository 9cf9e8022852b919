import { beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { callPage } from '#app/server/queries/calls.server.ts'
import { assessmentsPage, homePage } from '#app/server/queries/home.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { takeBackPage } from '#app/server/queries/take-back.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { requirementsFor } from '#content/index.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aCast, aPerson, aPlan, aSubmittedPlan, move, stateOf, type Cast } from '#tests/support/line.ts'

const database = withTestDatabase()
let cast: Cast

beforeEach(async () => {
  cast = await aCast()
})

const takeBack = { type: 'takeBack' } as const

describe('taking a plan back', () => {
  test('is for whoever may send it, before the review begins', async () => {
    const id = await aSubmittedPlan(cast)
    for (const other of [cast.focalPoint, cast.reviewer, cast.approver, cast.officer])
      await expect(move(other, id, takeBack)).rejects.toMatchObject({ code: 'notPermitted' })
    await move(cast.reviewer, id, { type: 'startReview' })
    await expect(move(cast.investigator, id, takeBack)).rejects.toMatchObject({ code: 'notReady' })
    await expect(takeBackPage(cast.investigator, id)).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('makes it a draft that its author changes and nobody else reads, in no list and by no door', async () => {
    const id = await aSubmittedPlan(cast)
    expect((await takeBackPage(cast.investigator, id)).callClosed).toBe(false)
    await move(cast.investigator, id, takeBack)
    expect(await stateOf(id)).toBe('draft')
    const changed = { choice: 'no', text: 'Not yet, after all.', dueOn: null }
    expect(await saveAnswer(cast.investigator, id, 'V-P-02', changed, 1, now())).toEqual({ saved: true })

    for (const reader of [cast.reviewer, cast.approver, cast.officer]) {
      await expect(assessmentPage(reader, id)).rejects.toMatchObject({ code: 'notPermitted' })
      await expect(reviewPage(reader, id)).rejects.toMatchObject({ code: 'notPermitted' })
      await expect(move(reader, id, { type: 'startReview' })).rejects.toThrow()
      expect((await assessmentsPage(reader)).lines).toEqual([])
      expect((await homePage(reader)).waiting.map((line) => line.id)).not.toContain(id)
    }
    const [call] = await database.query<{ call_id: string }>('select call_id from assessment where id = $1', [
      id,
    ])
    expect((await callPage(cast.officer, call!.call_id)).assessments).toEqual([])
  })

  test('keeps what was sent, counts on when it is sent again, and is in the ledger', async () => {
    const id = await aSubmittedPlan(cast)
    await move(cast.investigator, id, takeBack, { type: 'submit' })
    const sent = await database.query<{ number: number }>(
      'select number from submission where assessment_id = $1 order by number',
      [id],
    )
    expect(sent.map(({ number }) => number)).toEqual([1, 2])
    const actions = await database.query<{ action: string }>(
      'select action from ledger_entry where subject = $1 order by position',
      [id],
    )
    expect(actions.map(({ action }) => action)).toEqual([
      'assessment.start',
      'assessment.submit',
      'assessment.takeBack',
      'assessment.submit',
    ])
    const page = await assessmentPage(cast.reviewer, id)
    expect(page).toMatchObject({ state: 'submitted', submission: { number: 2 } })
  })

  test('after its call has closed is possible, and then it stays a draft', async () => {
    const id = await aSubmittedPlan(cast)
    await database.query(`update call set state = 'closed'`)
    expect((await takeBackPage(cast.investigator, id)).callClosed).toBe(true)
    await move(cast.investigator, id, takeBack)
    await expect(move(cast.investigator, id, { type: 'submit' })).rejects.toMatchObject({ code: 'notReady' })
  })
})

describe('somebody who only wrote', () => {
  test('and joins the funder later does not judge it', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const writer = await aPerson('Yaw', 'focal_point', cast.partner)
    const value = { choice: 'yes', text: 'We called.', dueOn: null }
    await saveAnswer(writer, id, 'V-P-02', value, 0, now())
    const others = requirementsFor(firstSelection, 'project').filter((one) => one.id !== 'V-P-02')
    for (const one of others) await saveAnswer(cast.investigator, id, one.id, value, 0, now())
    await move(cast.investigator, id, { type: 'submit' })

    const moved = { ...writer.memberships[0]!, organisationId: cast.funder.id, role: 'reviewer' as const }
    await asSystem('test', async (tx) => {
      await tx.membership.updateMany({ where: { personId: writer.id }, data: { untilAt: now() } })
      await tx.membership.create({
        data: { personId: writer.id, organisationId: cast.funder.id, role: 'reviewer' },
      })
    })
    const judge = { ...writer, memberships: [{ ...moved, organisationKind: 'funder' as const }] }
    await expect(move(judge, id, { type: 'startReview' })).rejects.toMatchObject({ code: 'notPermitted' })
    await move(cast.reviewer, id, { type: 'startReview' })
    await expect(
      move(judge, id, { type: 'acceptPrinciple', principle: 'rights', reason: '' }),
    ).rejects.toMatchObject({ code: 'notPermitted' })
  })
})
