import { asSystem } from '#app/server/database.server.ts'
import { fromRow, latestCheckpointIn, ledgerVerifierKey } from '#app/server/ledger/checkpoint.server.ts'
import { compareHeld } from '#app/server/ledger/compare-held.server.ts'
import { listErasures, type ErasedEntry } from '#app/server/ledger/erasures.server.ts'
import { readHeldNote, type Agreement, type HeldNote } from '#app/server/ledger/held-note.server.ts'
import { headSize, ledgerStandingIn, listRestorations } from '#app/server/ledger/restored.server.ts'

export { proveConsistency, proveInclusion } from '#app/server/ledger/proofs.server.ts'

export interface LedgerPage {
  size: number
  vkey: string
  /** Nothing is signed while the database is older than what others have seen. */
  standing: 'whole' | 'shorter'
  latest: { size: number; root: string; note: string; at: Date } | null
  checkpoints: { size: number; root: string; at: Date; mailedAt: Date | null }[]
  restorations: { position: number; at: Date; reason: string }[]
  erasures: ErasedEntry[]
  /** How many people outside are mailed a checkpoint every week. */
  witnesses: number
}

/** Public: sizes, roots, signatures and times. No entry is shown. */
export async function ledgerPage(): Promise<LedgerPage> {
  const vkey = await ledgerVerifierKey()
  return asSystem('public ledger', async (tx) => {
    const rows = await tx.ledgerCheckpoint.findMany({ orderBy: { size: 'desc' }, take: 50, select: columns })
    const checkpoints = rows.map(fromRow)
    const [newest] = checkpoints
    return {
      size: await headSize(tx),
      vkey,
      standing: (await ledgerStandingIn(tx)).state,
      latest: newest
        ? { size: newest.size, root: newest.root.toString('base64'), note: newest.note, at: newest.at }
        : null,
      checkpoints: checkpoints.map(({ size, root, at, mailedAt }) => ({
        size,
        root: root.toString('base64'),
        at,
        mailedAt,
      })),
      restorations: (await listRestorations(tx)).map(({ position, at, reason }) => ({
        position,
        at: new Date(at),
        reason,
      })),
      erasures: await listErasures(tx),
      witnesses: await tx.ledgerWitness.count({ where: { endedAt: null } }),
    }
  })
}

export type HeldAnswer =
  | { read: false }
  | { read: true; size: number; signature: HeldNote['signature']; agreement: Agreement; here: number }

/** A checkpoint that a stranger kept, against the ledger as it is. Nothing is noted about who asks. */
export async function checkHeld(text: string): Promise<HeldAnswer> {
  const held = readHeldNote(text, await ledgerVerifierKey())
  if (!held) return { read: false }
  const here = await asSystem('public ledger', headSize)
  const { size, signature } = held
  return { read: true, size, signature, agreement: await compareHeld(held), here }
}

export interface LedgerExplained {
  size: number
  latest: { size: number; at: Date } | null
  witnesses: number
  erased: number
  restored: number
}

/** The figures of the page that explains the ledger. */
export function ledgerExplained(): Promise<LedgerExplained> {
  return asSystem('public ledger', async (tx) => {
    const latest = await latestCheckpointIn(tx)
    return {
      size: await headSize(tx),
      latest: latest && { size: latest.size, at: latest.at },
      witnesses: await tx.ledgerWitness.count({ where: { endedAt: null } }),
      erased: await tx.ledgerEntry.count({ where: { action: 'ledger.erase' } }),
      restored: (await listRestorations(tx)).length,
    }
  })
}

/** For `/ledger/checkpoint`: the newest signed note as plain text, or null before the first. */
export async function newestNote(): Promise<string | null> {
  const checkpoint = await asSystem('public ledger checkpoint', latestCheckpointIn)
  return checkpoint?.note ?? null
}

const columns = { size: true, root: true, note: true, at: true, mailedAt: true } as const
