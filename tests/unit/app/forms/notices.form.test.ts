import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClock, writeClock } from '#app/forms/clock-time.ts'
import { LocalDaysForm, readLocalDays } from '#app/forms/local-days.form.ts'
import { MailChoiceForm } from '#app/forms/notices.form.ts'
import { isTimeZone, timeZones } from '#app/forms/time-zone.ts'

describe('a time of day', () => {
  test.each(['24:00', '12:60', '-1', '1230', 'noon', '12:3', '١٢:٠٠', '12:00:00', '9 o’clock'])(
    '%j is none',
    (typed) => expect(readClock(typed)).toBeNull(),
  )
  test.each([
    ['21:30', 1290],
    ['21.30', 1290],
    ['21h30', 1290],
    ['21 h 30', 1290],
    ['21h', 1260],
    ['7', 420],
    [' 00:00 ', 0],
    ['23:59', 1439],
  ])('%j is one', (typed, minutes) => expect(readClock(typed)).toBe(minutes))
  test('is read back as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => readClock(writeClock(minutes)) === minutes),
    )
  })
})

describe('a time zone', () => {
  test.each([
    '',
    'Mars/Olympus',
    '+01:00',
    'Africa',
    `Africa/${'x'.repeat(100)}`,
    'Africa/Accra; drop',
    '../UTC',
  ])('%j is none', (name) => expect(isTimeZone(name)).toBe(false))
  test('of the list is one, and universal time comes first', () => {
    expect(timeZones()[0]).toBe('UTC')
    expect(timeZones().every(isTimeZone)).toBe(true)
    expect(timeZones()).toContain('Africa/Accra')
  })
})

describe('the choice of mail', () => {
  const right = { digest: 'daily', quietFrom: '21:30', quietUntil: '7', timeZone: 'Africa/Accra' }
  const keysOf = (typed: object) =>
    MailChoiceForm.safeParse({ ...right, ...typed }).error?.issues.map(
      ({ path, message }) => `${path.join()} ${message}`,
    )

  test.each([
    [{ digest: 'hourly' }, 'digest notices.settings.digestMissing'],
    [{ digest: undefined }, 'digest notices.settings.digestMissing'],
    [{ quietFrom: '25:00' }, 'quietFrom notices.settings.clockWrong'],
    [{ quietFrom: '' }, 'quietFrom notices.settings.clockMissing'],
    [{ quietUntil: '' }, 'quietUntil notices.settings.clockMissing'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone notices.settings.zoneWrong'],
    [{ timeZone: undefined }, 'timeZone notices.settings.zoneWrong'],
  ])('%j is refused', (typed, key) => expect(keysOf(typed)).toEqual([key]))

  test('without quiet hours, or with the same hour twice, is taken', () => {
    expect(MailChoiceForm.parse({ ...right, quietFrom: '', quietUntil: '' })).toMatchObject({
      quietFrom: null,
      quietUntil: null,
    })
    expect(MailChoiceForm.parse({ ...right, quietUntil: '21h30' })).toMatchObject({
      quietFrom: 1290,
      quietUntil: 1290,
    })
  })
})

describe('days off, pasted as a list', () => {
  test.each([
    ['27 March 2027 Eid', 'lineWrong', 1],
    ['2027-01-01', 'lineWrong', 1],
    ['2027-01-01 New Year\n\n2027-02-29 Leap', 'dayWrong', 3],
    ['1999-01-01 Long ago', 'dayWrong', 1],
    ['2101-01-01 Far off', 'dayWrong', 1],
    [`2027-01-01 ${'x'.repeat(81)}`, 'nameTooLong', 1],
    ['2027-01-01 \u200b\u202e', 'lineWrong', 1],
  ])('%j is refused, and its line is named', (text, key, line) => {
    expect(readLocalDays(text)).toEqual({ problem: { key: `notices.localDays.${key}`, line } })
  })

  test('nothing, or more than a page of lines, is refused', () => {
    const key = (days: string) => LocalDaysForm.safeParse({ days }).error?.issues[0]?.message
    expect(key(' \n ')).toBe('notices.localDays.missing')
    expect(key('2027-01-01 A\n'.repeat(201))).toBe('notices.localDays.tooMany')
  })

  test('with spaces, commas, semicolons or tabs is taken, and of a day said twice the last name', () => {
    expect(readLocalDays('2027-01-01 New Year\n 2027-3-8;\tWomen’s Day\n2027-01-01, Nouvel An\n')).toEqual({
      days: [
        { day: '2027-01-01', name: 'Nouvel An' },
        { day: '2027-03-08', name: 'Women’s Day' },
      ],
    })
  })

  test('of any words whatever either gives days of the calendar or names a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const read = readLocalDays(text)
        if ('problem' in read) expect(read.problem.line).toBeGreaterThan(0)
        else for (const { day } of read.days) expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
      }),
    )
  })
})
