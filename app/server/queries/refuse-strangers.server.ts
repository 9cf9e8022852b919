import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** For whoever has nothing to do with a record there is none, whatever they typed: asked before their form is read. */
export function refuseStrangers(actor: Actor, assessmentId: string): Promise<void> {
  return withScope(actor.id, async (tx) => void (await getAssessment(tx, scopeOf(actor), assessmentId)))
}
