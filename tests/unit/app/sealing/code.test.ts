import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeGroups, codeLength, newCode, readCode } from '#app/sealing/code.ts'

test('a receipt code is twenty digits in four groups, and no two of a thousand are alike', () => {
  const codes = Array.from({ length: 1000 }, newCode)
  for (const code of codes) {
    expect(code).toMatch(/^\d{20}$/)
    expect(codeGroups(code)).toHaveLength(4)
  }
  expect(new Set(codes).size).toBe(1000)
  expect(codeLength).toBe(20)
})

test('every digit comes about as often as every other', () => {
  const counts = new Map<string, number>()
  for (const digit of Array.from({ length: 2000 }, newCode).join(''))
    counts.set(digit, (counts.get(digit) ?? 0) + 1)
  expect(counts.size).toBe(10)
  for (const count of counts.values()) expect(Math.abs(count - 4000)).toBeLessThan(400)
})

const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10]
const between = fc.constantFrom('', ' ', '-', '.', '\u202f', '\n', ' / ')

test('a code is read in whichever digits, with whatever between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...zeros), between), {
        minLength: 20,
        maxLength: 20,
      }),
      (digits) => {
        const typed = digits.map(([digit, zero, gap]) => String.fromCodePoint(zero + digit) + gap).join('')
        expect(readCode(typed)).toBe(digits.map(([digit]) => digit).join(''))
      },
    ),
  )
})

test('too few, too many and anything with a letter in it are no code', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{0,40}$/), (typed) => {
      expect(readCode(typed)).toBe(typed.length === 20 ? typed : null)
    }),
  )
  expect(readCode('1234567890123456789o')).toBeNull()
  expect(readCode('')).toBeNull()
})
