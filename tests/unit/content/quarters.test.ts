import { expect, test } from 'vitest'
import { nextQuarter } from '#content/quarters.ts'

test.each([
  ['2026-01-01', '2026-04-01'],
  ['2026-03-31', '2026-04-01'],
  ['2026-05-15', '2026-07-01'],
  ['2026-12-31', '2027-01-01'],
])('what was given on %s is shown from %s', (day, from) => {
  expect(
    nextQuarter(new Date(`${day}T00:00:00Z`))
      .toISOString()
      .slice(0, 10),
  ).toBe(from)
})
