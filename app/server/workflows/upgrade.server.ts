import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { lockAssessment } from '#app/server/repositories/assessments.server.ts'
import { newerVersionOf } from '#app/server/repositories/framework-versions.server.ts'
import { saveFrameworkVersion } from '#app/server/repositories/plan-context.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** The newest version of the framework after the one that a plan answers; null when it answers the newest. */
export async function newerVersion(
  tx: Transaction,
  { frameworkId, frameworkVersion }: { frameworkId: string; frameworkVersion: number },
): Promise<number | null> {
  return (await newerVersionOf(tx, frameworkId, frameworkVersion))?.version ?? null
}

/**
 * Takes an open plan over to a newer version of its framework. Every answer stays under the id of its question.
 * Only a draft: once something was judged, the questions do not change under the person who judges.
 */
export function upgradePlan(
  actor: Actor,
  id: string,
  version: number,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await lockAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'submit', row.facts)) throw notPermitted()
    if (row.state !== 'draft') throw notReady()
    if (row.revision !== seenRevision || (await newerVersion(tx, row)) !== version) throw changedByAnother()
    await saveFrameworkVersion(tx, row, version)
    await appendLedger(tx, {
      action: 'assessment.upgrade',
      subject: id,
      actorId: actor.id,
      data: { framework: `${row.frameworkId}/${version}`, from: row.frameworkVersion },
      at: now,
    })
  })
}
