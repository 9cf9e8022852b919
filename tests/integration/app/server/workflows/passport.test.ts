import { beforeEach, describe, expect, test } from 'vitest'
import type { Pick as Ticked } from '#app/forms/passport.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { openedPassportsPage, passportPage, planPassportPage } from '#app/server/queries/passport.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { contextPage } from '#app/server/queries/plan-context.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { passportCounts } from '#app/server/workflows/passport-offer.server.ts'
import {
  confirmAnswers,
  endPassport,
  keepInPassport,
  openPassport,
  readOpenedPassport,
  takeFromPassport,
  takeOut,
} from '#app/server/workflows/passport.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { currentFramework } from '#content/index.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOrganisation, aPerson, type Cast } from '#tests/support/line.ts'
import { aDescribedPlan, answered, ofBody } from '#tests/support/passport.ts'

const database = withTestDatabase()
const [first, second, third] = ofBody as [string, string, string]
const aDay = 24 * 60 * 60 * 1000

let cast: Cast
let investigator: Actor
beforeEach(async () => {
  cast = await aCast()
  investigator = cast.investigator
})

const tick = (requirementId: string, passportRevision = 0, answerRevision = 0): Ticked => ({
  requirementId,
  passportRevision,
  answerRevision,
})
const held = (requirementId: string, revision = 1) => ({
  frameworkId: currentFramework.id,
  requirementId,
  revision,
})
const inDays = (days: number) => new Date(new Date(now().getTime() + days * aDay).toISOString().slice(0, 10))

/** A first plan whose answers about the body are in its passport, and a second plan for another call. */
async function twoPlans() {
  const earlier = await aDescribedPlan(cast, 'Nets and names')
  await answered(cast, earlier.id, [first, second])
  await keepInPassport(investigator, earlier.id, [tick(first, 0, 1), tick(second, 0, 1)], now())
  const later = await aDescribedPlan(cast, 'Songs of the lake')
  return { earlier, later }
}

async function answersIn(id: string) {
  const rows = await database.query<{ requirement_id: string; text: string; passport_on: Date | null }>(
    'select requirement_id, text, passport_on from answer where assessment_id = $1 order by requirement_id',
    [id],
  )
  return rows.map(({ requirement_id, text, passport_on }) => [requirement_id, text, passport_on !== null])
}

async function age(requirementId: string, days: number) {
  await database.query(
    'update passport_answer set confirmed_on = $1 where organisation_id = $2 and requirement_id = $3',
    [inDays(-days), cast.partner.id, requirementId],
  )
}

const linesOf = async (id: string) => (await planPassportPage(investigator, id)).toUse
const saidBy = async (who: Actor) =>
  (await passportPage(who, null)).principles.flatMap(([, lines]) =>
    lines.map(({ question, answer }) => [question.id, answer.text]),
  )

describe('who is refused', () => {
  test('another organisation, and the funder, find no passport until it is opened to them', async () => {
    const { earlier } = await twoPlans()
    const stranger = await aPerson('Stranger', 'principal_investigator', await anOrganisation('Elsewhere'))
    for (const other of [stranger, cast.reviewer]) {
      expect(await withScope(other.id, (tx) => tx.passportAnswer.findMany())).toEqual([])
      expect(await withScope(other.id, (tx) => tx.passportGrant.findMany())).toEqual([])
      await expect(planPassportPage(other, earlier.id)).rejects.toMatchObject({ code: 'notFound' })
      await expect(openPassport(other, earlier.id, inDays(30), now())).rejects.toMatchObject({
        code: 'notFound',
      })
      await expect(confirmAnswers(other, cast.partner.id, [held(first)], now())).rejects.toMatchObject({
        code: 'notFound',
      })
    }
    await expect(passportPage(stranger, cast.partner.id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(passportPage(cast.officer, null)).rejects.toMatchObject({ code: 'notPermitted' })
    expect(() => openedPassportsPage(investigator)).toThrow(expect.objectContaining({ code: 'notPermitted' }))
  })

  test('a focal point reads and uses it, and neither changes nor opens it', async () => {
    const { later } = await twoPlans()
    const { focalPoint, partner } = cast
    expect((await passportPage(focalPoint, null)).may.change).toBe(false)
    const page = await planPassportPage(focalPoint, later.id)
    expect(page.toKeep).toEqual([])
    expect(page.may).toEqual({ use: true, change: false })
    for (const refused of [
      () => confirmAnswers(focalPoint, partner.id, [held(first)], now()),
      () => takeOut(focalPoint, partner.id, [held(first)], now()),
      () => keepInPassport(focalPoint, later.id, [tick(third)], now()),
      () => openPassport(focalPoint, later.id, inDays(30), now()),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'notPermitted' })
    await takeFromPassport(focalPoint, later.id, [tick(first, 1)], now())
    expect(await answersIn(later.id)).toEqual([[first, 'We do.', true]])
  })

  test('a safeguarding lead keeps the passport and writes no plan with it', async () => {
    const { later } = await twoPlans()
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    await confirmAnswers(lead, cast.partner.id, [held(first)], now())
    await expect(takeFromPassport(lead, later.id, [tick(second, 1)], now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    expect(await answersIn(later.id)).toEqual([])
  })
})

describe('what was answered once', () => {
  test('is not asked again: the second plan of another call takes it over, and counts it as answered', async () => {
    const { later } = await twoPlans()
    const lines = await linesOf(later.id)
    expect(lines.map(({ id, ticked }) => [id, ticked])).toEqual([
      [first, true],
      [second, true],
    ])
    const row = () => withScope(investigator.id, (tx) => getAssessment(tx, scopeOf(investigator), later.id))
    const counts = async () => {
      const plan = await row()
      return withScope(investigator.id, (tx) => passportCounts(tx, plan))
    }
    expect(await counts()).toMatchObject({ held: 2, usable: 2 })
    expect(await assessmentPage(investigator, later.id)).toMatchObject({ passport: { held: 2, usable: 2 } })
    expect(await contextPage(investigator, later.id)).toMatchObject({
      result: { passport: { held: 2, usable: 2 } },
    })

    await takeFromPassport(investigator, later.id, [tick(first, 1), tick(second, 1)], now())
    expect(await answersIn(later.id)).toEqual([
      [first, 'We do.', true],
      [second, 'We do.', true],
    ])
    const answers = await withScope(investigator.id, (tx) => listAnswers(tx, later.id))
    expect(planCounts(await row(), answers).answered).toBe(2)
    expect(await counts()).toMatchObject({ held: 2, usable: 0 })
    expect(await linesOf(later.id)).toEqual([])
  })

  test('long ago is shown and not ticked, until somebody says that it is still true', async () => {
    const { later } = await twoPlans()
    await age(first, 400)
    expect((await linesOf(later.id)).map(({ id, stale, ticked }) => [id, stale, ticked])).toEqual([
      [first, true, false],
      [second, false, true],
    ])
    expect((await passportPage(investigator, null)).stale).toBe(1)

    await confirmAnswers(investigator, cast.partner.id, [held(first)], now())
    expect((await linesOf(later.id)).map(({ ticked }) => ticked)).toEqual([true, true])
    expect((await passportPage(investigator, null)).stale).toBe(0)
  })

  test('brings the documents of the passport along, and none that the plan gave back', async () => {
    const { earlier, later } = await twoPlans()
    const items = await asSystem('test evidence', async (tx) => {
      const item = {
        organisationId: cast.partner.id,
        kind: 'page',
        createdById: investigator.id,
        createdAt: now(),
      }
      const make = (title: string, inPassport: boolean) =>
        tx.evidenceItem.create({ data: { ...item, title, inPassport }, select: { id: true } })
      return [await make('Our policy', true), await make('Our budget', false), await make('Our list', true)]
    })
    const use = { requirementId: first, addedById: investigator.id, addedAt: now() }
    await asSystem('test evidence', (tx) =>
      tx.evidenceUse.createMany({
        data: [
          ...items.map(({ id }) => ({ ...use, assessmentId: earlier.id, evidenceId: id })),
          { ...use, assessmentId: later.id, evidenceId: items[2]!.id, removedAt: now() },
        ],
      }),
    )
    const [line] = await linesOf(later.id)
    expect(line!.evidence).toEqual(['Our policy'])
    await takeFromPassport(investigator, later.id, [tick(first, 1)], now())
    const rows = await database.query<{ title: string }>(
      `select title from evidence_use u join evidence_item e on e.id = u.evidence_id
       where u.assessment_id = $1 and u.removed_at is null`,
      [later.id],
    )
    expect(rows.map(({ title }) => title)).toEqual(['Our policy'])
    expect((await passportPage(investigator, null)).evidence.map(({ title }) => title)).toEqual([
      'Our list',
      'Our policy',
    ])
  })
})

describe('typed words are never lost', () => {
  test('an answer of the plan is shown beside the passport’s, and is not ticked', async () => {
    const { later } = await twoPlans()
    await answered(cast, later.id, [first], 'Since May we do it another way.')
    const [line] = await linesOf(later.id)
    expect(line).toMatchObject({
      id: first,
      ticked: false,
      mine: { text: 'Since May we do it another way.' },
      held: { text: 'We do.' },
    })
    await takeFromPassport(investigator, later.id, [tick(first, 1, 1)], now())
    expect(await answersIn(later.id)).toEqual([[first, 'We do.', true]])
  })

  test('what was typed after the page was opened stays, and nothing else is copied either', async () => {
    const { later } = await twoPlans()
    await answered(cast, later.id, [first], 'Typed meanwhile.')
    const late = takeFromPassport(investigator, later.id, [tick(second, 1), tick(first, 1)], now())
    await expect(late).rejects.toMatchObject({ code: 'changedByAnother' })
    expect(await answersIn(later.id)).toEqual([[first, 'Typed meanwhile.', false]])
  })

  test('a passport changed after the page was opened is not copied unseen', async () => {
    const { later } = await twoPlans()
    await confirmAnswers(investigator, cast.partner.id, [held(first)], now())
    const late = takeFromPassport(investigator, later.id, [tick(first, 1)], now())
    await expect(late).rejects.toMatchObject({ code: 'changedByAnother' })
    expect(await answersIn(later.id)).toEqual([])
  })

  test('a plan that says something new replaces the passport only by its own tick', async () => {
    const { later } = await twoPlans()
    await answered(cast, later.id, [first], 'New words.')
    const { toKeep } = await planPassportPage(investigator, later.id)
    expect(toKeep.map(({ id, ticked }) => [id, ticked])).toEqual([[first, false]])
    await expect(keepInPassport(investigator, later.id, [tick(first, 0, 1)], now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    await keepInPassport(investigator, later.id, [tick(first, 1, 1)], now())
    expect(await saidBy(investigator)).toContainEqual([first, 'New words.'])
  })

  test('an answer changed in the plan is no longer the passport’s', async () => {
    const { later } = await twoPlans()
    await takeFromPassport(investigator, later.id, [tick(first, 1)], now())
    const changed = { choice: 'no', text: 'Not yet.', dueOn: null }
    await saveAnswer(investigator, later.id, first, changed, 1, now())
    expect(await answersIn(later.id)).toEqual([[first, 'Not yet.', false]])
    expect(await saidBy(investigator)).toContainEqual([first, 'We do.'])
  })

  test('taken out, it is in no offer; put in again, it is', async () => {
    const { earlier, later } = await twoPlans()
    await takeOut(investigator, cast.partner.id, [held(first)], now())
    expect((await linesOf(later.id)).map(({ id }) => id)).toEqual([second])
    const late = takeFromPassport(investigator, later.id, [tick(first, 1)], now())
    await expect(late).rejects.toMatchObject({ code: 'changedByAnother' })
    await keepInPassport(investigator, earlier.id, [tick(first, 0, 1)], now())
    expect((await linesOf(later.id)).map(({ id }) => id)).toEqual([first, second])
  })
})

describe('a passport opened to a funder', () => {
  const opened = async () => {
    const { later, earlier } = await twoPlans()
    await openPassport(investigator, later.id, inDays(365), now())
    const [grant] = (await openedPassportsPage(cast.reviewer)).grants
    return { later, earlier, grantId: grant!.id }
  }

  test('is read there, document and answer, and nowhere else', async () => {
    const { grantId } = await opened()
    const page = await readOpenedPassport(cast.reviewer, grantId, now())
    expect(page.organisation).toBe(cast.partner.name)
    expect(page.principles.flatMap(([, lines]) => lines.map(({ question }) => question.id))).toEqual([
      first,
      second,
    ])
    expect(JSON.stringify(page)).not.toContain(investigator.id)

    const other = await aPerson('Omar', 'reviewer', await anOrganisation('Harbour Fund', 'funder'))
    await expect(readOpenedPassport(other, grantId, now())).rejects.toMatchObject({ code: 'notFound' })
    expect((await openedPassportsPage(other)).grants).toEqual([])
    await expect(readOpenedPassport(investigator, grantId, now())).rejects.toMatchObject({ code: 'notFound' })
    await expect(readOpenedPassport(cast.reviewer, 'not-an-id', now())).rejects.toMatchObject({
      code: 'notFound',
    })
    const accounts = await aPerson('Amara', 'administrator', cast.funder)
    await expect(readOpenedPassport(accounts, grantId, now())).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('lists every reader for its owner, once an hour each', async () => {
    const { grantId } = await opened()
    const later = (minutes: number) => new Date(now().getTime() + minutes * 60_000)
    await readOpenedPassport(cast.reviewer, grantId, now())
    await readOpenedPassport(cast.reviewer, grantId, later(59))
    await readOpenedPassport(cast.approver, grantId, later(59))
    await readOpenedPassport(cast.reviewer, grantId, later(61))
    const { readings, grants } = await passportPage(investigator, null)
    expect(readings.map(({ name, organisation }) => [name, organisation])).toEqual([
      ['Samuel', cast.funder.name],
      ['Helen', cast.funder.name],
      ['Samuel', cast.funder.name],
    ])
    expect(grants.map(({ readings: count, open }) => [count, open])).toEqual([[3, true]])
  })

  test('closes at once when it is ended, for pages, rows and documents', async () => {
    const { grantId } = await opened()
    await asSystem('test evidence', (tx) =>
      tx.evidenceItem.create({
        data: {
          organisationId: cast.partner.id,
          kind: 'page',
          title: 'Our policy',
          inPassport: true,
          createdById: investigator.id,
          createdAt: now(),
        },
      }),
    )
    const rows = () =>
      withScope(cast.reviewer.id, async (tx) => [
        await tx.passportAnswer.count(),
        await tx.evidenceItem.count({ where: { inPassport: true } }),
      ])
    expect(await rows()).toEqual([2, 1])
    await endPassport(investigator, grantId, now())
    await expect(readOpenedPassport(cast.reviewer, grantId, now())).rejects.toMatchObject({
      code: 'notFound',
    })
    expect((await openedPassportsPage(cast.reviewer)).grants).toEqual([])
    expect(await rows()).toEqual([0, 0])
    await endPassport(investigator, grantId, now())
    const entries = await database.query<{ action: string; data: object }>(
      `select action, data from ledger_entry where subject = $1 order by position`,
      [grantId],
    )
    expect(entries.map(({ action }) => action)).toEqual(['passport.open', 'passport.end'])
  })

  test('is over the day after its last day', async () => {
    const { grantId } = await opened()
    await database.query('update passport_grant set until_on = $1 where id = $2', [inDays(0), grantId])
    await readOpenedPassport(cast.reviewer, grantId, now())
    await database.query('update passport_grant set until_on = $1 where id = $2', [inDays(-1), grantId])
    await expect(readOpenedPassport(cast.reviewer, grantId, now())).rejects.toMatchObject({
      code: 'notFound',
    })
    expect(await withScope(cast.reviewer.id, (tx) => tx.passportAnswer.count())).toBe(0)
  })

  test('is opened once for a call; the reader can neither end it nor open it further', async () => {
    const { grantId, later, earlier } = await opened()
    await expect(openPassport(investigator, later.id, inDays(30), now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    await expect(endPassport(cast.reviewer, grantId, now())).rejects.toMatchObject({ code: 'notFound' })
    await expect(endPassport(cast.focalPoint, grantId, now())).rejects.toMatchObject({ code: 'notPermitted' })
    const passedOn = withScope(cast.reviewer.id, (tx) =>
      tx.passportGrant.createMany({
        data: [
          {
            organisationId: cast.partner.id,
            toOrganisationId: cast.funder.id,
            callId: earlier.callId,
            untilOn: inDays(30),
            grantedById: cast.reviewer.id,
            grantedAt: now(),
          },
        ],
      }),
    )
    await expect(passedOn).rejects.toThrow()
    await openPassport(investigator, earlier.id, inDays(30), now())
    expect((await openedPassportsPage(cast.reviewer)).grants).toHaveLength(2)
  })
})
