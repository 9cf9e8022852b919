import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { canonicalEntry, LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { proveInclusionIn } from '#app/server/ledger/proofs.server.ts'
import { forgetTree } from '#app/server/ledger/tree.server.ts'

/** Where a document stands in the ledger, and what shows it. Hashes and times: nothing of what the entry says. */
export interface LedgerProof {
  position: number
  at: Date
  /** Salted, so that it tells nothing; null when the entry was erased. Base64, as every hash here. */
  entry: string | null
  leaf: string
  /** Null until the next checkpoint is made, within the hour. */
  covered: { size: number; root: string; at: Date; path: string[]; note: string } | null
}

/** The entry with which these bytes came to be; null when there is none. */
export async function proofOf(
  tx: Transaction,
  document: { assessmentId: string; kind: string; sha256: Uint8Array },
): Promise<LedgerProof | null> {
  const hash = Buffer.from(document.sha256).toString('hex')
  const [found] = await tx.$queryRaw<{ position: bigint }[]>`
    SELECT position FROM ledger_entry
    WHERE subject = ${document.assessmentId} AND action LIKE 'assessment.%' AND data ->> ${document.kind} = ${hash}
    ORDER BY position LIMIT 1`
  if (!found) return null
  const row = await tx.ledgerEntry.findUniqueOrThrow({ where: { position: found.position } })
  const { at, action, subject, actorId, data, salt } = row
  const position = Number(found.position)
  const text = canonicalEntry(LedgerEntry.parse({ action, subject, actorId, data, at }))
  return {
    position,
    at,
    entry: salt && base64(sha256(Buffer.concat([salt, Buffer.from(text)]))),
    leaf: base64(row.leaf),
    covered: await coveredBy(tx, position),
  }
}

async function coveredBy(tx: Transaction, position: number): Promise<LedgerProof['covered']> {
  const newest = await tx.ledgerCheckpoint.findFirst({
    orderBy: { size: 'desc' },
    select: { size: true, root: true, note: true, at: true },
  })
  if (!newest || newest.size <= position) return null
  const size = Number(newest.size)
  const root = Buffer.from(newest.root)
  const prove = async () => {
    const { proof, root: worked } = await proveInclusionIn(tx, position, size)
    return worked.equals(root) ? proof : null
  }
  let path = await prove()
  if (!path) {
    forgetTree()
    path = await prove()
  }
  return path && { size, root: base64(root), at: newest.at, note: newest.note, path: path.map(base64) }
}

/**
 * As public tools read it: c2sp.org/tlog-proof. What is proved to be there is the salted hash of the entry, which stands in
 * the second line. Null until a checkpoint covers it.
 */
export function proofFile({ position, entry, covered }: LedgerProof): string | null {
  if (!covered) return null
  const lines = [
    'c2sp.org/tlog-proof@v1',
    ...(entry ? [`extra ${entry}`] : []),
    `index ${position}`,
    ...covered.path,
  ]
  return `${lines.join('\n')}\n\n${covered.note}`
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
