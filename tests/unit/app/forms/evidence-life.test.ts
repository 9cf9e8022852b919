import { expect, test } from 'vitest'
import { asksWhetherTrue, lifeOf } from '#app/forms/evidence-life.ts'

const now = new Date('2027-03-10T15:00:00Z')
const on = (day: string) => new Date(day)

test.each([
  [null, 'endless', 0],
  ['2027-03-09', 'ended', -1],
  ['2027-03-10', 'ending', 0],
  ['2027-04-08', 'ending', 29],
  ['2027-04-09', 'good', 30],
] as const)('what is to be reviewed by %s is %s', (day, state, days) => {
  expect(lifeOf(day === null ? null : on(day), now)).toEqual({ state, days })
})

test('whether it is still true is asked a year after it was said, or added', () => {
  const createdAt = on('2020-01-01')
  expect(asksWhetherTrue({ stillTrueOn: null, createdAt }, now)).toBe(true)
  expect(asksWhetherTrue({ stillTrueOn: null, createdAt: now }, now)).toBe(false)
  expect(asksWhetherTrue({ stillTrueOn: on('2026-03-10'), createdAt }, now)).toBe(false)
  expect(asksWhetherTrue({ stillTrueOn: on('2026-03-09'), createdAt }, now)).toBe(true)
})
