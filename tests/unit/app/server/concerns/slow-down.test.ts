import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import { forgetTurns, waitFor } from '#app/server/concerns/slow-down.server.ts'

let at = new Date('2030-03-04T10:00:00Z')
let restore = () => {}
beforeEach(() => {
  at = new Date('2030-03-04T10:00:00Z')
  restore = replaceClock(() => at)
  forgetTurns()
})
afterEach(() => restore())

const times = (count: number, address: string) =>
  Array.from({ length: count }, () => waitFor('code', address))

test('the first few wait for nothing, the next a little, and nobody longer than twenty seconds', () => {
  const waits = times(200, '192.0.2.7')
  expect(waits.slice(0, 8)).toEqual(Array(8).fill(0))
  expect(waits[8]).toBe(500)
  expect(waits[9]).toBe(1000)
  expect(Math.max(...waits)).toBe(20_000)
})

test('a whole network counts as one, another does not', () => {
  times(50, '192.0.2.7')
  expect(waitFor('code', '192.0.2.200')).toBeGreaterThan(0)
  expect(waitFor('code', '198.51.100.1')).toBe(0)
  times(50, '2001:db8:1:2::1')
  expect(waitFor('code', '2001:db8:1:ffff::9')).toBeGreaterThan(0)
  expect(waitFor('code', '2001:db8:2::1')).toBe(0)
})

test('it is forgotten with time', () => {
  times(200, '192.0.2.7')
  at = new Date(at.getTime() + 59 * 60_000)
  expect(waitFor('code', '192.0.2.7')).toBe(0)
})
