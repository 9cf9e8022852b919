import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  mailDueAt,
  nextMailAt,
  type Digest,
  type LocalDays,
  type MailPreferences,
} from '#app/server/mail/next-mail.server.ts'
import { momentOf, wallOf } from '#app/server/mail/zoned-time.server.ts'
import { dateOf } from '#content/working-days.ts'

const minute = 60_000
const none: LocalDays = new Set()
const each = (more: Partial<MailPreferences> = {}): MailPreferences => ({
  digest: 'each',
  quietFrom: null,
  quietUntil: null,
  timeZone: 'UTC',
  ...more,
})
const clock = (hours: number, minutes = 0) => hours * 60 + minutes
const night = { quietFrom: clock(21), quietUntil: clock(7) }
const next = (now: string, preferences: MailPreferences, days: LocalDays = none) =>
  nextMailAt(new Date(now), preferences, days).toISOString()

/** Written again, in other words than the program's. */
function isAllowed(at: Date, { quietFrom, quietUntil, timeZone }: MailPreferences, days: LocalDays): boolean {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  )
  const [day, time] = shown.split(' ') as [string, string]
  if (days.has(day)) return false
  if (quietFrom === null || quietUntil === null) return true
  const [from, until] = [quietFrom, quietUntil].map(
    (each) => `${String(Math.floor(each / 60)).padStart(2, '0')}:${String(each % 60).padStart(2, '0')}`,
  ) as [string, string]
  const over = from > until
  return from === until || (over ? time < from && time >= until : time < from || time >= until)
}

const zones = [
  'UTC',
  'Africa/Accra',
  'Africa/Nairobi',
  'Asia/Kathmandu',
  'Europe/London',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Casablanca',
]
const minutes = fc.integer({ min: 0, max: 1439 })
const moment = fc.date({
  min: new Date('2005-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
})
/** Days on which clocks are put forward or back somewhere, or which a calendar left out. */
const turning = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2027-03-14',
      '2026-11-01',
      '2026-04-05',
      '2026-10-04',
      '2011-12-30',
      '2018-11-04',
    ),
    fc.integer({ min: -1440, max: 2880 }),
  )
  .map(([day, from]) => new Date(Date.parse(`${day}T00:00:00Z`) + from * minute + 12_345))
const preferences = fc.record({
  digest: fc.constantFrom<Digest>('each', 'daily', 'weekly', 'none'),
  quietFrom: fc.option(minutes),
  quietUntil: fc.option(minutes),
  timeZone: fc.constantFrom(...zones),
})
const daysAround = (now: Date) =>
  fc
    .array(fc.integer({ min: -2, max: 9 }), { maxLength: 6 })
    .map(
      (ahead) =>
        new Set(ahead.map((days) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10))),
    )
const cases = fc
  .oneof(moment, turning)
  .chain((now) => fc.tuple(fc.constant(now), preferences, daysAround(now)))

describe('the next moment for a mail', () => {
  test('is never in quiet hours or on a day off, never before now, and never later than it must be', () => {
    fc.assert(
      fc.property(cases, ([now, wishes, days]) => {
        const at = nextMailAt(now, wishes, days)
        expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(isAllowed(at, wishes, days)).toBe(true)
        if (at.getTime() === now.getTime()) return
        expect(isAllowed(now, wishes, days)).toBe(false)
        expect(at.getTime() % minute).toBe(0)
        expect(isAllowed(new Date(at.getTime() - minute), wishes, days)).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  test('skips no minute that would have been allowed, also where clocks change', () => {
    fc.assert(
      fc.property(turning, preferences, (now, wishes) => {
        const at = nextMailAt(now, wishes, none)
        for (let between = now.getTime(); between < at.getTime(); between += 7 * minute)
          expect(isAllowed(new Date(between), wishes, none)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('asked again at that moment, is that moment', () => {
    fc.assert(
      fc.property(cases, ([now, wishes, days]) => {
        const at = nextMailAt(now, wishes, days)
        expect(nextMailAt(at, wishes, days)).toEqual(at)
      }),
      { numRuns: 100 },
    )
  })

  test('is now where the quiet hours begin and end at the same minute, or only one of them is said', () => {
    const now = '2026-03-04T22:10:11.123Z'
    expect(next(now, each({ quietFrom: clock(22), quietUntil: clock(22) }))).toBe(now)
    expect(next(now, each({ quietFrom: clock(22) }))).toBe(now)
    expect(next(now, each({ quietUntil: clock(23) }))).toBe(now)
  })

  test.each([
    ['before midnight', '2026-03-04T22:10:11.123Z', '2026-03-05T07:00:00.000Z'],
    ['after midnight', '2026-03-05T03:00:00.000Z', '2026-03-05T07:00:00.000Z'],
    ['at the last quiet minute', '2026-03-05T06:59:59.999Z', '2026-03-05T07:00:00.000Z'],
    ['at the first loud one', '2026-03-05T07:00:00.000Z', '2026-03-05T07:00:00.000Z'],
    ['at the first quiet one', '2026-03-04T21:00:00.000Z', '2026-03-05T07:00:00.000Z'],
  ])('with quiet hours over midnight, %s', (_when, now, expected) => {
    expect(next(now, each(night))).toBe(expected)
  })

  test('in Accra it is another hour than in Kathmandu', () => {
    const now = '2026-03-04T16:00:00.000Z'
    expect(next(now, each({ ...night, timeZone: 'Africa/Accra' }))).toBe(now)
    expect(next(now, each({ ...night, timeZone: 'Asia/Kathmandu' }))).toBe('2026-03-05T01:15:00.000Z')
  })

  test('where clocks jump over the end of the quiet hours, is the first minute after the jump', () => {
    const wishes = each({ quietFrom: clock(0), quietUntil: clock(1, 30), timeZone: 'Europe/London' })
    expect(next('2026-03-29T00:10:00.000Z', wishes)).toBe('2026-03-29T01:00:00.000Z')
  })

  test('where an hour comes twice, is quiet both times', () => {
    const wishes = each({ quietFrom: clock(1), quietUntil: clock(1, 30), timeZone: 'Europe/London' })
    expect(next('2026-10-25T00:10:00.000Z', wishes)).toBe('2026-10-25T00:30:00.000Z')
    expect(next('2026-10-25T01:10:00.000Z', wishes)).toBe('2026-10-25T01:30:00.000Z')
  })

  test('on days off one after the other, is the end of the quiet hours of the day after', () => {
    const eid = new Set(['2026-03-20', '2026-03-21'])
    expect(next('2026-03-19T23:00:00.000Z', each(night), eid)).toBe('2026-03-22T07:00:00.000Z')
  })

  test('keeps the weekend free for reminders only', () => {
    const saturday = new Date('2026-03-07T10:00:00Z')
    expect(nextMailAt(saturday, each(), none)).toEqual(saturday)
    expect(nextMailAt(saturday, each(), none, { reminder: true })).toEqual(new Date('2026-03-09T00:00:00Z'))
  })

  test('a zone that nobody knows any more is read as universal time', () => {
    expect(next('2026-03-04T22:00:00.000Z', each({ ...night, timeZone: 'Mars/Olympus' }))).toBe(
      '2026-03-05T07:00:00.000Z',
    )
  })
})

describe('a notice is mailed', () => {
  const noticed = new Date('2026-03-04T10:00:00Z') // a Wednesday
  const due = (more: Partial<MailPreferences>, days: LocalDays = none) =>
    mailDueAt(noticed, each(more), days)?.toISOString()

  test('never, for whoever wants no mail', () => expect(due({ digest: 'none' })).toBeUndefined())
  test('at once, for whoever wants each', () => expect(due({})).toBe(noticed.toISOString()))
  test('at eight on the next morning, once a day', () =>
    expect(due({ digest: 'daily', timeZone: 'Africa/Nairobi' })).toBe('2026-03-05T05:00:00.000Z'))
  test('on Monday at eight, once a week', () =>
    expect(due({ digest: 'weekly' })).toBe('2026-03-09T08:00:00.000Z'))
  test('on Tuesday at eight, when Monday is a day off', () =>
    expect(due({ digest: 'weekly' }, new Set(['2026-03-09']))).toBe('2026-03-10T08:00:00.000Z'))
  test('after the quiet hours, when these last longer', () =>
    expect(due({ digest: 'daily', quietFrom: clock(20), quietUntil: clock(9, 30) })).toBe(
      '2026-03-05T09:30:00.000Z',
    ))

  test('never before it was noticed, and never later than eleven days after where no day is off', () => {
    fc.assert(
      fc.property(fc.oneof(moment, turning), preferences, fc.boolean(), (at, wishes, reminder) => {
        const when = mailDueAt(at, wishes, none, { reminder })
        expect(when === null).toBe(wishes.digest === 'none')
        if (!when) return
        expect(when.getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(when.getTime() - at.getTime()).toBeLessThan(11 * 86_400_000)
        expect(isAllowed(when, wishes, none)).toBe(true)
        if (reminder) expect([0, 6]).not.toContain(dateOf(wallOf(when, wishes.timeZone).day).getUTCDay())
      }),
      { numRuns: 200 },
    )
  })
})

test('a moment read on the wall and looked up again is that minute, where the wall shows it once', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
      const wall = wallOf(at, zone)
      const found = momentOf(wall, zone)
      expect(wallOf(found, zone)).toEqual(wall)
      expect(found.getTime()).toBeLessThanOrEqual(at.getTime())
    }),
  )
})
