import type { Actor } from '#app/policies/actor.ts'
import { supervisionWithin } from '#app/forms/supervision.form.ts'
import { bodiesToCareFor, loadBand, supervisionOf } from '#app/policies/handler-care.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { carePage } from '#app/server/queries/case-steps.server.ts'
import { listHandlersOf } from '#app/server/repositories/handler-care.server.ts'
import { dayOf } from '#content/working-days.ts'

/** Whom I look after in a case, and who handles cases with me: how much lies with each, in bands, and nothing of any case. */
export async function wholeCarePage(actor: Actor) {
  const at = now()
  const today = dayOf(at)
  const lines = await carePage(actor)
  const bodies = await withScope(actor.id, async (tx) => {
    const shown = []
    for (const { id, name } of bodiesToCareFor(actor)) {
      const handlers = await listHandlersOf(tx, id, at)
      if (handlers.length > 0) shown.push({ id, name, handlers: handlers.map(shownLine) })
    }
    return shown
  })
  if (lines.length === 0 && bodies.length === 0) throw notPermitted()
  return { lines, bodies }

  function shownLine({ personId, name, hasKey, open, late, alone, supervisedOn }: Line) {
    return {
      personId,
      name,
      hasKey,
      isMe: personId === actor.id,
      open: loadBand(open),
      late: loadBand(late),
      /** Whether every open case of theirs could be opened by somebody else too. */
      covered: open === 0 ? null : alone === 0,
      supervisedOn,
      supervision: supervisionOf(supervisedOn && dayOf(supervisedOn), today, supervisionWithin),
    }
  }
}
type Line = Awaited<ReturnType<typeof listHandlersOf>>[number]
