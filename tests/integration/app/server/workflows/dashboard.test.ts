import { beforeAll, describe, expect, test } from 'vitest'
import { withScope } from '#app/server/database.server.ts'
import { dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { assessmentsPage, homePage, linesOnPage } from '#app/server/queries/home.server.ts'
import { countAssessments } from '#app/server/repositories/assessment-lists.server.ts'
import { stepBack } from '#app/server/repositories/reviewers.server.ts'
import { now } from '#app/server/clock.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlan,
  aReviewedPlan,
  aSubmittedPlan,
  decided,
  move,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()
let cast: Cast
let stranger: Actor
let sent: string
let judged: string
let approved: string

beforeAll(async () => {
  cast = await aCast()
  stranger = await aPerson('Odile', 'approver', (await aCast()).funder)
  await aPlan(cast)
  sent = await aSubmittedPlan(cast)
  judged = await aReviewedPlan(cast)
  approved = await aReviewedPlan(cast)
  await move(cast.approver, approved, decided())
})

const sums = (page: Awaited<ReturnType<typeof dashboardPage>>) =>
  page.calls.reduce(
    (sum, { counts }) => ({
      submitted: sum.submitted + counts.submitted,
      awaiting_decision: sum.awaiting_decision + counts.awaiting_decision,
      decided: sum.decided + counts.decided,
    }),
    { submitted: 0, awaiting_decision: 0, decided: 0 },
  )
const kinds = async (actor: Actor) => (await homePage(actor)).waiting.map(({ id, waiting }) => [id, waiting])

describe('the overview', () => {
  test('is not for whoever writes plans or looks after accounts', async () => {
    const administrator = await aPerson('Ada', 'administrator', cast.funder)
    for (const person of [cast.investigator, cast.focalPoint, administrator])
      expect(() => dashboardPage(person)).toThrow(expect.objectContaining({ code: 'notPermitted' }))
  })

  test('counts the plans of our calls by state, never a draft, and nothing of another funder', async () => {
    expect(sums(await dashboardPage(cast.officer))).toEqual({
      submitted: 1,
      awaiting_decision: 1,
      decided: 1,
    })
    expect(sums(await dashboardPage(stranger))).toEqual({ submitted: 0, awaiting_decision: 0, decided: 0 })
  })

  test('does not count what somebody stepped back from', async () => {
    const third = await aPerson('Thandi', 'reviewer', cast.funder)
    await withScope(third.id, (tx) => stepBack(tx, sent, 'My cousin', now()))
    expect(sums(await dashboardPage(third)).submitted).toBe(0)
    expect(sums(await dashboardPage(cast.reviewer)).submitted).toBe(1)
  })

  test('says since when the oldest waits, and what each side owes', async () => {
    await database.query(`update assessment set submitted_at = now() - interval '41 days' where id = $1`, [
      sent,
    ])
    const page = await dashboardPage(cast.officer)
    const waiting = page.longest.find(({ state }) => state === 'submitted')!
    expect(Math.round((now().getTime() - waiting.since.getTime()) / 86_400_000)).toBe(41)
    expect(page.owed).toEqual({
      us: { all: 0, late: 0 },
      partner: { all: 1, late: 0 },
      met: 0,
      waitingForMoney: 0,
    })
    await database.query(`update condition set due_on = current_date - 3 where assessment_id = $1`, [
      approved,
    ])
    expect((await dashboardPage(cast.officer)).owed.partner).toEqual({ all: 1, late: 1 })
    await database.query(
      `update condition set state = 'waiting_for_money', funds_expected_on = current_date - 41 where assessment_id = $1`,
      [approved],
    )
    expect((await dashboardPage(cast.officer)).owed.us).toEqual({ all: 1, late: 1 })
  })

  test('agrees with what the database lets each person count', async () => {
    for (const actor of [cast.officer, cast.reviewer, cast.approver, cast.investigator]) {
      const [found] = await withScope(
        actor.id,
        (tx) => tx.$queryRaw<{ count: number }[]>`select count(*)::int as count from assessment`,
      )
      const counted = await withScope(actor.id, (tx) => countAssessments(tx))
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(found!.count)
    }
  })
})

describe('what waits', () => {
  test('is for who has the next step, also before they said whether there is a conflict', async () => {
    const newcomer = await aPerson('Nuru', 'reviewer', cast.funder)
    expect(await kinds(newcomer)).toContainEqual([sent, 'review'])
    expect(await kinds(cast.officer)).toContainEqual([sent, 'assign'])
    expect(await kinds(cast.approver)).toContainEqual([judged, 'decide'])
    expect((await kinds(cast.investigator)).map(([, kind]) => kind)).toEqual(['finish'])
    expect(await kinds(stranger)).toEqual([])
  })
})

describe('the list', () => {
  test('shows one state when asked, and everything when asked for one that is not there', async () => {
    const page = await assessmentsPage(cast.officer, { state: 'submitted' })
    expect(page.lines.map(({ id }) => id)).toEqual([sent])
    expect((await assessmentsPage(cast.officer, { state: 'nowhere' })).lines).toHaveLength(3)
  })

  test('comes fifty at a time', async () => {
    await database.query(
      `with copied as (insert into record (kind) select 'assessment' from generate_series(1, $2) returning id),
         made as (
           insert into assessment (id, organisation_id, call_id, reviewing_body_id, audience, title, country, framework_id, framework_version,
             locale, created_by_id, machine_version, state, value, context, submitted_at)
           select copied.id, a.organisation_id, a.call_id, a.reviewing_body_id, a.audience, 'Copy', a.country, a.framework_id,
             a.framework_version, a.locale, a.created_by_id, a.machine_version, a.state, a.value, a.context, a.submitted_at
           from copied, assessment a where a.id = $1 returning id)
       insert into participation (record_id, organisation_id, capacity) select made.id, $3, 'reviewing_body' from made`,
      [sent, linesOnPage, cast.funder.id],
    )
    const first = await assessmentsPage(cast.officer)
    expect([first.lines.length, first.next]).toEqual([linesOnPage, true])
    const second = await assessmentsPage(cast.officer, { page: '2' })
    expect([second.lines.length, second.next]).toEqual([3, false])
    expect((await assessmentsPage(cast.officer, { page: 'x' })).page).toBe(1)
  })
})
