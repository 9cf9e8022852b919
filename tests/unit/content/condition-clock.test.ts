import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  conditionClock,
  dueOnceArrived,
  dueOnceBack,
  isSoon,
  lateLevel,
  type ConditionDays,
} from '#content/condition-clock.ts'
import {
  addDays,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  workingDayFrom,
  type Day,
} from '#content/working-days.ts'

const none = { owner: new Set<Day>(), reviewer: new Set<Day>() }

function aCondition(over: Partial<ConditionDays> = {}): ConditionDays {
  return {
    state: 'open',
    dueOn: '2030-03-15',
    setOn: '2030-02-01',
    fundsExpectedOn: null,
    fundsArrivedOn: null,
    daysAfterFunds: null,
    timeAsked: null,
    events: [],
    ...over,
  }
}

const funded = (over: Partial<ConditionDays> = {}) =>
  aCondition({
    state: 'waiting_for_money',
    fundsExpectedOn: '2030-02-15',
    daysAfterFunds: 30,
    ...over,
  })

describe('money', () => {
  test('until the money arrives the partner’s clock has not begun, and it is the funder who is waited for', () => {
    expect(conditionClock(funded(), '2030-03-14', none)).toMatchObject({
      startsOn: null,
      evidenceDueOn: null,
      promised: 'money',
      waitingFor: 'funder',
      waitingDays: 41,
      dueOn: '2030-02-15',
      lateBy: 27,
    })
  })

  test('the funder is not late on the day on which the money was promised', () => {
    expect(conditionClock(funded(), '2030-02-15', none)).toMatchObject({ lateBy: 0, daysLeft: 0 })
    expect(conditionClock(funded(), '2030-02-16', none)).toMatchObject({ lateBy: 1 })
  })

  test('with the money the partner’s clock begins, with all the days that were agreed', () => {
    const dueOn = dueOnceArrived(funded(), '2030-04-01')
    const arrived = funded({ state: 'open', fundsArrivedOn: '2030-04-01', dueOn })
    expect(conditionClock(arrived, '2030-04-13', none)).toMatchObject({
      startsOn: '2030-04-01',
      evidenceDueOn: '2030-05-01',
      waitingFor: 'partner',
      waitingDays: 12,
      daysLeft: 18,
      lateBy: 0,
    })
  })

  test('money that comes early takes no time away', () => {
    expect(dueOnceArrived(funded({ dueOn: '2030-03-15' }), '2030-02-02')).toBe('2030-03-15')
  })
})

describe('whose turn it is', () => {
  test('while evidence is checked the partner is not late, and after ten working days the funder is', () => {
    const given = aCondition({ state: 'given', events: [{ kind: 'giveEvidence', on: '2030-03-01' }] })
    expect(conditionClock(given, '2030-03-31', none)).toMatchObject({
      promised: 'check',
      waitingFor: 'funder',
      dueOn: '2030-03-15',
      waitingDays: 30,
      lateBy: 16,
    })
  })

  test('the second person’s look belongs to the same ten days', () => {
    const checked = aCondition({
      state: 'checked',
      events: [
        { kind: 'giveEvidence', on: '2030-03-01' },
        { kind: 'findEnough', on: '2030-03-14' },
      ],
    })
    expect(conditionClock(checked, '2030-03-16', none)).toMatchObject({ dueOn: '2030-03-15', lateBy: 1 })
  })

  test('a question for more time waits for the funder, until it is answered', () => {
    const asked = aCondition({
      timeAsked: '2030-05-01',
      events: [{ kind: 'askForTime', on: '2030-03-14' }],
    })
    expect(conditionClock(asked, '2030-03-20', none)).toMatchObject({
      promised: 'answer',
      waitingFor: 'funder',
      waitingDays: 6,
      dueOn: '2030-03-28',
      evidenceDueOn: '2030-03-15',
      lateBy: 0,
    })
  })

  test('once met or dropped nobody is waited for', () => {
    for (const state of ['met', 'dropped'])
      expect(conditionClock(aCondition({ state }), '2031-01-01', none)).toMatchObject({
        waitingFor: null,
        lateBy: 0,
        dueOn: null,
      })
  })
})

describe('when the funder gives the turn back', () => {
  test('the days that were left are left again', () => {
    expect(dueOnceBack('2030-03-15', '2030-03-01', '2030-04-10')).toBe('2030-04-24')
  })

  test('nobody gets fewer days than were set, and always a week to mend', () => {
    expect(dueOnceBack('2030-03-15', '2030-03-01', '2030-03-02', 7)).toBe('2030-03-16')
    expect(dueOnceBack('2030-03-15', '2030-04-01', '2030-04-10', 7)).toBe('2030-04-17')
    expect(dueOnceBack('2030-03-15', '2030-04-01', '2030-04-10')).toBe('2030-04-10')
  })
})

test('somebody is told on the first day, after a week and after a month', () => {
  expect([0, 1, 6, 7, 29, 30, 400].map(lateLevel)).toEqual([0, 1, 1, 2, 2, 3, 3])
})

test('only what the partner owes is due soon, and not when it is late already', () => {
  const at = (today: Day, over = {}) => isSoon(conditionClock(aCondition(over), today, none))
  expect(at('2030-03-07')).toBe(false)
  expect(at('2030-03-08')).toBe(true)
  expect(at('2030-03-15')).toBe(true)
  expect(at('2030-03-16')).toBe(false)
  expect(at('2030-03-10', { state: 'given' })).toBe(false)
})

test('what falls on a feast or a weekend is due on the next working day of whoever owes it', () => {
  const calendars = { owner: new Set(['2030-03-15', '2030-03-18']), reviewer: new Set<Day>() }
  expect(conditionClock(aCondition(), '2030-03-15', calendars)).toMatchObject({
    evidenceDueOn: '2030-03-19',
    resting: true,
  })
})

test('when the clock of the machine jumps back nothing is negative', () => {
  const early = conditionClock(aCondition({ state: 'given' }), '2029-01-01', none)
  expect(early).toMatchObject({ waitingDays: 0, lateBy: 0 })
})

const day = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2028-01-01', days))
const localDays = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 15 })
const around = (start: Day, offsets: readonly number[]) =>
  new Set(offsets.map((offset) => addDays(start, offset)))

describe('for every day and every calendar', () => {
  test('nothing is ever due on a day on which whoever owes it does not work, nor earlier than was set', () => {
    fc.assert(
      fc.property(day, localDays, localDays, (dueOn, owners, reviewers) => {
        const calendars = { owner: around(dueOn, owners), reviewer: around(dueOn, reviewers) }
        const partner = conditionClock(aCondition({ dueOn }), dueOn, calendars)
        expect(isWorkingDay(partner.evidenceDueOn!, calendars.owner)).toBe(true)
        expect(partner.evidenceDueOn! >= dueOn).toBe(true)
        const funder = conditionClock(funded({ fundsExpectedOn: dueOn }), dueOn, calendars)
        expect(isWorkingDay(funder.dueOn!, calendars.reviewer)).toBe(true)
        expect(funder.dueOn! >= dueOn).toBe(true)
      }),
    )
  })

  test('a later day is never due earlier, and another feast never makes it earlier', () => {
    fc.assert(
      fc.property(day, fc.nat(60), localDays, fc.integer({ min: 0, max: 40 }), (from, later, off, one) => {
        const rest = around(from, off)
        expect(workingDayFrom(addDays(from, later), rest) >= workingDayFrom(from, rest)).toBe(true)
        const more = new Set([...rest, addDays(from, one)])
        expect(workingDayFrom(from, more) >= workingDayFrom(from, rest)).toBe(true)
        expect(addWorkingDays(from, 10, more) >= addWorkingDays(from, 10, rest)).toBe(true)
      }),
    )
  })

  test('money that arrives later is never due earlier, and nobody loses a day by it', () => {
    fc.assert(
      fc.property(day, day, fc.nat(60), fc.nat(200), (dueOn, arrived, later, daysAfterFunds) => {
        const terms = { dueOn, daysAfterFunds }
        const first = dueOnceArrived(terms, arrived)
        expect(dueOnceArrived(terms, addDays(arrived, later)) >= first).toBe(true)
        expect(first >= dueOn && daysBetween(arrived, first) >= daysAfterFunds).toBe(true)
      }),
    )
  })

  test('while time passes nobody becomes less late', () => {
    fc.assert(
      fc.property(day, fc.nat(90), fc.nat(90), localDays, (today, more, late, off) => {
        const calendars = { owner: around(today, off), reviewer: around(today, off) }
        const condition = aCondition({ dueOn: addDays(today, 45 - late) })
        const before = conditionClock(condition, today, calendars)
        const after = conditionClock(condition, addDays(today, more), calendars)
        expect(after.lateBy >= before.lateBy && after.daysLeft <= before.daysLeft).toBe(true)
        expect(lateLevel(after.lateBy) >= lateLevel(before.lateBy)).toBe(true)
      }),
    )
  })
})
