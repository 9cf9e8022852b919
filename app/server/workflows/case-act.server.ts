import type { Actor } from '#app/policies/actor.ts'
import { knowsOf } from '#app/policies/concern.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { listKeys } from '#app/server/repositories/cases.server.ts'
import { lockConcern, type ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import type { SealedGiven } from '#app/server/workflows/case-content.server.ts'

/** What is done in a case without moving it, by somebody who handles it and may; the case waits meanwhile. */
export function actInCase<Result>(
  actor: Actor,
  concernId: string,
  may: (row: ConcernRow) => boolean,
  run: (tx: Transaction, row: ConcernRow) => Promise<Result>,
): Promise<Result> {
  return withScope(actor.id, async (tx) => {
    const row = await lockConcern(tx, scopeOf(actor), concernId)
    if (!knowsOf(actor, row.facts)) throw notFound()
    if (!may(row)) throw notPermitted()
    return run(tx, row)
  })
}

/** What a step says beside its stage is under the key that every handler has. */
export async function inFileOnly(
  tx: Transaction,
  concernId: string,
  parts: readonly SealedGiven[],
): Promise<void> {
  const kinds = new Map((await listKeys(tx, concernId)).map(({ id, kind }) => [id, kind]))
  if (parts.length === 0 || parts.some(({ keyId }) => kinds.get(keyId) !== 'file')) throw notReady()
}
