import { asSystem } from '#app/server/database.server.ts'
import { agreement, type Agreement, type HeldNote } from '#app/server/ledger/held-note.server.ts'
import { headSize, listRestorations } from '#app/server/ledger/restored.server.ts'
import { forgetTree, rootAt } from '#app/server/ledger/tree.server.ts'
import { recordWitnessed } from '#app/server/ledger/witnesses.server.ts'

/** How a checkpoint that somebody kept compares with the ledger of the open database. */
export function compareHeld(held: HeldNote): Promise<Agreement> {
  return asSystem('a kept checkpoint is compared', async (tx) => {
    const size = await headSize(tx)
    const restorations = await listRestorations(tx)
    const compare = async () => {
      const rootHere = held.size <= size ? await rootAt(tx, held.size) : null
      return agreement(held, { size, rootHere, restorations })
    }
    const found = await compare()
    if (found === 'same' || found === 'older') return found
    // Before the loud answer, without anything that was kept in memory.
    if (!mayForget(held)) return found
    forgetTree()
    return compare()
  })
}

const pause = 60_000
let lastForgotten = -Infinity

/** A note that anybody could have written makes nobody read the whole log again more than once a minute. */
function mayForget({ signature }: HeldNote): boolean {
  const at = performance.now()
  if (signature !== 'good' && at - lastForgotten < pause) return false
  lastForgotten = at
  return true
}

/** From here on the ledger is known to be another one than somebody has seen; see ledgerStandingIn. */
export function standBy({ size, root }: HeldNote, at: Date): void {
  recordWitnessed({ size, root: root.toString('hex'), at: at.toISOString() }, { evenIfShorter: true })
}
