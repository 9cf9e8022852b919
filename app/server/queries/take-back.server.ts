import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import {
  headOf,
  permissionsOf,
  refuseOtherReaders,
  reviewingBodyName,
} from '#app/server/queries/assessment.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** Before a plan is taken back: who stops reading it, and until when it can be sent again. */
export function takeBackPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    if (!permissionsOf(actor, row).takeBack) throw notPermitted()
    return {
      ...headOf(row, 'author'),
      now: now(),
      reviewedBy: await reviewingBodyName(tx, row),
      callClosed: row.call !== null && row.call.state !== 'open',
    }
  })
}
