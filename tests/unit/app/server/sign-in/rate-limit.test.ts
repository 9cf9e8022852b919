import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import {
  addressPrefix,
  forgetEveryTry,
  forgiveTries,
  takeTry,
} from '#app/server/sign-in/rate-limit.server.ts'
import { ask } from '#tests/support/browser.ts'

let time = new Date('2027-03-01T10:05:00Z')
let wallClock = () => {}
const from = (address: string) => ask('/app/sign-in', { address })
const later = (seconds: number) => (time = new Date(time.getTime() + seconds * 1000))

beforeEach(() => {
  time = new Date('2027-03-01T10:05:00Z')
  wallClock = replaceClock(() => time)
  forgetEveryTry()
})
afterEach(() => wallClock())

test('the sixth wrong password in a row has to wait a minute', () => {
  for (let each = 0; each < 5; each += 1)
    expect(takeTry('signIn', from('192.0.2.1'), 'amina')).toEqual({ allowed: true })
  expect(takeTry('signIn', from('192.0.2.1'), 'amina')).toEqual({
    allowed: false,
    tryAgainAt: new Date('2027-03-01T10:06:00Z'),
  })
  later(60)
  expect(takeTry('signIn', from('192.0.2.1'), 'amina')).toEqual({ allowed: true })
})

test('someone who tries from elsewhere does not shut the person out', () => {
  for (let each = 0; each < 50; each += 1) takeTry('signIn', from('203.0.113.9'), 'amina')
  expect(takeTry('signIn', from('192.0.2.1'), 'amina')).toEqual({ allowed: true })
})

test('one address may not go through many accounts', () => {
  for (let each = 0; each < 60; each += 1) takeTry('signIn', from('192.0.2.1'), `account ${each}`)
  expect(takeTry('signIn', from('192.0.2.77'), 'another')).toMatchObject({ allowed: false })
  expect(takeTry('signIn', from('198.51.100.1'), 'another')).toMatchObject({ allowed: true })
})

test('codes are counted wherever they come from', () => {
  for (let each = 0; each < 6; each += 1) takeTry('code', from(`203.0.${each}.1`), 'person')
  expect(takeTry('code', from('192.0.2.1'), 'person')).toMatchObject({ allowed: false })
})

test('a flood of names from one address does not make the tries at a code be forgotten', () => {
  for (let each = 0; each < 6; each += 1) takeTry('code', from('192.0.2.1'), 'person')
  for (let each = 0; each < 100_500; each += 1) takeTry('signIn', from('203.0.113.9'), `account ${each}`)
  expect(takeTry('code', from('192.0.2.1'), 'person')).toMatchObject({ allowed: false })
})

test('after the right password earlier slips are forgotten', () => {
  for (let each = 0; each < 5; each += 1) takeTry('signIn', from('192.0.2.1'), 'amina')
  forgiveTries('signIn', from('192.0.2.1'), 'amina')
  expect(takeTry('signIn', from('192.0.2.1'), 'amina')).toEqual({ allowed: true })
})

test('an address counts as its network', () => {
  expect(addressPrefix('192.0.2.77')).toBe('192.0.2')
  expect(addressPrefix('::ffff:192.0.2.77')).toBe('192.0.2')
  expect(addressPrefix('2001:0db8:0001:9:1::5')).toBe('2001:db8:1')
  expect(addressPrefix('2001:db8:1::')).toBe('2001:db8:1')
  expect(addressPrefix('::1')).toBe('0:0:0')
})
