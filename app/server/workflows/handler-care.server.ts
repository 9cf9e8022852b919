import { dateOf, dayOf } from '#content/working-days.ts'
import type { Actor } from '#app/policies/actor.ts'
import { bodiesToCareFor, mayCareForHandlersOf } from '#app/policies/handler-care.policy.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { handlesFor, saveSupervision } from '#app/server/repositories/handler-care.server.ts'

/** Asked before anybody looks at what was typed. */
export function mayCareForHandlers(actor: Actor): void {
  if (bodiesToCareFor(actor).length === 0) throw notPermitted()
}

/** A day, and nothing of what was said. Nobody enters their own; the last one entered counts, so a slip is put right by another. */
export async function noteSupervision(
  actor: Actor,
  given: { personId: string; organisationId: string; onDay: string },
  now: Date,
): Promise<void> {
  const { personId, organisationId, onDay } = given
  if (!mayCareForHandlersOf(actor, organisationId)) throw notFound()
  const today = dayOf(now)
  if (onDay > today) throw notReady()
  await withScope(actor.id, async (tx) => {
    if (!(await handlesFor(tx, organisationId, personId))) throw notFound()
    if (personId === actor.id) throw notPermitted()
    await saveSupervision(tx, {
      personId,
      organisationId,
      onDay: dateOf(onDay),
      byId: actor.id,
      enteredOn: dateOf(today),
    })
  })
}
