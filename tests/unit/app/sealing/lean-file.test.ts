import { base64 } from '@scure/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newKeyPair, openWith, sealTo, sealToPair } from '#app/sealing/age.ts'
import { leanText, wholeFile } from '#app/sealing/lean-file.ts'

test('a file to one recipient goes by in fewer letters, and opens as before', async () => {
  const { identity, recipient } = await newKeyPair()
  const file = await sealTo([recipient], 'who may read this')
  const text = leanText(file)
  expect(text.length).toBeLessThan(base64.encode(file).length - 90)
  expect(wholeFile(text)).toEqual(file)
  expect(new TextDecoder().decode(await openWith([identity], wholeFile(text)))).toBe('who may read this')
})

test('a file to two, and one inside another, come back as they were', async () => {
  const [one, other] = [await newKeyPair(), await newKeyPair()]
  for (const file of [
    await sealTo([one.recipient, other.recipient], 'both'),
    await sealToPair(one.recipient, other.recipient, 'together'),
  ])
    expect(wholeFile(leanText(file))).toEqual(file)
})

test('whatever the bytes are, they come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(wholeFile(leanText(bytes))).toEqual(bytes)
    }),
  )
})
