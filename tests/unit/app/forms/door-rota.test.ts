import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodiesToAsk, rotaGaps, rotaHolds, rotaHoldsUntil } from '#app/forms/door-rota.ts'
import { bodyKinds, type DoorTerms } from '#app/forms/door-terms.ts'

const today = new Date('2030-03-04T23:30:00Z')
type Line = DoorTerms['rota'][number]
const line = (personId: string, part: Line['part'], fromOn = '2030-03-01', untilOn = '2030-03-31'): Line => ({
  personId,
  part,
  languages: ['English'],
  fromOn,
  untilOn,
})
const whole = [line('ann', 'primary'), line('ben', 'deputy'), line('ann', 'out_of_hours')]

describe('the rota', () => {
  test('of nobody covers nothing', () => {
    expect(rotaGaps({ rota: [] }, today)).toEqual(['primary', 'deputy', 'out_of_hours'])
  })

  test('holds with a first person, another as deputy and somebody out of hours', () => {
    expect(rotaHolds({ rota: whole }, today)).toBe(true)
  })

  test.each(['primary', 'deputy', 'out_of_hours'] as const)('does not hold without %s', (part) => {
    expect(rotaGaps({ rota: whole.filter((one) => one.part !== part) }, today)).toEqual([part])
  })

  test('does not hold when the deputy is the first person again', () => {
    const rota = [line('ann', 'primary'), line('ann', 'deputy'), line('ben', 'out_of_hours')]
    expect(rotaGaps({ rota }, today)).toEqual(['deputy'])
  })

  test('holds on its first and last day, and not before or after', () => {
    const on = (day: string) => rotaHolds({ rota: whole }, new Date(`${day}T12:00:00Z`))
    expect(['2030-02-28', '2030-03-01', '2030-03-31', '2030-04-01'].map(on)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('counts nobody who cannot open an account', () => {
    expect(rotaGaps({ rota: whole }, today, new Set(['ben']))).toEqual(['primary', 'out_of_hours'])
    expect(rotaHolds({ rota: whole }, today, new Set(['ann', 'ben']))).toBe(true)
  })

  test('says the last day up to which there is no gap', () => {
    const second = whole.map((one) => ({ ...one, fromOn: '2030-04-01', untilOn: '2030-04-10' }))
    expect(rotaHoldsUntil({ rota: [...whole, ...second] }, today)).toBe('2030-04-10')
    expect(rotaHoldsUntil({ rota: second }, today)).toBeNull()
  })
})

describe('whom a new account goes to', () => {
  const bodies = bodyKinds.map((kind) => ({ kind, organisationId: kind }))

  test('is everybody in their order while the rota holds', () => {
    expect(bodiesToAsk(bodies, true)).toEqual([bodies])
  })

  test('is the contact outside the chain first when it has lapsed, and then the others: it never shuts', () => {
    expect(bodiesToAsk(bodies, false)).toEqual([[bodies[2]], bodies])
  })

  test('always comes to everybody in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bodyKinds)), fc.boolean(), (kinds, holds) => {
        const some = kinds.map((kind) => ({ kind }))
        expect(bodiesToAsk(some, holds).at(-1)).toEqual(some)
      }),
    )
  })
})
