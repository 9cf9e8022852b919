import { sameBytes, sha256 } from '#app/server/crypto/hash.server.ts'

/** The Merkle tree of RFC 6962, section 2.1. Sizes are numbers: a log of 2^53 entries is not ours. */

export const emptyRoot = sha256('')

const leafPrefix = Buffer.of(0)
const nodePrefix = Buffer.of(1)

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.concat([leafPrefix, entry]))
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([nodePrefix, left, right]))
}

/** The roots of the perfect subtrees, largest first: all that has to be kept in order to append. */
export function appendLeaf(edge: readonly Buffer[], size: number, leaf: Buffer): Buffer[] {
  const next = [...edge]
  let hash = leaf
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(next.pop()!, hash)
  return [...next, hash]
}

export function rootOfEdge(edge: readonly Buffer[]): Buffer {
  if (edge.length === 0) return emptyRoot
  return edge.reduceRight((right, left) => nodeHash(left, right))
}

export function splitEdge(bytes: Uint8Array): Buffer[] {
  const edge = Buffer.from(bytes)
  return Array.from({ length: edge.length / 32 }, (_, index) => edge.subarray(index * 32, index * 32 + 32))
}

export function rootOf(leaves: readonly Buffer[]): Buffer {
  return rootOfEdge(leaves.reduce<Buffer[]>((edge, leaf, size) => appendLeaf(edge, size, leaf), []))
}

/** The hashes that lead from one leaf to the root, lowest first. */
export function inclusionProof(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return []
  const split = largestPowerBelow(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...inclusionProof(left, index), rootOf(right)]
    : [...inclusionProof(right, index - split), rootOf(left)]
}

export function provesInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  root: Uint8Array,
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false
  let hash = leaf
  let [node, last] = [index, size - 1]
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

/** What shows that the log of `first` entries is the beginning of this one. */
export function consistencyProof(leaves: readonly Buffer[], first: number): Buffer[] {
  return first === 0 || first === leaves.length ? [] : subproof(leaves, first, true)
}

function subproof(leaves: readonly Buffer[], first: number, whole: boolean): Buffer[] {
  if (first === leaves.length) return whole ? [] : [rootOf(leaves)]
  const split = largestPowerBelow(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return first <= split
    ? [...subproof(left, first, whole), rootOf(right)]
    : [...subproof(right, first - split, false), rootOf(left)]
}

export function provesConsistency(
  first: { size: number; root: Uint8Array },
  second: { size: number; root: Uint8Array },
  proof: readonly Buffer[],
): boolean {
  if (!isIndex(first.size) || !isIndex(second.size) || first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root)
  if (first.size === 0) return proof.length === 0 && sameBytes(first.root, emptyRoot)

  const path = isPowerOfTwo(first.size) ? [Buffer.from(first.root), ...proof] : [...proof]
  const start = path.shift()
  if (!start) return false
  let [node, last] = [first.size - 1, second.size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]

  let [older, newer] = [start, start]
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      newer = nodeHash(newer, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && sameBytes(older, first.root) && sameBytes(newer, second.root)
}

function half(n: number): number {
  return Math.floor(n / 2)
}

function isIndex(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function isPowerOfTwo(n: number): boolean {
  return 2 ** Math.floor(Math.log2(n)) === n
}

function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}
