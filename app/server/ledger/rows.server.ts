import { asSystem } from '#app/server/database.server.ts'
import type { EntryRow, LedgerRows } from '#app/server/ledger/verify.server.ts'

const pieceSize = 1000

/** The ledger of the open database as it stands at this moment, for verifyLedger. */
export async function ledgerRows(): Promise<LedgerRows> {
  const { head, checkpoints, end } = await asSystem('the ledger is verified', async (tx) => {
    // First, so that none is newer than the head.
    const signed = await tx.ledgerCheckpoint.findMany({
      orderBy: { size: 'asc' },
      select: { size: true, root: true, note: true },
    })
    // One statement sees one moment, so an entry appended meanwhile is in both figures or in neither.
    const [state] = await tx.$queryRaw<{ size: bigint; edge: Uint8Array; end: bigint }[]>`
      SELECT size, edge, greatest(size, (SELECT coalesce(max(position) + 1, 0) FROM ledger_entry)) AS end FROM ledger_head`
    return {
      head: { size: Number(state!.size), edge: state!.edge },
      checkpoints: signed.map(({ size, ...rest }) => ({ ...rest, size: Number(size) })),
      end: state!.end,
    }
  })
  return { head, checkpoints, entries: entriesBelow(end) }
}

async function* entriesBelow(end: bigint): AsyncIterable<EntryRow[]> {
  let from = 0n
  while (from < end) {
    const start = from
    const rows = await asSystem('the ledger is verified', (tx) =>
      tx.ledgerEntry.findMany({
        where: { position: { gte: start, lt: end } },
        orderBy: { position: 'asc' },
        take: pieceSize,
      }),
    )
    if (rows.length === 0) return
    yield rows.map(({ position, ...rest }) => ({ ...rest, position: Number(position) }))
    from = rows.at(-1)!.position + 1n
  }
}
