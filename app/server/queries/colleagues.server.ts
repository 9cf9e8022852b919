import { base64 } from '@scure/base'
import type { Colleague } from '#app/sealing/proven-keys.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listSigned } from '#app/server/repositories/colleagues.server.ts'

/** Whose signers, and theirs: longer chains than this are compared by voice. */
const generations = 8

/**
 * What a browser needs in order not to believe us: of each key that it may seal to the statement and its signatures, and the
 * same of whoever signed.
 */
export async function colleaguesOf(tx: Transaction, keyIds: readonly string[]): Promise<Colleague[]> {
  const found = new Map<string, Colleague>()
  let wanted = [...new Set(keyIds)]
  for (let round = 0; round < generations && wanted.length > 0; round += 1) {
    const rows = await listSigned(tx, wanted)
    for (const { id, statement, signatures } of rows)
      found.set(id, {
        keyId: id,
        statement,
        signatures: signatures.map(({ byKeyId, signature }) => ({
          by: byKeyId,
          signature: base64.encode(signature),
        })),
      })
    const signers = rows.flatMap(({ signatures }) => signatures.map(({ byKeyId }) => byKeyId))
    wanted = [...new Set(signers)].filter((id) => !found.has(id))
  }
  return [...found.values()]
}
