import type { Transaction } from '#app/server/database.server.ts'

const columns = {
  id: true,
  statement: true,
  signatures: { select: { byKeyId: true, signature: true }, orderBy: { byKeyId: 'asc' } },
} as const

/** These keys with what was signed under each, ended ones too: what they signed stays signed. */
export function listSigned(tx: Transaction, ids: readonly string[]) {
  return tx.handlerKey.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { id: 'asc' },
    select: columns,
  })
}
