import { beforeEach, expect, test } from 'vitest'
import fc from 'fast-check'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { inclusionProof, provesInclusion, rootOf } from '#app/server/ledger/merkle.server.ts'
import { forgetTree, pathTo, rootAt } from '#app/server/ledger/tree.server.ts'

const leaves = Array.from({ length: 2100 }, (_, n) => sha256(`leaf ${n}`))
let read = 0

/** A log that only knows how to hand out its leaves. */
const log = {
  ledgerEntry: {
    findMany: ({ where }: { where: { position: { gte: number; lt: number } } }) => {
      const { gte, lt } = where.position
      read += lt - gte
      return Promise.resolve(leaves.slice(gte, lt).map((leaf) => ({ leaf })))
    },
  },
} as unknown as Transaction

beforeEach(() => forgetTree())

const sizes = fc.oneof(
  fc.integer({ min: 1, max: 2100 }),
  fc.constantFrom(1, 255, 256, 257, 511, 512, 513, 1024, 2048, 2049),
)

test('the root at any size is the one that all leaves together give', async () => {
  expect(await rootAt(log, 0)).toEqual(rootOf([]))
  await fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      expect(await rootAt(log, size)).toEqual(rootOf(leaves.slice(0, size)))
    }),
    { numRuns: 60 },
  )
})

test('the way from any leaf to any root is the one that all leaves together give', async () => {
  const places = fc.tuple(sizes, fc.nat()).map(([size, n]) => ({ size, index: n % size }))
  await fc.assert(
    fc.asyncProperty(places, async ({ size, index }) => {
      const { leaf, path } = await pathTo(log, index, size)
      expect(path).toEqual(inclusionProof(leaves.slice(0, size), index))
      expect(provesInclusion(leaf, index, size, path, await rootAt(log, size))).toBe(true)
    }),
    { numRuns: 120 },
  )
})

test('a second question reads two tiles at most', async () => {
  await rootAt(log, 2100)
  read = 0
  await pathTo(log, 700, 2100)
  expect(read).toBeLessThanOrEqual(512)
})

test('a log with a hole proves nothing', async () => {
  const holed = {
    ledgerEntry: { findMany: () => Promise.resolve([{ leaf: leaves[0] }]) },
  } as unknown as Transaction
  await expect(rootAt(holed, 3)).rejects.toThrow(/ledger:verify/)
})
