import { expect, test } from 'vitest'
import { isTestMark, testLinkOf } from '#app/server/http/door-test-link.server.ts'

const door = { id: '6b0c1c9e-6a0c-4b39-9a0e-6f0f5f3d1a11', slug: 'bcdfghjk' }
const now = new Date('2030-03-04T12:00:00Z')
const mark = new URL(testLinkOf(door, now)).searchParams.get('t')!
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

test('what is sent by the link of a test is a test for seven days', () => {
  expect([0, 1, 6].map((count) => isTestMark(door.id, mark, days(count)))).toEqual([true, true, true])
  expect(isTestMark(door.id, mark, days(7))).toBe(false)
})

test('nobody makes an account a test by guessing, nor by the link of another page', () => {
  const other = '00000000-0000-4000-8000-000000000000'
  expect(isTestMark(other, mark, now)).toBe(false)
  for (const given of [
    '',
    '1',
    'true',
    mark.toUpperCase(),
    `${mark}0`,
    mark.replace(/^./, 'g'),
    '0'.repeat(24),
  ])
    expect(isTestMark(door.id, given, now)).toBe(false)
})
