import { ledgerKey, ledgerPublicKey } from '#app/server/crypto/ledger-key.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { rootOfEdge, splitEdge } from '#app/server/ledger/merkle.server.ts'
import { signedNote, verifierKey } from '#app/server/ledger/note.server.ts'
import { refuseIfShorter } from '#app/server/ledger/restored.server.ts'
import { recordWitnessed } from '#app/server/ledger/witnesses.server.ts'

export interface StoredCheckpoint {
  size: number
  root: Buffer
  note: string
  at: Date
  mailedAt: Date | null
}

/** For the log as it stands now; null while it is empty. Throws LedgerShorter after an unrecorded restore. */
export async function makeCheckpoint(at: Date): Promise<StoredCheckpoint | null> {
  const checkpoint = await asSystem('ledger checkpoint', (tx) => checkpointIn(tx, at))
  if (checkpoint) publish(checkpoint)
  return checkpoint
}

/**
 * As the owner only (`asSystem`). Whoever lets the note leave the machine calls `publish` after the commit;
 * `makeCheckpoint` does both.
 */
export async function checkpointIn(tx: Transaction, at: Date): Promise<StoredCheckpoint | null> {
  await refuseIfShorter(tx)
  const head = await tx.ledgerHead.findUniqueOrThrow({ where: { id: 1 }, select: { size: true, edge: true } })
  if (head.size === 0n) return null
  const root = rootOfEdge(splitEdge(head.edge))
  const known = await tx.ledgerCheckpoint.findUnique({ where: { size: head.size }, select: columns })
  if (known && !root.equals(known.root))
    throw new Error(`Two ledgers of ${head.size} entries: run npm run ledger:verify`)
  if (known) return fromRow(known)

  const key = ledgerKey(await hasNone(tx))
  const note = signedNote({ origin: key.name, size: Number(head.size), root }, key)
  await tx.ledgerCheckpoint.createMany({
    data: { size: head.size, root: new Uint8Array(root), note, at },
    skipDuplicates: true,
  })
  return fromRow(await tx.ledgerCheckpoint.findUniqueOrThrow({ where: { size: head.size }, select: columns }))
}

/** From here on a database without this checkpoint is known to be an older one. */
export function publish({ size, root, at }: Pick<StoredCheckpoint, 'size' | 'root' | 'at'>): void {
  recordWitnessed({ size, root: root.toString('hex'), at: at.toISOString() })
}

export async function latestCheckpointIn(tx: Transaction): Promise<StoredCheckpoint | null> {
  const row = await tx.ledgerCheckpoint.findFirst({ orderBy: { size: 'desc' }, select: columns })
  return row && fromRow(row)
}

export function latestCheckpoint(): Promise<StoredCheckpoint | null> {
  return asSystem('latest ledger checkpoint', latestCheckpointIn)
}

/** What others put into their verifiers. The key is made at the first run. */
export async function ledgerVerifierKey(): Promise<string> {
  const { name, publicKey } = ledgerPublicKey() ?? ledgerKey(await asSystem('is there a checkpoint', hasNone))
  return verifierKey(name, publicKey)
}

async function hasNone(tx: Transaction): Promise<boolean> {
  return (await tx.ledgerCheckpoint.count()) === 0
}

const columns = { size: true, root: true, note: true, at: true, mailedAt: true } as const
type Row = { size: bigint; root: Uint8Array; note: string; at: Date; mailedAt: Date | null }

export function fromRow({ size, root, ...rest }: Row): StoredCheckpoint {
  return { ...rest, size: Number(size), root: Buffer.from(root) }
}
