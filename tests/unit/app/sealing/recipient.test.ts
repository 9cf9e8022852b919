import { bech32 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newKeyPair } from '#app/sealing/age.ts'
import { isAgeRecipient } from '#app/sealing/recipient.ts'

const named = (point: Uint8Array, prefix = 'age') => bech32.encodeFromBytes(prefix, point)
const point = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('whom something is sealed to', () => {
  test.each([
    ['nothing', ''],
    ['a word', 'age1'],
    ['letters that do not add up', 'age1' + 'q'.repeat(58)],
    ['another kind of key', named(new Uint8Array(32).fill(9), 'agf')],
    ['a key that is too short', named(new Uint8Array(31).fill(9))],
    ['a key that is too long', named(new Uint8Array(33).fill(9))],
    ['a point that locks nothing: zero', named(new Uint8Array(32))],
    ['a point that locks nothing: one', named(point('01' + '00'.repeat(31)))],
    [
      'a point that locks nothing: of order eight',
      named(point('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')),
    ],
  ])('is never %s', (_what, text) => {
    expect(isAgeRecipient(text)).toBe(false)
  })

  test('is a key that age made, written as age writes it', async () => {
    const { recipient } = await newKeyPair()
    expect(isAgeRecipient(recipient)).toBe(true)
    expect(isAgeRecipient(recipient.toUpperCase())).toBe(false)
    expect(isAgeRecipient(` ${recipient}`)).toBe(false)
  })

  test('is refused when any one letter was changed', async () => {
    const { recipient } = await newKeyPair()
    const letters = [...'qpzry9x8gf2tvdw0s3jn54khce6mua7l']
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: recipient.length - 1 }),
        fc.constantFrom(...letters),
        (at, letter) => {
          fc.pre(recipient[at] !== letter)
          expect(isAgeRecipient(recipient.slice(0, at) + letter + recipient.slice(at + 1))).toBe(false)
        },
      ),
    )
  })
})
