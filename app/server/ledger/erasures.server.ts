import type { Transaction } from '#app/server/database.server.ts'

/** Why an entry was made to say nothing: its person asked, a law or a court requires it, a mistake, or its time is over. */
export const erasureReasons = ['asked', 'law', 'mistake', 'retention'] as const
export type ErasureReason = (typeof erasureReasons)[number]

export interface ErasedEntry {
  position: number
  /** When it was made to say nothing. */
  at: Date
  reason: ErasureReason | null
}

/** Newest first. */
export async function listErasures(tx: Transaction, take = 50): Promise<ErasedEntry[]> {
  const rows = await tx.ledgerEntry.findMany({
    where: { action: 'ledger.erase' },
    orderBy: { position: 'desc' },
    take,
    select: { at: true, data: true },
  })
  return rows.map(({ at, data }) => {
    const { position, reason } = data as { position?: unknown; reason?: unknown }
    return { at, position: Number(position), reason: erasureReasons.find((one) => one === reason) ?? null }
  })
}

/** Entries about the log itself have to go on saying what they say, or the log could not be checked any more. */
export function staysReadable(action: string): boolean {
  return /^(ledger|caselog)\./.test(action)
}
