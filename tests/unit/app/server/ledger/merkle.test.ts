import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import {
  appendLeaf,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  provesConsistency,
  provesInclusion,
  rootOf,
  rootOfEdge,
  splitEdge,
} from '#app/server/ledger/merkle.server.ts'

const leavesOf = (size: number, seed = 0) =>
  Array.from({ length: size }, (_, n) => leafHash(sha256(`${seed}:${n}`)))

describe('the published examples of RFC 6962', () => {
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))

  test('an empty log has the hash of nothing', () => {
    expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(rootOf([])).toEqual(emptyRoot)
  })

  test.each([
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('a log of %i entries has the root that everybody else works out', (size, root) => {
    expect(rootOf(leaves.slice(0, size)).toString('hex')).toBe(root)
  })
})

test('every entry of every log of up to 64 entries can be proved, and no other entry in its place', () => {
  for (let size = 1; size <= 64; size++) {
    const leaves = leavesOf(size)
    const root = rootOf(leaves)
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(leaves, index)
      expect(provesInclusion(leaves[index]!, index, size, proof, root)).toBe(true)
      expect(provesInclusion(leafHash(sha256('another')), index, size, proof, root)).toBe(false)
      if (size > 1) expect(provesInclusion(leaves[index]!, (index + 1) % size, size, proof, root)).toBe(false)
      if (proof.length > 0)
        expect(provesInclusion(leaves[index]!, index, size, proof.slice(1), root)).toBe(false)
      expect(provesInclusion(leaves[index]!, index, size, [...proof, root], root)).toBe(false)
    }
  }
})

test('every log of up to 64 entries can be shown to grow out of every earlier one, and out of no other', () => {
  for (let second = 0; second <= 64; second++) {
    const leaves = leavesOf(second)
    const newer = { size: second, root: rootOf(leaves) }
    for (let first = 0; first <= second; first++) {
      const proof = consistencyProof(leaves, first)
      const older = { size: first, root: rootOf(leaves.slice(0, first)) }
      expect(provesConsistency(older, newer, proof)).toBe(true)
      expect(provesConsistency({ size: first, root: sha256('another') }, newer, proof)).toBe(false)
      if (first > 0 && first < second) {
        expect(provesConsistency(older, { size: second, root: sha256('another') }, proof)).toBe(false)
        expect(provesConsistency(older, newer, proof.slice(1))).toBe(false)
        expect(provesConsistency(older, newer, [...proof, sha256('more')])).toBe(false)
      }
    }
  }
})

test('a log rewritten anywhere before the older size cannot be passed off as the same log', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (size, a, b) => {
      const first = 1 + (a % (size - 1))
      const honest = leavesOf(size)
      const rewritten = honest.with(b % first, leafHash(sha256('rewritten')))
      const older = { size: first, root: rootOf(honest.slice(0, first)) }
      const newer = { size, root: rootOf(rewritten) }
      for (const leaves of [honest, rewritten]) {
        expect(provesConsistency(older, newer, consistencyProof(leaves, first))).toBe(false)
      }
    }),
  )
})

test('appending one at a time, keeping only the edge, gives the same root as the whole log', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.nat(), (size, seed) => {
      const leaves = leavesOf(size, seed)
      const edge = leaves.reduce<Buffer[]>(
        (kept, leaf, n) => splitEdge(Buffer.concat(appendLeaf(kept, n, leaf))),
        [],
      )
      expect(rootOfEdge(edge)).toEqual(rootOf(leaves))
      expect(edge.length).toBeLessThanOrEqual(10)
    }),
    { numRuns: 30 },
  )
})

test('a proof with one bit changed proves nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (size, a, b) => {
      const leaves = leavesOf(size)
      const index = a % size
      const proof = inclusionProof(leaves, index).map((hash) => Buffer.from(hash))
      const damaged = proof[b % proof.length]!
      damaged[b % 32]! ^= 1 << (b % 8)
      expect(provesInclusion(leaves[index]!, index, size, proof, rootOf(leaves))).toBe(false)
    }),
  )
})

test('sizes and positions that make no sense are refused, not looped over', () => {
  const [leaf] = leavesOf(1)
  const root = rootOf([leaf!])
  for (const [index, size] of [
    [-1, 1],
    [1, 1],
    [0, 0],
    [0.5, 2],
    [NaN, 2],
    [0, Infinity],
  ] as const) {
    expect(provesInclusion(leaf!, index, size, [root], root)).toBe(false)
    expect(provesConsistency({ size, root }, { size: index, root }, [root])).toBe(false)
  }
})
