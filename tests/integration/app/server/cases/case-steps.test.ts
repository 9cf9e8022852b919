import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#app/policies/actor.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import {
  sendNotice,
  confirmNotice,
  waiveNotice,
  lookAtNotices,
  writePlan,
} from '#app/server/workflows/case-plans.server.ts'
import { hearOfCode } from '#app/server/workflows/concern-by-code.server.ts'
import { confirm, endOpenProposal, propose } from '#app/server/workflows/concern-proposals.server.ts'
import { advanceConcern } from '#app/server/workflows/concern.server.ts'
import { lanesOf, receiveConcern } from '#machines/processes.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { aCase, actorOf, asHandler, type TestCase } from '#tests/support/cases.ts'
import { caseNow, declareFree, inFile, inThread, markerOfSteps, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const day = 24 * 60 * 60 * 1000
let now = new Date('2026-03-04T10:00:00Z')
let door: TestDoor
let first: TestHandler
let second: TestHandler
let own: TestCase
let steps: ReturnType<typeof stepsOf>

const status = (code: number) => ({ status: code })
const clocks = () =>
  database.query<{ id: string; kind: string; due_at: Date; met_on: Date | null; paused_on: Date | null }>(
    'select id, kind, due_at, met_on, paused_on from concern_clock where concern_id = $1 order by due_at',
    [own.id],
  )
const clockOf = async (kind: string) => (await clocks()).filter((one) => one.kind === kind && !one.met_on)[0]!
const proposal = async (kind: string) => (await caseNow(own.id)).proposals.find((one) => one.kind === kind)!
const state = async () => (await caseNow(own.id)).state
const dayOf = (date: Date) => date.toISOString().slice(0, 10)

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
})
beforeEach(async () => {
  now = new Date('2026-03-04T10:00:00Z')
  own = await aCase(door, { at: now })
  await declareFree(own.id, [first, second])
  steps = stepsOf(own, [first, second], () => now)
})

describe('who is refused', () => {
  test.each<Role>([
    'principal_investigator',
    'programme_officer',
    'reviewer',
    'approver',
    'administrator',
    'safeguarding_lead',
    'focal_point',
    'case_handler',
  ])('a %s of the same body for whom the case does not exist', async (role) => {
    const account = await anAccount({ organisationId: first.organisationId, role })
    const actor = { ...actorOf(account, role, first.organisationId), steppedUpAt: now }
    const parts = [await inFile(own.id)]
    await expect(
      advanceConcern(
        actor,
        own.id,
        { type: 'checkSafety', parts, given: { ownerId: first.id } },
        'newest',
        now,
      ),
    ).rejects.toMatchObject(status(404))
    await expect(writePlan(actor, own.id, { plan: 'detriment', parts }, now)).rejects.toMatchObject(
      status(404),
    )
    await expect(propose(actor, own.id, { kind: 'police_hold', data: {}, parts }, now)).rejects.toMatchObject(
      status(404),
    )
    await expect(
      advanceConcern(actor, own.id, { type: 'beginSubjectCare' }, 'newest', now),
    ).rejects.toMatchObject(status(404))
  })

  test('a handler who has not said whether there is a conflict; and whoever stepped back, for whom there is no case', async () => {
    const fresh = await aCase(door, { at: now })
    const parts = [await inFile(fresh.id)]
    const check = { type: 'checkSafety' as const, parts, given: { ownerId: first.id } }
    await expect(advanceConcern(asHandler(first), fresh.id, check, 'newest', now)).rejects.toMatchObject(
      status(403),
    )
    await withScope(
      first.id,
      (tx) => tx.$queryRaw`select app_step_back_from_case(${fresh.id}::uuid, '2026-03-04')::text`,
    )
    await expect(advanceConcern(asHandler(first), fresh.id, check, 'newest', now)).rejects.toMatchObject(
      status(404),
    )
  })

  test('whoever proposed the outcome, as its second person; and whoever has not proved again who they are', async () => {
    await steps.to.deciding()
    await steps.take(first, 'proposeOutcome')
    await expect(steps.take(first, 'confirmOutcome', {}, 'none')).rejects.toMatchObject(status(403))
    await expect(
      advanceConcern(asHandler(second), own.id, { type: 'confirmOutcome' }, 'newest', now),
    ).rejects.toMatchObject(status(403))
    await steps.take(second, 'confirmOutcome', {}, 'none')
    expect(await state()).toBe('outcome_decided')
  })

  test('whoever wrote the report, as its reviewer; whoever acted in danger, as the one who looks at it', async () => {
    await steps.to.assessing()
    await steps.take(first, 'investigate', { unconflicted: true })
    await steps.plan('investigation')
    await steps.take(first, 'deliverReport')
    await expect(steps.take(first, 'reviewReport')).rejects.toMatchObject(status(403))
    await steps.take(first, 'actInDanger', { trained: true })
    await expect(steps.take(first, 'reviewDanger')).rejects.toMatchObject(status(403))
    await steps.take(second, 'reviewDanger')
    expect(await clockOf('danger_review')).toBeUndefined()
  })

  test('whoever decided, as the one who hears the review', async () => {
    await steps.to.answered()
    await hearOfCode(own.id, { type: 'askForReview', filed: true }, now)
    expect(lanesOf(await caseNow(own.id)).review).toBe('asked')
    await expect(steps.take(first, 'hearReview', { again: true })).rejects.toMatchObject(status(403))
    await expect(steps.take(second, 'hearReview', { again: true })).rejects.toMatchObject(status(403))
  })

  test('a handler, as the one who cares for whoever is named', async () => {
    await expect(steps.take(first, 'offerSubjectCare', { carerId: second.id })).rejects.toThrow()
    const carer = await anAccount({ organisationId: first.organisationId, role: 'focal_point' })
    await steps.take(first, 'offerSubjectCare', { carerId: carer.id })
    await expect(steps.take(second, 'beginSubjectCare', {}, 'none')).rejects.toMatchObject(status(403))
    const actor = actorOf(carer, 'focal_point', first.organisationId)
    await expect(advanceConcern(actor, own.id, { type: 'endSupport' }, 'newest', now)).rejects.toMatchObject(
      status(404),
    )
    await advanceConcern(actor, own.id, { type: 'beginSubjectCare' }, 'newest', now)
    expect(lanesOf(await caseNow(own.id)).subject).toBe('in_hand')
    expect(await withScope(carer.id, (tx) => tx.sealedPart.count())).toBe(0)
  })
})

describe('cannot move on until', () => {
  test('the safety question has an answer and an owner who handles the case', async () => {
    await expect(steps.take(first, 'checkSafety', { ownerId: second.id }, 'none')).rejects.toMatchObject(
      status(409),
    )
    await expect(steps.take(first, 'checkSafety', { ownerId: door.escrow[0]!.id })).rejects.toMatchObject(
      status(409),
    )
    await steps.to.safe()
    expect(await state()).toBe('safety_checked')
  })

  test('an acknowledgement is in the thread, or why there is no safe contact is written down', async () => {
    await steps.to.safe()
    await expect(steps.take(first, 'acknowledge', {}, 'none')).rejects.toMatchObject(status(409))
    await steps.take(first, 'acknowledge', {}, 'file')
    expect(await state()).toBe('acknowledged')
  })

  test('support was offered and every notice that is due was sent or waived', async () => {
    await steps.to.acknowledged()
    await expect(steps.take(first, 'beginAssessing', {}, 'none')).rejects.toMatchObject(status(409))
    await expect(steps.take(first, 'offerSupport', { asked: false })).rejects.toMatchObject(status(409))
    await steps.plan('firstContact')
    await steps.take(first, 'offerSupport', { asked: false })
    await expect(steps.take(first, 'beginAssessing', {}, 'none')).rejects.toMatchObject(status(409))
    const parts = [await inFile(own.id)]
    await lookAtNotices(steps.as(first), own.id, { duties: ['funders.ukri', 'funders.fcdo'], parts }, now)
    await expect(steps.take(first, 'beginAssessing', {}, 'none')).rejects.toMatchObject(status(409))
    await waiveNotice(steps.as(first), own.id, { duty: 'funders.ukri', parts }, now)
    await sendNotice(
      steps.as(first),
      own.id,
      { duty: 'funders.fcdo', ground: 'agreed', toldFirst: 'yes', parts },
      now,
    )
    await steps.take(first, 'beginAssessing', {}, 'none')
    expect(await state()).toBe('assessing')
  })

  test('a clause of a contract never sends a report against somebody’s will; grave harm and an unsafe telling take two', async () => {
    const parts = [await inFile(own.id)]
    const sending = { duty: 'funders.fcdo', toldFirst: 'yes' as const, parts }
    await expect(
      sendNotice(steps.as(first), own.id, { ...sending, ground: 'agreed' }, now),
    ).rejects.toMatchObject(status(409))
    await lookAtNotices(steps.as(first), own.id, { duties: ['funders.fcdo'], parts }, now)
    await expect(sendNotice(steps.as(first), own.id, { ...sending, ground: 'law' }, now)).rejects.toThrow()
    expect(await sendNotice(steps.as(first), own.id, { ...sending, ground: 'harm' }, now)).toBe('proposed')
    const open = await proposal('share')
    await expect(confirmNotice(steps.as(first), own.id, open, now)).rejects.toMatchObject(status(403))
    await confirmNotice(steps.as(second), own.id, open, now)
    expect((await caseNow(own.id)).lines.at(-1)).toMatchObject({
      action: 'notice.send',
      data: { ground: 'harm' },
    })
  })

  test('a report has terms before it and a reader after it', async () => {
    await steps.to.assessing()
    await expect(steps.take(first, 'investigate', { unconflicted: false })).rejects.toMatchObject(status(409))
    await steps.take(first, 'investigate', { unconflicted: true })
    await expect(steps.take(first, 'deliverReport')).rejects.toMatchObject(status(409))
    await steps.plan('investigation')
    await steps.take(first, 'deliverReport')
    await steps.take(second, 'reviewReport')
    expect(await state()).toBe('deciding')
  })

  test('going against the wish of the person is proposed by one and done by another', async () => {
    await steps.to.assessing()
    await expect(
      steps.take(first, 'investigate', { unconflicted: true, againstWish: true }),
    ).rejects.toMatchObject(status(403))
    const parts = [await inFile(own.id)]
    await propose(
      steps.as(first),
      own.id,
      { kind: 'against_wish', data: { then: 'investigate' }, parts },
      now,
    )
    await expect(
      confirm(steps.as(first), own.id, await proposal('against_wish'), { unconflicted: true }, now),
    ).rejects.toMatchObject(status(403))
    await confirm(steps.as(second), own.id, await proposal('against_wish'), { unconflicted: true }, now)
    expect(await state()).toBe('investigating')
  })
})

test('somebody who did not write first withdraws nothing of the case, and may ask for a review of it', async () => {
  await steps.to.answered()
  await expect(hearOfCode(own.id, { type: 'withdraw', filed: false }, now)).rejects.toMatchObject(status(403))
  await hearOfCode(own.id, { type: 'askForReview', filed: false }, now)
  expect(lanesOf(await caseNow(own.id)).review).toBe('asked')
})

test('a review is asked for within twenty working days of the telling', async () => {
  await steps.to.answered()
  now = new Date('2026-04-02T10:00:00Z')
  await expect(hearOfCode(own.id, { type: 'askForReview', filed: true }, now)).rejects.toMatchObject(
    status(409),
  )
})

describe('three closings', () => {
  test('the case closes only with checks for retaliation planned and support decided; support and contact stay open', async () => {
    await steps.to.answered()
    await expect(steps.take(first, 'closeCase')).rejects.toMatchObject(status(409))
    await steps.plan('detriment')
    await expect(steps.take(first, 'closeCase')).rejects.toMatchObject(status(409))
    await steps.take(first, 'acceptSupport', {}, 'none')
    await steps.take(first, 'closeCase')
    const row = await caseNow(own.id)
    expect([row.state, lanesOf(row).support, lanesOf(row).contact]).toEqual(['closed', 'accepted', 'open'])
    await steps.take(first, 'endSupport')
    await expect(steps.take(first, 'endContact', { why: 'silence' })).rejects.toMatchObject(status(409))
    await steps.take(first, 'endContact', { why: 'person_asked' })
    await hearOfCode(own.id, { type: 'wrote', filed: true }, now)
    expect(lanesOf(await caseNow(own.id)).contact).toBe('open')
  })

  test('checks after closing lie one, three, six and twelve months ahead, and the day after the subject was told', async () => {
    await steps.to.safe()
    await steps.take(first, 'tellSubject', { safetyPlanned: true })
    const told = (await clocks())
      .filter(({ kind }) => kind === 'detriment')
      .map(({ due_at }) => dayOf(new Date(due_at.getTime() - day)))
    expect(told).toEqual(['2026-03-05', '2026-03-18', '2026-04-04', '2026-06-04', '2026-09-04'])
    await expect(steps.take(first, 'checkDetriment', {})).rejects.toMatchObject(status(409))
    const { id: clockId } = await clockOf('detriment')
    await expect(steps.take(first, 'checkDetriment', { finding: 'none' })).rejects.toMatchObject(status(409))
    await steps.take(first, 'checkDetriment', { finding: 'not_known', clockId })
    expect((await clocks()).filter(({ met_on }) => met_on)).toHaveLength(2)
  })

  test('whoever reported may go; a live risk to somebody else, or an affected person who stays, keeps the case open', async () => {
    await steps.to.safe()
    const parts = [await inFile(own.id)]
    const close = (liveRisk: string, affectedStays: string) =>
      propose(
        steps.as(first),
        own.id,
        { kind: 'close_withdrawn', data: { liveRisk, affectedStays }, parts },
        now,
      )
    await expect(close('no', 'no')).rejects.toMatchObject(status(409))
    await hearOfCode(own.id, { type: 'withdraw', filed: true }, now)
    expect(await state()).toBe('safety_checked')
    await expect(close('yes', 'no')).rejects.toMatchObject(status(409))
    await expect(close('no', 'yes')).rejects.toMatchObject(status(409))
    await steps.take(first, 'declineSupport', {}, 'none').catch(() => undefined)
    await steps.take(first, 'offerSupport', { asked: true })
    await steps.take(first, 'declineSupport', {}, 'none')
    await steps.plan('detriment')
    await close('no', 'no')
    await confirm(steps.as(second), own.id, await proposal('close_withdrawn'), {}, now)
    expect(await state()).toBe('closed')
  })

  test('the legal hold is released by two, and whatever opens the case again puts it back', async () => {
    await steps.to.closed()
    await steps.take(first, 'proposeRelease')
    await expect(steps.take(first, 'releaseHold', {}, 'none')).rejects.toMatchObject(status(403))
    await steps.take(second, 'putHoldBack')
    expect(await proposal('release_hold')).toBeUndefined()
    await steps.take(first, 'proposeRelease')
    await steps.take(second, 'releaseHold', {}, 'none')
    await hearOfCode(own.id, { type: 'comeBack', filed: true }, now)
    const row = await caseNow(own.id)
    expect([row.state, lanesOf(row).legal_hold]).toEqual(['received', 'on'])
    expect(await clockOf('safety')).toBeDefined()
  })
})

describe('clocks', () => {
  test('a service clock rests with a reason and a second person, and goes on for as long as it rested', async () => {
    await steps.to.acknowledged()
    const assess = await clockOf('assess')
    const pause = {
      kind: 'pause_clock' as const,
      data: { clockId: assess.id },
      parts: [await inFile(own.id)],
    }
    await propose(steps.as(first), own.id, pause, now)
    await expect(
      confirm(steps.as(first), own.id, await proposal('pause_clock'), {}, now),
    ).rejects.toMatchObject(status(403))
    await confirm(steps.as(second), own.id, await proposal('pause_clock'), {}, now)
    expect((await clockOf('assess')).paused_on).not.toBeNull()
    now = new Date(now.getTime() + 5 * day)
    await steps.take(second, 'resumeClock', { clockId: assess.id }, 'none')
    const again = await clockOf('assess')
    expect(again.paused_on).toBeNull()
    expect(again.due_at.getTime() - assess.due_at.getTime()).toBe(5 * day)
  })

  test('a clock of law, and one that keeps somebody safe, never rests', async () => {
    await steps.to.acknowledged()
    const feedback = await clockOf('feedback')
    await database.query('update concern_clock set legal = true where id = $1', [feedback.id])
    for (const clock of [feedback, await clockOf('detriment')]) {
      const parts = [await inFile(own.id)]
      await expect(
        propose(steps.as(first), own.id, { kind: 'pause_clock', data: { clockId: clock.id }, parts }, now),
      ).rejects.toMatchObject(status(409))
    }
  })

  test('the case waits for whatever is due soonest, and a proposal that is refused leaves it as it was', async () => {
    await steps.to.acknowledged()
    const { next_due_at } = (
      await database.query<{ next_due_at: Date }>('select next_due_at from concern where id = $1', [own.id])
    )[0]!
    const soonest = (await clocks()).find(({ met_on }) => !met_on)!
    expect(next_due_at).toEqual(soonest.due_at)
    const parts = [await inFile(own.id)]
    await propose(steps.as(first), own.id, { kind: 'police_hold', data: {}, parts }, now)
    const { id } = await proposal('police_hold')
    await endOpenProposal(steps.as(second), own.id, id, parts, now)
    expect(lanesOf(await caseNow(own.id)).police).toBe('not_held')
    await expect(endOpenProposal(steps.as(second), own.id, id, parts, now)).rejects.toMatchObject(status(404))
  })
})

describe('an ordinary complaint', () => {
  beforeEach(async () => {
    const { stored } = receiveConcern({ kind: 'complaint', isTest: false })
    await asSystem('test', async (tx) => {
      await tx.concern.updateMany({
        where: { id: own.id },
        data: { state: stored.state, value: stored.value as object, context: stored.context as object },
      })
    })
  })

  test('is answered in its thread, or becomes a case only with the word of the person', async () => {
    await expect(steps.take(first, 'answer', {}, 'file')).rejects.toMatchObject(status(409))
    await expect(steps.take(first, 'convert', { agreed: false })).rejects.toMatchObject(status(409))
    await steps.take(first, 'answer', {}, 'thread')
    expect(await state()).toBe('answered')
    await steps.take(first, 'convert', { agreed: true })
    expect(await state()).toBe('received')
  })
})

test('nothing of a case is in the public ledger, a notice, a job or the log in words', async () => {
  await steps.to.closed()
  const tables = ['ledger_entry', 'notice', 'pgboss.job', 'case_log_entry', 'concern', 'concern_proposal']
  for (const table of tables) {
    const rows = await database.query<{ text: string }>(`select row_to_json(t)::text as text from ${table} t`)
    expect(
      rows.filter(({ text }) => text.includes(markerOfSteps)),
      table,
    ).toEqual([])
  }
  const ledger = await database.query<{ text: string }>(
    'select row_to_json(t)::text as text from ledger_entry t',
  )
  expect(ledger.filter(({ text }) => text.includes(own.id))).toEqual([])
  const notices = await database.query<{ text: string }>('select row_to_json(t)::text as text from notice t')
  expect(notices.filter(({ text }) => text.includes(own.id))).toEqual([])
  expect(await inThread(own.id)).toBeDefined()
})
