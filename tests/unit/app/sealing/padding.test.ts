import fc from 'fast-check'
import { expect, test } from 'vitest'
import { padded, sizeClass, unpadded } from '#app/sealing/padding.ts'

test('whatever is padded comes back, at one of a few lengths', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const bytes = padded(value)
      expect(bytes.length).toBe(sizeClass(bytes.length))
      expect(unpadded(bytes)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a class is never smaller than what it holds, and grows by no more than double or 64 KiB', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000_000 }), (length) => {
      const size = sizeClass(length)
      expect(size).toBeGreaterThanOrEqual(length)
      expect(size).toBeLessThanOrEqual(Math.max(1024, length * 2, length + 65_536))
    }),
  )
})

test('yes and no, a word and two hundred, have the same length', () => {
  const lengths = ['yes', 'no', 'a', 'word '.repeat(190)].map((words) => padded({ words }).length)
  expect(new Set(lengths)).toEqual(new Set([1024]))
})

test('what is not JSON is refused', () => {
  expect(() => unpadded(new Uint8Array([0xff, 0xfe]))).toThrow()
  expect(() => unpadded(new TextEncoder().encode('{"a":'))).toThrow()
})
