import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDays, importForm, toldOnProblem } from '#app/forms/case-import.form.ts'
import { supervisionForm } from '#app/forms/supervision.form.ts'

const id = '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f60'
const whole = {
  importId: id,
  keyId: id,
  kind: 'concern',
  toldOn: '2026-03-01',
  noConflict: 'yes',
  parcel: '{}',
  signature: 'AAAA',
}

test('a day that has not come, and one more than ten years ago, are not when a case was first told', () => {
  expect(toldOnProblem('2026-11-23', '2026-11-22')).toBe('future')
  expect(toldOnProblem('2016-11-21', '2026-11-22')).toBe('tooOld')
  for (const day of ['2026-11-22', '2016-11-22', '2020-02-29'])
    expect(toldOnProblem(day, '2026-11-22')).toBeNull()
})

test('ten years before a leap day begin on a day that exists', () => {
  expect(importDays('2028-02-29')).toEqual({ earliest: '2018-03-01', latest: '2028-02-29' })
  expect(toldOnProblem('2018-02-28', '2028-02-29')).toBe('tooOld')
})

test('on whatever day it is asked, that day is welcome, and the days outside the ten years are not', () => {
  const days = fc.date({ min: new Date('2010-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (date) => {
      const today = date.toISOString().slice(0, 10)
      const { earliest, latest } = importDays(today)
      expect(Number.isNaN(Date.parse(earliest))).toBe(false)
      expect([toldOnProblem(earliest, today), toldOnProblem(latest, today)]).toEqual([null, null])
    }),
  )
})

test.each([
  ['nothing sealed', { parcel: '' }, 'parcel'],
  ['no signature', { signature: '' }, 'signature'],
  ['a day that does not exist', { toldOn: '2026-02-30' }, 'toldOn'],
  ['no kind', { kind: 'rumour' }, 'kind'],
  ['a conflict left open', { noConflict: undefined }, 'noConflict'],
  ['a key that is none', { keyId: '' }, 'keyId'],
  ['more than fits', { parcel: 'x'.repeat(1_200_001) }, 'parcel'],
])('a form with %s is refused', (_, change, field) => {
  const read = importForm.safeParse({ ...whole, ...change })
  expect(read.error?.issues.map(({ path }) => path[0])).toContain(field)
})

test('a whole form is read', () => {
  expect(importForm.parse(whole)).toEqual(whole)
})

test('a supervised person is named by body and person, and nothing else is taken for one', () => {
  for (const who of ['', id, `${id}~`, `${id}~${id}~${id}`, `x~${id}`])
    expect(supervisionForm.safeParse({ who, onDay: '2026-03-01' }).success).toBe(false)
  expect(supervisionForm.parse({ who: `${id}~${id}`, onDay: '2026-03-01' }).who).toEqual({
    organisationId: id,
    personId: id,
  })
})
