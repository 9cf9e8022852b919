import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { importSteps, stepProblem, type SaidSteps } from '#app/forms/import-steps.ts'
import { caseLogProblems } from '#app/server/case-log.server.ts'
import { openSteps } from '#app/server/queries/case-steps.server.ts'
import { importCase } from '#app/server/workflows/case-import.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { hearOfCode } from '#app/server/workflows/concern-by-code.server.ts'
import { standingOf } from '#app/server/workflows/import-steps.server.ts'
import { eventsOpen, lanesOf } from '#machines/processes.ts'
import { anImport } from '#tests/support/brought-in.ts'
import { asHandler } from '#tests/support/cases.ts'
import { caseNow, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { unpacked } from '#tests/support/unpacked.ts'

const database = withTestDatabase()
const now = new Date()
const before = (days: number) =>
  new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const status = (code: number) => ({ status: code })
let door: TestDoor
let first: TestHandler
let second: TestHandler

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
})

const toldOn = before(60)
const bring = async (said: SaidSteps) =>
  (await importCase(asHandler(first), await anImport(door, { toldOn, said }), now)).id
const safe = { safetyOn: before(59) }
const acknowledged = { ...safe, acknowledgedOn: before(58) }
const assessed = { ...acknowledged, supportedOn: before(57), assessedOn: before(50) }
const clocksOf = async (id: string) =>
  Object.fromEntries(
    (
      await database.query<{ kind: string; started: string; met: string | null }>(
        `select kind, started_on::text as started, met_on::text as met from concern_clock
         where concern_id = $1 and kind <> 'detriment'`,
        [id],
      )
    ).map(({ kind, started, met }) => [kind, [started, met]]),
  )

describe('refused', () => {
  test('is a step before the case was told, one to come, one without those before it, and any of a complaint', async () => {
    const today = before(0)
    const problem = (said: SaidSteps, kind = 'concern') => stepProblem({ kind, toldOn, ...said }, today)
    expect(problem({ safetyOn: before(61) })).toEqual({ name: 'safetyOn', why: 'beforeTold' })
    expect(problem({ safetyOn: before(-1) })).toEqual({ name: 'safetyOn', why: 'future' })
    expect(problem({ acknowledgedOn: before(58) })).toEqual({ name: 'safetyOn', why: 'stepBefore' })
    const unsupported = { ...acknowledged, assessedOn: before(50), assessedTo: 'none' as const }
    expect(problem(unsupported)).toEqual({ name: 'supportedOn', why: 'stepBefore' })
    expect(problem(assessed)).toEqual({ name: 'assessedTo', why: 'assessedTo' })
    const early = { ...assessed, assessedTo: 'none' as const, outcomeToldOn: before(51) }
    expect(problem(early)).toEqual({ name: 'outcomeToldOn', why: 'order' })
    expect(problem(safe, 'complaint')).toEqual({ name: 'safetyOn', why: 'complaint' })
    for (const said of [{ acknowledgedOn: before(58) }, { safetyOn: before(61) }, unsupported])
      await expect(bring(said)).rejects.toMatchObject(status(409))
  })

  test('are steps that were not signed with the rest', async () => {
    const given = await anImport(door, { toldOn, said: safe })
    for (const change of [{ safetyOn: before(58) }, { safetyOn: undefined }, acknowledged])
      await expect(importCase(asHandler(first), { ...given, ...change }, now)).rejects.toMatchObject(
        status(403),
      )
    expect(await database.query('select id from concern')).toEqual([])
  })
})

test('whatever is said, a case is neither closed nor let go, its hold stands, and what is left is asked here', () => {
  const day = fc.option(fc.constantFrom(before(59), before(40), before(3)), { nil: undefined })
  const days = fc.record(Object.fromEntries(importSteps.map((name) => [name, day])))
  const decided = fc.constantFrom('undecided', 'investigation', 'none')
  let stood = 0
  fc.assert(
    fc.property(days, decided, (said, assessedTo) => {
      const given = { ...said, assessedTo } as SaidSteps
      if (stepProblem({ kind: 'concern', toldOn, ...given }, before(0))) return
      stood += 1
      const { stored } = standingOf('concern', given)
      expect(['closed', 'referred_out', 'answered']).not.toContain(stored.state)
      expect(lanesOf(stored)).toMatchObject({ legal_hold: 'on', contact: 'open', reporter: 'present' })
      expect(eventsOpen('concern', stored).length).toBeGreaterThan(0)
    }),
    { numRuns: 1_000 },
  )
  expect(stood).toBeGreaterThan(20)
})

describe('a case stands', () => {
  test('where nothing is said, at its beginning', async () => {
    const id = await bring({})
    expect((await caseNow(id)).state).toBe('received')
    expect((await caseNow(id)).lines.map(({ action }) => action)).not.toContain('concern.saidAtImport')
  })

  test('after its acknowledgement, with the clocks met on those days and the next ones running since', async () => {
    const id = await bring(acknowledged)
    expect((await caseNow(id)).state).toBe('acknowledged')
    expect(await clocksOf(id)).toEqual({
      safety: [toldOn, before(59)],
      acknowledge: [toldOn, before(58)],
      assess: [before(58), null],
      feedback: [before(58), null],
    })
    const { steps } = await openSteps(asHandler(first), id)
    const of = (name: string) => steps.find(({ id }) => id === name)!
    expect([of('safety').done, of('acknowledge').done, of('assess').done]).toEqual([true, true, false])
    expect(of('acknowledge').open).toBe(false)
    const line = (await caseNow(id)).lines.find(({ action }) => action === 'concern.saidAtImport')!
    expect(line.personId).toBe(first.id)
    expect(line.data).toEqual({ checkSafety: before(59), acknowledge: before(58) })
    expect(line.onDay.toISOString().slice(0, 10)).toBe(before(0))
  })

  test.each([
    ['undecided', 'assessing'],
    ['investigation', 'investigating.under_way'],
    ['none', 'deciding.to_propose'],
  ] as const)('after its assessment (%s): %s', async (assessedTo, state) => {
    const id = await bring({ ...assessed, assessedTo })
    expect((await caseNow(id)).state).toBe(state.split('.')[0])
    const clocks = await clocksOf(id)
    expect(clocks['assess']![1]).toBe(assessedTo === 'undecided' ? null : before(50))
    if (assessedTo === 'investigation') expect(clocks['investigation']).toEqual([before(50), null])
    if (assessedTo === 'none') expect(clocks['outcome']).toEqual([before(50), null])
  })

  test('after its outcome was told, and closes only by what is asked here; a review is in time from then', async () => {
    const subjectToldOn = before(20)
    const id = await bring({ ...assessed, assessedTo: 'none', subjectToldOn, outcomeToldOn: before(45) })
    expect((await caseNow(id)).state).toBe('feedback_given')
    const steps = stepsOf({ id }, [first, second], () => now)
    await expect(steps.take(first, 'closeCase')).rejects.toMatchObject(status(409))
    const told = await database.query<{ due: string }>(
      "select due_at::date::text as due from concern_clock where concern_id = $1 and kind = 'detriment' and started_on = $2",
      [id, subjectToldOn],
    )
    expect(told).toEqual([{ due: before(18) }])
    await expect(hearOfCode(id, { type: 'askForReview', filed: true }, now)).rejects.toMatchObject(
      status(409),
    )
    const lately = await bring({ ...assessed, assessedTo: 'none', outcomeToldOn: before(2) })
    await hearOfCode(lately, { type: 'askForReview', filed: true }, now)
    expect(lanesOf(await caseNow(lately)).review).toBe('asked')
    expect(await caseLogProblems()).toEqual([])
  })
})

test('the index of an export says on which day a case was brought in, and whose each check is', async () => {
  const id = await bring(safe)
  const { stream } = await exportCase({ ...asHandler(first), steppedUpAt: now }, id, now)
  const files = await unpacked(await buffer(stream))
  const index = JSON.parse(files.get('case.json')!.toString()) as Record<string, unknown>
  expect(index).toMatchObject({ arrivedOn: toldOn, importedOn: before(0) })
  const checks = (index['clocks'] as { kind: string; person?: string }[]).filter(
    ({ kind }) => kind === 'detriment',
  )
  expect(checks).toHaveLength(4)
  expect(new Set(checks.map(({ person }) => person)).size).toBe(1)
})
