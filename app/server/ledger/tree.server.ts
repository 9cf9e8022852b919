import type { Transaction } from '#app/server/database.server.ts'
import { appendLeaf, emptyRoot, rootOf, rootOfEdge } from '#app/server/ledger/merkle.server.ts'

/**
 * Roots and proofs without reading the whole log each time: what is full never changes, so the root of every full tile of
 * 256 leaves is kept, and of the leaves only those of two tiles are read.
 */
const tile = 256
const piece = 64 * tile
let tiles: Buffer[] = []

/** After the log under a running process has become another one, as in a restore. */
export function forgetTree(): void {
  tiles = []
}

/** The root that the log had at this size. The log must reach that far. */
export async function rootAt(tx: Transaction, size: number): Promise<Buffer> {
  if (size === 0) return emptyRoot
  const full = Math.floor(size / tile)
  await keepTiles(tx, full)
  const rest = await leavesIn(tx, full * tile, size)
  return rootOfEdge([...edgeOf(tiles.slice(0, full)), ...edgeOf(rest)])
}

/** The hashes that lead from the leaf at `index` to the root of the log of `size` entries, lowest first. */
export async function pathTo(
  tx: Transaction,
  index: number,
  size: number,
): Promise<{ leaf: Buffer; path: Buffer[] }> {
  const full = Math.floor(size / tile)
  await keepTiles(tx, full)
  const own = Math.floor(index / tile)
  const near = await leavesIn(tx, own * tile, Math.min((own + 1) * tile, size))
  const last = own === full ? near : await leavesIn(tx, full * tile, size)
  return { leaf: near[index - own * tile]!, path: pathWithin(0, size) }

  function pathWithin(start: number, end: number): Buffer[] {
    if (end - start <= 1) return []
    const middle = start + largestPowerBelow(end - start)
    return index < middle
      ? [...pathWithin(start, middle), hashOf(middle, end)]
      : [...pathWithin(middle, end), hashOf(start, middle)]
  }

  /** Beside the path there are only whole tiles, parts of the leaf's own tile, and the end of the log. */
  function hashOf(start: number, end: number): Buffer {
    const [from, to] = [Math.floor(start / tile), Math.floor(end / tile)]
    if (start % tile !== 0 || to === from) {
      const leaves = from === own ? near : last
      return rootOf(leaves.slice(start - from * tile, end - from * tile))
    }
    const rest = end % tile === 0 ? [] : last
    return rootOfEdge([...edgeOf(tiles.slice(from, to)), ...edgeOf(rest)])
  }
}

async function keepTiles(tx: Transaction, count: number): Promise<void> {
  const known = [...tiles]
  while (known.length < count) {
    const from = known.length * tile
    const leaves = await leavesIn(tx, from, Math.min(from + piece, count * tile))
    for (let at = 0; at < leaves.length; at += tile) known.push(rootOf(leaves.slice(at, at + tile)))
  }
  if (known.length > tiles.length) tiles = known
}

async function leavesIn(tx: Transaction, from: number, to: number): Promise<Buffer[]> {
  if (from >= to) return []
  const rows = await tx.ledgerEntry.findMany({
    where: { position: { gte: from, lt: to } },
    orderBy: { position: 'asc' },
    select: { leaf: true },
  })
  if (rows.length !== to - from)
    throw new Error('An entry of the ledger is missing: run npm run ledger:verify')
  return rows.map(({ leaf }) => Buffer.from(leaf))
}

function edgeOf(hashes: readonly Buffer[]): Buffer[] {
  return hashes.reduce<Buffer[]>((edge, hash, size) => appendLeaf(edge, size, hash), [])
}

function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}
