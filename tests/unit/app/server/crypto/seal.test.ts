import fc from 'fast-check'
import { expect, test } from 'vitest'
import { open, seal } from '#app/server/crypto/seal.server.ts'

test('what is sealed opens again, byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(open('test', seal('test', bytes))).toEqual(Buffer.from(bytes))
    }),
  )
})

test('the same words are never sealed the same way twice', () => {
  expect(seal('test', 'words')).not.toEqual(seal('test', 'words'))
})

test('a change of any byte is noticed', () => {
  const sealed = seal('test', 'words')
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed)
    changed[index]! ^= 1
    expect(() => open('test', changed)).toThrow()
  }
})

test('what is sealed for one purpose does not open for another', () => {
  expect(() => open('other', seal('test', 'words'))).toThrow()
})

test('a piece of it does not open', () => {
  const sealed = seal('test', 'words')
  expect(() => open('test', sealed.subarray(0, 20))).toThrow()
  expect(() => open('test', Buffer.alloc(0))).toThrow()
})
