import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { consistencyProof, rootOf } from '#app/server/ledger/merkle.server.ts'
import { headSize } from '#app/server/ledger/restored.server.ts'
import { pathTo, rootAt } from '#app/server/ledger/tree.server.ts'

export interface InclusionProof {
  position: number
  size: number
  leaf: Buffer
  root: Buffer
  proof: Buffer[]
}

export interface ConsistencyProof {
  first: { size: number; root: Buffer }
  second: { size: number; root: Buffer }
  proof: Buffer[]
}

/** Shows that the entry at `position` is in the log of `size` entries, without showing any other entry. */
export function proveInclusion(position: number, size: number): Promise<InclusionProof> {
  return asSystem('inclusion proof', async (tx) => {
    if (!isWithin(position, size - 1) || !isWithin(size, await headSize(tx))) throw notFound()
    return proveInclusionIn(tx, position, size)
  })
}

/** As the owner; the log must reach that far. */
export async function proveInclusionIn(
  tx: Transaction,
  position: number,
  size: number,
): Promise<InclusionProof> {
  const { leaf, path } = await pathTo(tx, position, size)
  return { position, size, leaf, root: await rootAt(tx, size), proof: path }
}

/** Shows that the log only grew between two sizes. */
export function proveConsistency(first: number, second: number): Promise<ConsistencyProof> {
  return asSystem('consistency proof', async (tx) => {
    if (!isWithin(first, second)) throw notFound()
    const leaves = await leavesOf(tx, second)
    return {
      first: { size: first, root: rootOf(leaves.slice(0, first)) },
      second: { size: second, root: rootOf(leaves) },
      proof: consistencyProof(leaves, first),
    }
  })
}

async function leavesOf(tx: Transaction, size: number): Promise<Buffer[]> {
  if (!isWithin(size, await headSize(tx))) throw notFound()
  const rows = await tx.ledgerEntry.findMany({
    where: { position: { lt: size } },
    orderBy: { position: 'asc' },
    select: { leaf: true },
  })
  return rows.map(({ leaf }) => Buffer.from(leaf))
}

function isWithin(n: number, last: number): boolean {
  return Number.isSafeInteger(n) && n >= 0 && n <= last
}
