import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'
import type { PassportAnswer } from '#app/server/repositories/passport.server.ts'
import { homeOf, isFresh, isStale, offersFor } from '#app/server/workflows/passport-offer.server.ts'
import { bringIn, currentFramework } from '#content/index.ts'
import { aFrameworkOfOurs } from '#tests/support/small-framework.ts'

const today = new Date('2027-03-10')

beforeAll(() => {
  bringIn(...aFrameworkOfOurs('small-test', 1))
  bringIn(...aFrameworkOfOurs('small-test', 2, { number: 'months' }))
  bringIn(...aFrameworkOfOurs('funders-own', 1, { builtOn: { id: 'small-test', version: 1 } }))
})

const aPlan = (frameworkId = 'small-test', frameworkVersion = 1) => ({
  id: 'plan',
  organisationId: 'home',
  frameworkId,
  frameworkVersion,
  audience: 'project',
  plan: { circumstances: {}, tier: 2 as const, audiences: ['project' as const, 'organisation' as const] },
})

const held = (requirementId: string, more: Partial<PassportAnswer> = {}): PassportAnswer => ({
  frameworkId: 'small-test',
  requirementId,
  frameworkVersion: 1,
  choice: 'yes',
  text: 'It is done.',
  dueOn: null,
  value: null,
  confirmedOn: new Date('2027-01-01'),
  confirmedById: 'she',
  revision: 1,
  ...more,
})

const typed = (requirementId: string, text = 'It is done.'): StoredAnswer => ({
  requirementId,
  choice: 'yes',
  text,
  dueOn: null,
  value: null,
  passportOn: null,
  revision: 3,
  updatedAt: today,
  updatedById: 'she',
})

const offered = (passport: PassportAnswer[], answers: StoredAnswer[] = [], plan = aPlan()) =>
  offersFor(plan, passport, answers, today)

test('only what is asked of the body itself is offered, and never what the record answers', () => {
  expect(offered([]).map(({ asked }) => asked.id)).toEqual(['V-R-01', 'V-R-02', 'A-R-01'])
  expect(offered([], [], { ...aPlan(), plan: null as never })).toEqual([])
})

test('an answer of the last year to a question that nobody answered is fresh', () => {
  expect(offered([held('V-R-01')]).filter(isFresh)).toHaveLength(1)
  expect(offered([held('V-R-01')], [typed('V-R-01', 'Something else.')]).filter(isFresh)).toEqual([])
})

test('a year and a day is long ago; a year is not', () => {
  expect(isStale(new Date('2026-03-10'), today)).toBe(false)
  expect(isStale(new Date('2026-03-09'), today)).toBe(true)
  expect(offered([held('V-R-01', { confirmedOn: new Date('2026-03-09') })]).filter(isFresh)).toEqual([])
})

test('a plan whose day has passed is not offered as it stands', () => {
  const partly = held('V-R-01', { choice: 'partly', dueOn: new Date('2027-03-10') })
  expect(offered([partly])[0]).toMatchObject({ hindrance: 'datePassed' })
  expect(offered([{ ...partly, dueOn: new Date('2027-03-11') }])[0]).toMatchObject({ hindrance: null })
})

test('an answer to a question that asks for something else now is not offered as it stands', () => {
  const months = held('A-R-01', { choice: null, value: { number: '3' } })
  const [, , offer] = offered([months], [], aPlan('small-test', 2))
  expect(offer).toMatchObject({ hindrance: 'askedDifferently' })
})

test('the same words on both sides are nothing to choose', () => {
  expect(offered([held('V-R-01')], [typed('V-R-01')])[0]).toMatchObject({ same: true })
  expect(offered([held('V-R-01')], [typed('V-R-01', 'Other words.')])[0]).toMatchObject({ same: false })
})

describe('a framework on top of another', () => {
  test('asks the other’s questions under the other’s name, and its own under its own', () => {
    expect(homeOf('funders-own', 1, 'V-R-01')).toEqual({ id: 'small-test', version: 1 })
    expect(homeOf('funders-own', 1, 'NKF-R-001')).toEqual({ id: 'funders-own', version: 1 })
  })

  test('finds in the passport what was answered for another funder', () => {
    const offers = offered([held('V-R-01')], [], aPlan('funders-own'))
    expect(offers.filter(isFresh).map(({ asked }) => asked.id)).toEqual(['V-R-01'])
  })
})

test('the published framework asks bodies about themselves', () => {
  const { id, version } = currentFramework
  expect(offered([], [], aPlan(id, version)).length).toBeGreaterThan(10)
})
