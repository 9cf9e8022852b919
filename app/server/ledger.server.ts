import { randomToken } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { LedgerEntry } from '#app/server/ledger/entry.server.ts'
import type { ErasureReason } from '#app/server/ledger/erasures.server.ts'

/**
 * Must be the last thing in its transaction: it locks the head of the log, so writers queue behind it until commit.
 * Runs in anybody's scope; a function of the owner's makes the leaf and refuses an entry in somebody else's name.
 */
export async function appendLedger(tx: Transaction, entry: LedgerEntry): Promise<bigint> {
  const { action, subject, actorId, data, at } = LedgerEntry.parse(entry)
  const salt = Buffer.from(randomToken(32), 'base64url')
  const [row] = await tx.$queryRaw<{ position: bigint }[]>`
    SELECT ledger_append(${action}, ${subject}, ${actorId}::uuid, ${JSON.stringify(data)}::jsonb, ${at}, ${salt}) AS position`
  return row!.position
}

export interface Erasure {
  position: bigint
  reason: ErasureReason
  actorId: string
  /** The second of the two people who decided it. */
  agreedById: string
  at: Date
}

/**
 * Forgets what one entry said. Its leaf stays, so the log still proves everything else, and the erasure is an entry too.
 * As the owner only (`asSystem`), and last in the transaction. Who may ask for it: workflows/erase-entry.
 */
export async function eraseEntry(tx: Transaction, erasure: Erasure): Promise<bigint> {
  const { position, reason, actorId, agreedById, at } = erasure
  await tx.$queryRaw`SELECT set_config('amana.erasing', ${position.toString()}, true)`
  await tx.ledgerEntry.update({
    where: { position },
    data: { salt: null, subject: null, actorId: null, data: {} },
    select: { position: true },
  })
  return appendLedger(tx, {
    action: 'ledger.erase',
    subject: null,
    actorId,
    data: { position: Number(position), reason, agreedBy: agreedById },
    at,
  })
}
