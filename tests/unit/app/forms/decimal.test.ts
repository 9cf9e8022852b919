import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalInBox, readDecimal } from '#app/forms/decimal.ts'
import { readMoney } from '#app/forms/money.ts'

const locale = fc.constantFrom('en' as const, 'fr' as const)

describe('a number as people write it', () => {
  test.each([
    ['1200', '1200', '1200'],
    ['1 200', '1200', '1200'],
    ['1\u202f200,5', '1200.5', '1200.5'],
    ['1’200.50', '1200.5', '1200.5'],
    ['1.200,5', '1200.5', '1200.5'],
    ['1,200.5', '1200.5', '1200.5'],
    ['1,200,000', '1200000', '1200000'],
    ['12,34,567', '1234567', '1234567'],
    ['1,200', '1200', '1.2'],
    ['1.200', '1.2', '1200'],
    ['0,250', '0.25', '0.25'],
    ['7,5', '7.5', '7.5'],
    ['.5', '0.5', '0.5'],
    [' 007 ', '7', '7'],
    ['-0', '0', '0'],
    ['\u22123', '-3', '-3'],
    ['١٢٠٠', '1200', '1200'],
  ])('%s', (typed, english, french) => {
    expect([readDecimal(typed, 'en'), readDecimal(typed, 'fr')]).toEqual([english, french])
  })

  test.each([
    '',
    ' ',
    '-',
    '1 2',
    '1,2,3',
    '12 00',
    '1.2.3,4',
    '1e5',
    'Infinity',
    'NaN',
    '0x10',
    '5 people',
    '1'.repeat(41),
  ])('is not %j', (typed) => {
    expect(readDecimal(typed, 'en')).toBeNull()
  })

  test('of people has no fraction, so either sign parts thousands', () => {
    expect(readDecimal('1.200', 'en', { grouped: true })).toBe('1200')
    expect(readDecimal('1,200', 'fr', { grouped: true })).toBe('1200')
  })

  test('never throws, and what it reads it reads again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), locale, (typed, language) => {
        const decimal = readDecimal(typed, language)
        if (decimal !== null) expect(decimal).toMatch(/^-?\d{1,15}(\.\d{1,6})?$/)
      }),
    )
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(999_999), locale, (whole, millionths, language) => {
        const text = `${whole % 1e15}.${String(millionths).padStart(6, '0')}`
        const decimal = readDecimal(decimalInBox(text, language), language)
        expect(Number(decimal)).toBe(Number(text))
        expect(readDecimal(decimalInBox(decimal!, language), language)).toBe(decimal)
      }),
    )
  })
})

describe('an amount of money', () => {
  test('keeps every digit and the letters of its currency', () => {
    expect(readMoney({ amount: '123 456 789 012.10', currency: ' xof ' }, 'en')).toEqual({
      ok: true,
      money: { amount: '123456789012.10', currency: 'XOF' },
    })
    expect(readMoney({ amount: '1,200', currency: 'SLE' }, 'fr')).toMatchObject({ money: { amount: '1200' } })
    expect(readMoney({ amount: '1,234', currency: 'TND' }, 'fr')).toMatchObject({
      money: { amount: '1.234' },
    })
    expect(readMoney({ amount: '1.234,567', currency: 'GBP' }, 'en')).toMatchObject({
      problem: 'moneyUnread',
    })
  })

  test('never throws, and what it reads it reads again', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('GBP', 'SLE', 'TND', 'gbp ', '', 'XXX'),
        locale,
        (amount, currency, language) => {
          const read = readMoney({ amount, currency }, language)
          if (!read.ok) return
          const again = readMoney(
            { ...read.money, amount: decimalInBox(read.money.amount, language) },
            language,
          )
          expect(again).toEqual(read)
        },
      ),
    )
  })
})
