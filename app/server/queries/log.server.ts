import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'

const aPage = 100

/** The newest entries of the ledger: what was done and when, with ids and codes only. `before` is a position. */
export async function logPage(actor: Actor, before: number | null) {
  if (!mayAct(actor, 'seeLog', { organisationId: null })) throw notPermitted()
  return asSystem('the log for an administrator', async (tx) => {
    const rows = await tx.ledgerEntry.findMany({
      where: before === null ? {} : { position: { lt: before } },
      orderBy: { position: 'desc' },
      take: aPage,
      select: { position: true, at: true, action: true, subject: true, data: true },
    })
    const entries = rows.map(({ position, ...entry }) => ({ ...entry, position: Number(position) }))
    const last = entries.at(-1)
    return { entries, older: entries.length === aPage && last && last.position > 0 ? last.position : null }
  })
}
