import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  deriveKey,
  hmac,
  randomToken,
  sameBytes,
  sha256,
  sha256Stream,
} from '#app/server/crypto/hash.server.ts'

test('SHA-256 and HMAC give the published answers', () => {
  expect(sha256('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
  expect(hmac('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test('a hash made piece by piece is the hash of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (parts) => {
      const stream = sha256Stream()
      parts.forEach((part) => stream.update(part))
      expect(stream.digest()).toEqual(sha256(Buffer.concat(parts)))
    }),
  )
})

test('tokens never repeat and travel in an address unchanged', () => {
  const tokens = Array.from({ length: 100 }, () => randomToken())
  expect(new Set(tokens).size).toBe(100)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
})

test('bytes of different lengths differ, without an error', () => {
  expect(sameBytes(Buffer.from('ab'), Buffer.from('ab'))).toBe(true)
  expect(sameBytes(Buffer.from('ab'), Buffer.from('abc'))).toBe(false)
})

test('every purpose has a key of its own', () => {
  expect(deriveKey('one')).toEqual(deriveKey('one'))
  expect(deriveKey('one')).not.toEqual(deriveKey('two'))
  expect(deriveKey('one')).toHaveLength(32)
})
