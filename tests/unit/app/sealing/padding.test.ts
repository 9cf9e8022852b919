import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelSize, padded, sizeClass, unpadded } from '#app/sealing/padding.ts'

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

test('every label that the form can make has the same length, whatever letters a place is written in', () => {
  const longest = { category: 'discrimination', severity: 'not_set', child: false }
  for (const site of ['', 'Zemani', 'é'.repeat(60), '村'.repeat(60), '😀'.repeat(30), '"'.repeat(60)])
    expect(padded({ ...longest, site }, labelSize).length, site).toBe(labelSize)
  expect(unpadded(padded({ site: 'x'.repeat(2_000) }, labelSize))).toEqual({ site: 'x'.repeat(2_000) })
})

test('what is not JSON is refused', () => {
  expect(() => unpadded(new Uint8Array([0xff, 0xfe]))).toThrow()
  expect(() => unpadded(new TextEncoder().encode('{"a":'))).toThrow()
})
