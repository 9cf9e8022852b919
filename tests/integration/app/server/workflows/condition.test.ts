import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now, replaceClock } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import {
  conditionEvidencePage,
  conditionPage,
  conditionsPage,
  conditionStepPage,
  conditionsWaiting,
  planConditionsPage,
} from '#app/server/queries/conditions.server.ts'
import { advanceCondition } from '#app/server/workflows/condition.server.ts'
import { watchConditions } from '#app/server/workflows/watch-conditions.server.ts'
import { moveEvidence } from '#app/server/workflows/evidence.server.ts'
import {
  approvedWith,
  aFundedTerm,
  aTerm,
  conditionNow,
  giving,
  itIs,
  keptPiece,
  take,
} from '#tests/support/conditions.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOrganisation, aPerson, move, type Cast } from '#tests/support/line.ts'
import { dateOf } from '#content/working-days.ts'

const database = withTestDatabase()
const enough = { type: 'findEnough', note: 'Two numbers answered.' } as const
const met = { type: 'discharge', note: 'Called one number again.' } as const

let cast: Cast
let plan: string
let id: string
let funded: string

beforeAll(() => itIs('2030-02-01'))
afterAll(() => replaceClock(() => new Date())())
beforeEach(async () => {
  cast = await aCast()
  const made = await approvedWith(cast, aTerm, aFundedTerm)
  plan = made.plan
  ;[id, funded] = made.ids as [string, string]
})

const ledgerOf = (record: string) =>
  database.query<{ action: string; data: Record<string, unknown> }>(
    `select action, data from ledger_entry where subject = $1 and action like 'condition.%' order by position`,
    [record],
  )
const noticesAbout = async (condition: string) =>
  (
    await database.query<{ notice: string }>(
      `select data->>'notice' as notice from pgboss.job where name = 'notify' and data->>'conditionId' = $1 order by created_on, id`,
      [condition],
    )
  ).map(({ notice }) => notice)

describe('who is refused', () => {
  test('others cannot tell that a condition exists, by whatever door', async () => {
    const stranger = await aPerson('Stranger', 'approver', await anOrganisation('Elsewhere', 'funder'))
    for (const wanted of [id, 'not-an-id', "' or 1=1"]) {
      await expect(conditionPage(stranger, wanted)).rejects.toMatchObject({ code: 'notFound' })
      await expect(conditionStepPage(stranger, wanted, 'confirm')).rejects.toMatchObject({ code: 'notFound' })
      await expect(conditionEvidencePage(stranger, wanted)).rejects.toMatchObject({ code: 'notFound' })
      await expect(take(stranger, wanted, met)).rejects.toMatchObject({ code: 'notFound' })
    }
    await expect(planConditionsPage(stranger, plan)).rejects.toMatchObject({ code: 'notFound' })
    expect((await conditionsPage(stranger, null)).lines).toEqual([])
  })

  test('whoever owes it checks nothing, and whoever checks it gives nothing', async () => {
    await take(cast.investigator, id, await giving(cast.investigator))
    for (const intent of [enough, met, { type: 'sendBack', note: 'No.' } as const])
      await expect(take(cast.investigator, id, intent)).rejects.toMatchObject({ code: 'notPermitted' })
    const given = await giving(cast.reviewer)
    await expect(take(cast.reviewer, funded, given)).rejects.toMatchObject({ code: 'notPermitted' })
  })

  test('row-level security lets nobody of the side that owes it say that it is met', async () => {
    const sneak = () =>
      withScope(
        cast.investigator.id,
        (tx) => tx.$executeRaw`update condition set state = 'met', value = '"met"' where id = ${id}::uuid`,
      )
    await expect(sneak()).rejects.toThrow()
    expect(await conditionNow(id)).toMatchObject({ state: 'open' })
  })

  test('that it is met needs a fresh proof of who says so', async () => {
    await take(cast.investigator, id, await giving(cast.investigator))
    await take(cast.reviewer, id, enough)
    const tired: Actor = { ...cast.approver, steppedUpAt: new Date(now().getTime() - 6 * 60_000) }
    await expect(advanceCondition(tired, id, met, 'newest', now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })

  test('whoever found it enough does not confirm it', async () => {
    const second = await aPerson('Vera', 'approver', cast.funder)
    await database.query(
      `insert into conflict_declaration (assessment_id, person_id, conflicted, at) values ($1, $2, false, now())`,
      [plan, second.id],
    )
    await take(cast.investigator, id, await giving(cast.investigator))
    await take(second, id, enough)
    await expect(take(second, id, met)).rejects.toMatchObject({ code: 'notPermitted' })
    expect(await conditionPage(second, id)).toMatchObject({ kept: 'foundIt', step: null })
    await take(cast.approver, id, met)
  })

  test('evidence of another body is not given, nor what was taken off the list meanwhile', async () => {
    const theirs = await keptPiece(cast.officer)
    const gone = await keptPiece(cast.investigator)
    await moveEvidence(cast.investigator, gone, 'remove', 1, now())
    for (const evidenceIds of [[theirs], [gone], []])
      await expect(
        take(cast.investigator, id, { type: 'giveEvidence', evidenceIds, fresh: null, note: '' }),
      ).rejects.toMatchObject({ code: 'notReady' })
  })
})

describe('from what is owed to what is met', () => {
  test('evidence, one look, a second look; every step is in the history and in the ledger of the plan', async () => {
    const kept = await keptPiece(cast.investigator)
    const value = {
      kind: 'link',
      title: 'The map, checked',
      url: 'https://example.org/checked',
      page: null,
      assessedBy: null,
      datedOn: null,
      reviewOn: null,
    } as const
    await take(cast.focalPoint, id, {
      type: 'giveEvidence',
      evidenceIds: [kept],
      fresh: { value, file: null },
      note: 'All called in January.',
    })
    await take(cast.reviewer, id, enough)
    itIs('2030-02-05')
    await take(cast.approver, id, met)

    const row = await conditionNow(id)
    expect(row).toMatchObject({ state: 'met', revision: 3, metAt: now() })
    expect(row.events.map(({ kind, evidenceIds }) => [kind, evidenceIds.length])).toEqual([
      ['giveEvidence', 2],
      ['findEnough', 0],
      ['discharge', 0],
    ])
    const entries = await ledgerOf(plan)
    expect(entries.map(({ action }) => action)).toEqual([
      'condition.giveEvidence',
      'condition.findEnough',
      'condition.discharge',
    ])
    for (const { data } of entries) expect(data.condition).toBe(id)
    expect(entries[0]!.data).toMatchObject({ pieces: 2, state: 'given' })
    expect(JSON.stringify(entries)).not.toContain('January')
    expect(await noticesAbout(id)).toEqual(['evidenceGiven', 'readyToDischarge', 'conditionMet'])
  })

  test('the funder reads what was given, also once it was taken back and off the list', async () => {
    const kept = await keptPiece(cast.investigator)
    await take(
      cast.investigator,
      id,
      { type: 'giveEvidence', evidenceIds: [kept], fresh: null, note: '' },
      { type: 'takeBackEvidence', note: 'The wrong map.' },
    )
    await moveEvidence(cast.investigator, kept, 'remove', 1, now())
    const { history } = await conditionPage(cast.reviewer, id)
    expect(history[0]).toMatchObject({ kind: 'giveEvidence', by: 'Adwoa', evidence: [{ title: 'The map' }] })
  })

  test('when two people confirm at once one of them does, and the other is told', async () => {
    const second = await aPerson('Vera', 'approver', cast.funder)
    await database.query(
      `insert into conflict_declaration (assessment_id, person_id, conflicted, at) values ($1, $2, false, now())`,
      [plan, second.id],
    )
    await take(cast.investigator, id, await giving(cast.investigator))
    await take(cast.reviewer, id, enough)
    const { revision } = await conditionNow(id)
    const both = await Promise.allSettled(
      [cast.approver, second].map((actor) =>
        advanceCondition({ ...actor, steppedUpAt: now() }, id, met, revision, now()),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changedByAnother' },
    })
    expect((await noticesAbout(id)).filter((notice) => notice === 'conditionMet')).toHaveLength(1)
  })

  test('a step that cannot be entered in the ledger has not happened', async () => {
    const given = await giving(cast.investigator)
    await database.query(
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$`,
    )
    await database.query(
      `create trigger cut before insert on ledger_entry for each row execute function break_down()`,
    )
    await expect(take(cast.investigator, id, given)).rejects.toThrow()
    await database.query(`drop trigger cut on ledger_entry`)
    await database.query(`drop function break_down()`)
    expect(await conditionNow(id)).toMatchObject({ state: 'open', revision: 0, events: [] })
    expect(await noticesAbout(id)).toEqual([])
    await take(cast.investigator, id, given)
  })

  test('a decision that is undone takes its conditions with it, and nothing more happens to them', async () => {
    await take(cast.investigator, id, await giving(cast.investigator))
    await move({ ...cast.approver, steppedUpAt: now() }, plan, {
      type: 'revertDecision',
      reason: 'The wrong plan was open.',
    })
    expect(await conditionNow(id)).toMatchObject({ state: 'dropped' })
    await expect(take(cast.reviewer, id, enough)).rejects.toMatchObject({ code: 'notReady' })
    expect((await conditionsPage(cast.investigator, null)).lines).toEqual([])
    expect(await conditionPage(cast.investigator, id)).toMatchObject({ state: 'dropped', pages: [] })
  })
})

test('of a plan that was withdrawn nothing is owed any more, and nobody is late with it', async () => {
  await database.query(`update assessment set state = 'withdrawn' where id = $1`, [plan])
  itIs('2030-06-03')
  await watchConditions()
  expect(await noticesAbout(id)).toEqual([])
  expect((await conditionsPage(cast.investigator, null)).lines).toEqual([])
  expect(await conditionPage(cast.officer, id)).toMatchObject({
    state: 'dropped',
    clock: { waitingFor: null },
  })
  await expect(take(cast.investigator, id, await giving(cast.investigator))).rejects.toMatchObject({
    code: 'notReady',
  })
})

describe('money', () => {
  test('until it arrives it is the funder who is waited for, by name of the side and by days', async () => {
    itIs('2030-03-14')
    const { lines } = await conditionsPage(cast.investigator, 'others')
    expect(lines).toMatchObject([
      {
        id: funded,
        state: 'waiting_for_money',
        clock: { waitingFor: 'funder', waitingDays: 41, lateBy: 27, startsOn: null },
      },
    ])
    expect((await conditionsPage(cast.officer, 'us')).lines.map((line) => line.id)).toEqual([funded])
    await expect(take(cast.investigator, funded, await giving(cast.investigator))).rejects.toMatchObject({
      code: 'notReady',
    })
  })

  test('the funder says that it was sent, the partner that it arrived, and then the clock begins', async () => {
    itIs('2030-04-01')
    await take(cast.officer, funded, { type: 'sendMoney', on: dateOf('2030-03-28'), note: '' })
    expect(await conditionNow(funded)).toMatchObject({
      state: 'waiting_for_money',
      dueOn: dateOf('2030-03-15'),
    })
    await take(cast.focalPoint, funded, { type: 'moneyArrived', on: dateOf('2030-04-01'), note: '' })
    expect(await conditionNow(funded)).toMatchObject({
      state: 'open',
      fundsSentOn: dateOf('2030-03-28'),
      fundsArrivedOn: dateOf('2030-04-01'),
      dueOn: dateOf('2030-05-01'),
    })
    const { clock } = await conditionPage(cast.officer, funded)
    expect(clock).toMatchObject({
      startsOn: '2030-04-01',
      waitingFor: 'partner',
      waitingDays: 0,
      daysLeft: 30,
    })
  })

  test('money does not arrive tomorrow, also when the clock of the machine jumped back', async () => {
    const tomorrow = { type: 'moneyArrived', on: dateOf('2030-02-02'), note: '' } as const
    await expect(take(cast.focalPoint, funded, tomorrow)).rejects.toMatchObject({ code: 'notReady' })
  })
})

describe('more time', () => {
  const asked = { type: 'askForTime', until: dateOf('2030-04-15'), note: 'The rains.' } as const

  test('is asked for with a day and a reason, and given or not with a reason', async () => {
    await take(cast.investigator, id, asked)
    expect(await conditionPage(cast.officer, id)).toMatchObject({
      step: 'answerTime',
      timeAsked: '2030-04-15',
    })
    await take(cast.officer, id, { type: 'giveTime', until: dateOf('2030-04-10'), note: 'Roads open then.' })
    const row = await conditionNow(id)
    expect(row).toMatchObject({ dueOn: dateOf('2030-04-10'), context: { extensions: 1, timeAsked: null } })
    expect(row.events.map(({ kind, note, day }) => [kind, note, day])).toEqual([
      ['askForTime', 'The rains.', dateOf('2030-04-15')],
      ['giveTime', 'Roads open then.', dateOf('2030-04-10')],
    ])
  })

  test('a no leaves as many days as there were when it was asked', async () => {
    itIs('2030-03-10')
    await take(cast.investigator, id, asked)
    itIs('2030-03-20')
    await take(cast.officer, id, { type: 'refuseTime', note: 'The season starts.' })
    expect(await conditionNow(id)).toMatchObject({ dueOn: dateOf('2030-03-25') })
  })

  test('nobody asks for less time than there is, and nobody gives less', async () => {
    const earlier = dateOf('2030-03-14')
    const until = (type: 'askForTime' | 'giveTime') => ({ type, until: earlier, note: 'x' })
    await expect(take(cast.investigator, id, until('askForTime'))).rejects.toMatchObject({ code: 'notReady' })
    await expect(take(cast.officer, id, until('giveTime'))).rejects.toMatchObject({ code: 'notReady' })
  })

  test('what is sent back after a long look comes with the days that were left, and a week at least', async () => {
    itIs('2030-03-01')
    await take(cast.investigator, id, await giving(cast.investigator))
    itIs('2030-04-10')
    await take(cast.reviewer, id, { type: 'sendBack', note: 'Two numbers are missing.' })
    expect(await conditionNow(id)).toMatchObject({ state: 'open', dueOn: dateOf('2030-04-24') })
    expect((await conditionPage(cast.investigator, id)).clock).toMatchObject({ waitingDays: 0, lateBy: 0 })
  })
})

describe('what waits for whom', () => {
  const stepsOf = async (actor: Actor) =>
    (await withScope(actor.id, (tx) => conditionsWaiting(tx, actor))).map(({ id, step }) => [id, step])

  test('each sees the step that is theirs, and nobody else’s', async () => {
    expect(await stepsOf(cast.officer)).toEqual([[funded, 'sendMoney']])
    expect(await stepsOf(cast.investigator)).toEqual([[id, 'giveEvidence']])
    expect(await stepsOf(cast.reviewer)).toEqual([])

    await take(cast.officer, funded, { type: 'sendMoney', on: dateOf('2030-02-01'), note: '' })
    await take(cast.investigator, id, await giving(cast.investigator))
    expect(await stepsOf(cast.officer)).toEqual([])
    expect(await stepsOf(cast.investigator)).toEqual([[funded, 'moneyArrived']])
    expect(await stepsOf(cast.reviewer)).toEqual([[id, 'findEnough']])
    expect(await stepsOf(cast.approver)).toEqual([])

    await take(cast.reviewer, id, enough)
    expect(await stepsOf(cast.reviewer)).toEqual([])
    expect(await stepsOf(cast.approver)).toEqual([[id, 'discharge']])
  })

  test('what is overdue is listed for both sides alike, and what is met apart', async () => {
    itIs('2030-03-20')
    for (const actor of [cast.officer, cast.investigator])
      expect((await conditionsPage(actor, 'overdue')).lines.map((line) => line.id)).toEqual([funded, id])
    expect((await conditionsPage(cast.officer, 'met')).lines).toEqual([])
  })

  test('help is asked and offered in words, and moves nothing', async () => {
    await take(cast.focalPoint, id, { type: 'askForHelp', note: 'A translator.' })
    await take(cast.reviewer, id, { type: 'offerHelp', note: 'Ours, in March.' })
    const row = await conditionNow(id)
    expect(row).toMatchObject({ state: 'open' })
    expect(row.events.map(({ kind, note }) => [kind, note])).toEqual([
      ['askForHelp', 'A translator.'],
      ['offerHelp', 'Ours, in March.'],
    ])
    expect(await noticesAbout(id)).toEqual(['helpAsked', 'helpOffered'])
  })
})
