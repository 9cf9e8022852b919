import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  clockNames,
  dayIn,
  checksForNewcomer,
  detrimentDays,
  dueAfterPauses,
  dueOf,
  lateLevelOf,
  pauseRefused,
  reviewUntil,
  roundedToSixHours,
  usualTerms,
  type ClockTerms,
} from '#content/concern-clocks.ts'
import { addDays, daysBetween } from '#content/working-days.ts'
import { concernClocks } from '#machines/concern.events.ts'

const freetown = { timeZone: 'Africa/Freetown', localDays: new Set<string>() }
const terms: Record<string, ClockTerms> = usualTerms
const due = (clock: string, at: string, calendar = freetown) => dueOf(terms[clock]!, new Date(at), calendar)

const day = fc
  .date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2035-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const zone = fc.constantFrom(
  'Africa/Freetown',
  'Africa/Kampala',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
)

test('the machine and the clocks know the same names', () => {
  expect([...clockNames].sort()).toEqual([...concernClocks].sort())
})

test('each number says whose it is: only seven days and three months are somebody else’s', () => {
  const sourced = clockNames.filter((name) => terms[name]!.source !== 'proposal')
  expect(sourced).toEqual(['acknowledge', 'feedback'])
})

describe('when something is due', () => {
  test('somebody looks after safety within a day, told in steps of six hours', () => {
    expect(due('safety', '2030-03-04T14:10:33Z')).toEqual({
      startedOn: '2030-03-04',
      aimOn: null,
      dueOn: '2030-03-05',
      dueAt: new Date('2030-03-05T12:00:00Z'),
    })
  })

  test('the answer that it arrived: three working days are aimed at, seven days are the limit', () => {
    expect(due('acknowledge', '2030-03-01T10:00:00Z')).toMatchObject({
      aimOn: '2030-03-06',
      dueOn: '2030-03-08',
    })
  })

  test('what counts working days passes over days of rest and over feasts of the body', () => {
    const feast = { ...freetown, localDays: new Set(['2030-03-08']) }
    expect(due('assess', '2030-03-01T10:00:00Z').dueOn).toBe('2030-03-15')
    expect(due('complaint', '2030-03-01T10:00:00Z', feast).dueOn).toBe('2030-03-18')
  })

  test('the outcome is told within three months, on the last day where the month is shorter', () => {
    expect(due('feedback', '2030-11-30T10:00:00Z').dueOn).toBe('2031-02-28')
    expect(due('feedback', '2031-11-30T10:00:00Z').dueOn).toBe('2032-02-29')
  })

  test('sixty days to find out, ten to decide', () => {
    expect(due('investigation', '2030-03-01T10:00:00Z').dueOn).toBe('2030-04-30')
    expect(due('outcome', '2030-03-01T10:00:00Z').dueOn).toBe('2030-03-11')
  })

  test('the day is that of the body, and it ends when it ends there', () => {
    const kampala = { timeZone: 'Africa/Kampala', localDays: new Set<string>() }
    expect(due('outcome', '2030-03-01T22:00:00Z', kampala)).toEqual({
      startedOn: '2030-03-02',
      aimOn: null,
      dueOn: '2030-03-12',
      dueAt: new Date('2030-03-12T21:00:00Z'),
    })
  })

  test('a clause brings terms of its own', () => {
    const clause: ClockTerms = {
      kind: 'legal',
      starts: 'receipt',
      amount: 72,
      unit: 'hours',
      source: 'proposal',
    }
    expect(dueOf(clause, new Date('2030-03-01T10:00:00Z'), freetown).dueAt).toEqual(
      new Date('2030-03-04T06:00:00Z'),
    )
  })

  test('a review is asked for within twenty working days', () => {
    expect(reviewUntil('2030-03-01', freetown)).toBe('2030-03-29')
  })
})

test('whatever the minute of arrival, a due date tells a quarter of a day at most, and is never later than promised', () => {
  fc.assert(
    fc.property(moment, zone, (at, timeZone) => {
      for (const clock of ['safety', 'danger_review']) {
        const { dueAt } = dueOf(terms[clock]!, at, { timeZone, localDays: new Set() })
        expect(dueAt.getTime() % (6 * 3_600_000)).toBe(0)
        const hours = (dueAt.getTime() - at.getTime()) / 3_600_000
        expect(hours).toBeLessThanOrEqual(24)
        expect(hours).toBeGreaterThan(18)
      }
      for (const clock of ['acknowledge', 'assess', 'feedback', 'complaint']) {
        const calendar = { timeZone, localDays: new Set<string>() }
        const { dueOn, dueAt, startedOn } = dueOf(terms[clock]!, at, calendar)
        expect(dayIn(new Date(dueAt.getTime() - 1), timeZone)).toBe(dueOn)
        expect(dayIn(dueAt, timeZone)).toBe(addDays(dueOn, 1))
        expect(startedOn).toBe(dayIn(at, timeZone))
        // Two people of the same day cannot be told apart by it.
        const noon = new Date((dueAt.getTime() + at.getTime()) / 2)
        if (dayIn(noon, timeZone) === startedOn)
          expect(dueOf(terms[clock]!, noon, calendar).dueAt).toEqual(dueAt)
      }
    }),
    { numRuns: 150 },
  )
})

test('six hours are rounded down and twice rounded is once rounded', () => {
  fc.assert(
    fc.property(moment, (at) => {
      const once = roundedToSixHours(at)
      expect(once.getTime()).toBeLessThanOrEqual(at.getTime())
      expect(roundedToSixHours(once)).toEqual(once)
    }),
  )
})

describe('whether anyone was made to pay for it is asked', () => {
  test('two weeks, a month, three and six months after it was told', () => {
    expect(detrimentDays('receipt', '2030-01-31')).toEqual([
      '2030-02-14',
      '2030-02-28',
      '2030-04-30',
      '2030-07-31',
    ])
  })

  test('the day after the subject hears of it', () => {
    expect(detrimentDays('subjectTold', '2030-12-31')).toEqual(['2031-01-01'])
  })

  test('one, three, six and twelve months after it was closed', () => {
    expect(detrimentDays('closing', '2030-01-15')).toEqual([
      '2030-02-15',
      '2030-04-15',
      '2030-07-15',
      '2031-01-15',
    ])
  })

  test('always later, in order and on real days', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('receipt', 'subjectTold', 'closing'), (on, from) => {
        const days = detrimentDays(from, on)
        expect([...days].sort()).toEqual(days)
        expect(new Set(days).size).toBe(days.length)
        for (const one of days) {
          expect(one > on).toBe(true)
          expect(new Date(`${one}T00:00:00Z`).toISOString().slice(0, 10)).toBe(one)
        }
      }),
    )
  })

  test('of everybody on the same days; whoever joins later on those that still lie ahead, and nobody is left without', () => {
    const starts = fc.array(fc.tuple(fc.constantFrom('receipt', 'subjectTold', 'closing'), day), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(starts, day, (begun, joinedOn) => {
        const others = begun.flatMap(([from, on]) =>
          detrimentDays(from, on).map((onDay) => ({ startedOn: on, onDay })),
        )
        const ahead = new Set(others.map(({ onDay }) => onDay).filter((onDay) => onDay >= joinedOn))
        const own = checksForNewcomer(others, joinedOn).map(({ onDay }) => onDay)
        expect(own).toEqual(ahead.size > 0 ? [...ahead].sort() : detrimentDays('receipt', joinedOn))
        expect(own.length).toBeGreaterThan(0)
      }),
    )
  })
})

test('a month later is never in the month after that', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 24 }), (on, months) => {
      const month = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7))
      expect(month(addMonths(on, months)) - month(on)).toBe(months)
    }),
  )
})

describe('a pause', () => {
  const both = { reasonGiven: true, second: true }

  test('takes a reason and a second person', () => {
    expect(pauseRefused(usualTerms.assess, both)).toBeNull()
    expect(pauseRefused(usualTerms.assess, { ...both, reasonGiven: false })).toBe('noReason')
    expect(pauseRefused(usualTerms.assess, { ...both, second: false })).toBe('noSecond')
  })

  test('is never given to a legal clock, nor to one that keeps somebody safe', () => {
    expect(pauseRefused({ kind: 'legal' }, both)).toBe('legal')
    const safe = clockNames.filter((name) => pauseRefused(terms[name]!, both) === 'keepsSafe')
    expect(safe).toEqual(['safety', 'detriment', 'danger_review'])
  })

  test('adds the days it rested, each once, also while it still rests', () => {
    const dueOn = '2030-03-20'
    const pauses = [
      { from: '2030-03-10', until: '2030-03-13' },
      { from: '2030-03-01', until: '2030-03-05' },
      { from: '2030-03-04', until: '2030-03-06' },
      { from: '2030-03-18', until: null },
    ]
    expect(dueAfterPauses(usualTerms.assess, dueOn, pauses, '2030-03-20')).toBe(addDays(dueOn, 5 + 3 + 2))
    expect(dueAfterPauses({ kind: 'legal' }, dueOn, pauses, '2030-03-20')).toBe(dueOn)
  })

  test('never takes a day away and never adds more than passed', () => {
    const pause = fc
      .tuple(day, fc.nat(60))
      .map(([from, days]) => ({ from, until: days === 0 ? null : addDays(from, days) }))
    fc.assert(
      fc.property(day, fc.array(pause, { maxLength: 6 }), day, (dueOn, pauses, today) => {
        const later = daysBetween(dueOn, dueAfterPauses(usualTerms.assess, dueOn, pauses, today))
        expect(later).toBeGreaterThanOrEqual(0)
        const rested = new Set<string>()
        for (const { from, until } of pauses)
          for (let one = from; one < (until ?? today); one = addDays(one, 1)) rested.add(one)
        expect(later).toBe(rested.size)
      }),
      { numRuns: 60 },
    )
  })
})

describe('when somebody is late', () => {
  const at = new Date('2030-03-05T12:00:00Z')
  const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

  test('hours escalate at once, and again after one day and after two', () => {
    const levels = [-1, 0, 23, 24, 48].map((hours) => lateLevelOf('hours', at, after(hours)))
    expect(levels).toEqual([0, 1, 1, 2, 3])
  })

  test('days escalate on the day after, a week and a month late', () => {
    const levels = [-1, 0, 5 * 24, 6 * 24, 29 * 24].map((hours) => lateLevelOf('days', at, after(hours)))
    expect(levels).toEqual([0, 1, 1, 2, 3])
  })
})
