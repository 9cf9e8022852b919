import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, fromUnits, toPence, toUnits } from '#content/registers/amounts.ts'
import { currencies, digitsOf } from '#content/registers/currencies.ts'

test('currencies of the places where the work is are known, with the coins they have', () => {
  for (const code of 'SLE GNF XOF XAF USD EUR GBP KES GHS UGX NGN'.split(' '))
    expect(currencies).toContain(code)
  expect(['SLE', 'GNF', 'XOF', 'UGX', 'TND'].map(digitsOf)).toEqual([2, 0, 0, 0, 3])
  expect(new Set(currencies).size).toBe(currencies.length)
})

test('an amount is read and written back the same', () => {
  const units = fc.bigInt({ min: 0n, max: 10n ** 15n })
  fc.assert(
    fc.property(
      units,
      fc.constantFrom(0, 2, 3),
      (each, digits) => toUnits(fromUnits(each, digits), digits) === each,
    ),
  )
})

test('what is finer than a currency’s smallest coin is no amount in it', () => {
  expect(toUnits('12.505', 2)).toBeNull()
  expect(toUnits('12.5', 0)).toBeNull()
  expect(toUnits('-1', 2)).toBeNull()
  expect(toUnits('1e3', 2)).toBeNull()
})

test('pounds are worked out from the rate that was typed, rounded to the nearest penny', () => {
  expect(toPence('11200', 'GNF', '11200')).toBe(100n)
  expect(toPence('1000000', 'XOF', '770.5')).toBe(129786n)
  expect(toPence('0.01', 'USD', '2')).toBe(1n)
  expect(toPence('12.34', 'GBP', null)).toBe(1234n)
  expect(toPence('12.34', 'USD', null)).toBeNull()
  expect(toPence('12.34', 'USD', '0')).toBeNull()
})

test('no penny is made or lost beyond the half that rounding allows', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 14n })
  const rate = fc.bigInt({ min: 1n, max: 10n ** 12n })
  fc.assert(
    fc.property(amount, rate, fc.constantFrom('USD', 'GNF', 'TND'), (units, micros, currency) => {
      const digits = digitsOf(currency)
      const pence = toPence(fromUnits(units, digits), currency, fromUnits(micros, 6))!
      const exact = units * 100n * 10n ** 6n
      const unit = micros * 10n ** BigInt(digits)
      const off = pence * unit - exact
      return 2n * (off < 0n ? -off : off) <= unit
    }),
  )
})

test('a sum too long for ordinary numbers is still written to the last coin', () => {
  expect(formatMoney('en', '900719925474.99', 'USD').replaceAll(/\s/g, ' ')).toBe('USD 900,719,925,474.99')
  expect(formatMoney('fr', '1250000', 'GNF').replaceAll(/\s/g, ' ')).toBe('1 250 000 GNF')
})
