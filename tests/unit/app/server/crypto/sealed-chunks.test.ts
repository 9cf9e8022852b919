import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chunkLength,
  NotSealedHere,
  openChunks,
  sealChunks,
} from '#app/server/crypto/sealed-chunks.server.ts'

const sealedChunk = chunkLength + 16
const headLength = 36

function sealed(bytes: Buffer, name = 'one', cuts: number[] = []): Buffer {
  const { head, push, end } = sealChunks('test', name)
  const pieces: Buffer[] = []
  let at = 0
  for (const cut of [...cuts.map((each) => each % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    pieces.push(push(bytes.subarray(at, cut)))
    at = cut
  }
  return Buffer.concat([head, ...pieces, end()])
}

async function opened(bytes: Buffer, name = 'one', step = 50_000): Promise<Buffer> {
  const source = async function* () {
    for (let at = 0; at < bytes.length; at += step) yield await Promise.resolve(bytes.subarray(at, at + step))
  }
  const found: Buffer[] = []
  for await (const chunk of openChunks('test', name, source())) found.push(chunk)
  return Buffer.concat(found)
}

const lengths = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(chunkLength - 1, chunkLength, chunkLength + 1, 2 * chunkLength, 2 * chunkLength + 7),
)
const someBytes = lengths.chain((length) =>
  fc.uint8Array({ minLength: Math.min(length, 300), maxLength: Math.min(length, 300) }).map((seed) => {
    const bytes = Buffer.alloc(length)
    for (let at = 0; at < length; at += 1) bytes[at] = (seed[at % (seed.length || 1)] ?? 0) ^ (at & 0xff)
    return bytes
  }),
)

test('what is sealed comes back, whatever it is and however it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(
      someBytes,
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.integer({ min: 1000, max: 200_000 }),
      async (bytes, cuts, step) => {
        const lying = sealed(bytes, 'one', cuts)
        expect((await opened(lying, 'one', step)).equals(bytes)).toBe(true)
        if (bytes.length > 30) expect(lying.includes(bytes.subarray(0, 30))).toBe(false)
      },
    ),
    { numRuns: 60 },
  )
})

test('a single flipped bit is noticed, wherever it is', async () => {
  await fc.assert(
    fc.asyncProperty(someBytes, fc.nat(), fc.integer({ min: 0, max: 7 }), async (bytes, place, bit) => {
      const lying = sealed(bytes)
      lying[place % lying.length]! ^= 1 << bit
      await expect(opened(lying)).rejects.toThrow(NotSealedHere)
    }),
    { numRuns: 60 },
  )
})

test('a cut is noticed, wherever it is, also between two chunks', async () => {
  const whole = sealed(Buffer.alloc(3 * chunkLength, 'abc'))
  for (const length of [
    0,
    3,
    headLength,
    headLength + sealedChunk,
    headLength + 2 * sealedChunk,
    whole.length - 1,
  ])
    await expect(opened(whole.subarray(0, length)), `${length}`).rejects.toThrow(NotSealedHere)
})

test('chunks that change places, come twice or come from another file are noticed', async () => {
  const whole = sealed(Buffer.alloc(3 * chunkLength, 'abc'))
  const other = sealed(Buffer.alloc(3 * chunkLength, 'abc'))
  const head = whole.subarray(0, headLength)
  const part = (of: Buffer, index: number) =>
    of.subarray(headLength + index * sealedChunk, headLength + (index + 1) * sealedChunk)
  const [one, two, three] = [part(whole, 0), part(whole, 1), part(whole, 2)]
  for (const pieces of [
    [two, one, three],
    [one, one, three],
    [one, two, two],
    [one, part(other, 1), three],
    [one, three],
    [one, two, three, three],
  ])
    await expect(opened(Buffer.concat([head, ...pieces]))).rejects.toThrow(NotSealedHere)
  expect((await opened(Buffer.concat([head, one, two, three]))).length).toBe(3 * chunkLength)
})

test('a file under another name is not opened', async () => {
  await expect(opened(sealed(Buffer.from('words')), 'another')).rejects.toThrow(NotSealedHere)
})

test('the same words are never sealed into the same bytes', () => {
  expect(sealed(Buffer.from('words')).equals(sealed(Buffer.from('words')))).toBe(false)
})
