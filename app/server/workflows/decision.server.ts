import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import type { DecisionGiven } from '#app/forms/decide.form.ts'
import type { PanelDecision } from '#app/forms/panel.form.ts'
import { withScope } from '#app/server/database.server.ts'
import { AppError, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { composeLetter, type DecisionToTell } from '#app/server/workflows/letters.server.ts'
import { listReplacements } from '#app/server/repositories/replacements.server.ts'

/** Decides, with the letter exactly as it will be read; or asks for more information, which goes back to the author. */
export async function decide(actor: Actor, id: string, given: DecisionGiven, now: Date): Promise<void> {
  const { seenRevision, reason } = given
  if (given.ask) {
    const intent = { type: 'askForInformation', points: given.points, reason } as const
    await advanceAssessment(actor, id, intent, seenRevision, now)
    return
  }
  const { outcome, reasons, conditions } = given
  const written = await letterFor(actor, id, { outcome, reason, reasons, conditions }, now)
  const intent = { type: 'decide', outcome, reason, reasons, conditions, ...written } as const
  await advanceAssessment(actor, id, intent, seenRevision, now)
}

/** The letter as it would go out if this were decided now. */
export function letterFor(actor: Actor, id: string, decision: DecisionToTell, now: Date) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'decide', row.facts)) throw notPermitted()
    return composeLetter(tx, row, decision, now)
  })
}

export type PanelResult = 'decided' | AppError['code']

/** Each in a transaction of its own, against what was seen of it: one that cannot be decided holds up no other. */
export async function decideSeveral(
  actor: Actor,
  decisions: readonly PanelDecision[],
  now: Date,
): Promise<{ id: string; result: PanelResult }[]> {
  const results: { id: string; result: PanelResult }[] = []
  for (const { id, ...given } of decisions) {
    try {
      await decide(actor, id, { ask: false, conditions: [], ...given }, now)
      results.push({ id, result: 'decided' })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ id, result: error.code })
    }
  }
  return results
}

/** Another signed plan of the same body takes its place; the public page then names the newer document. */
export async function supersede(
  actor: Actor,
  id: string,
  given: { replacedById: string; reason: string },
  seenRevision: number,
  now: Date,
): Promise<void> {
  await withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'supersede', row.facts)) throw notPermitted()
    if (row.state !== 'signed') throw notReady()
    const known = await listReplacements(tx, scopeOf(actor), row)
    if (!known.some((one) => one.id === given.replacedById)) throw notFound()
  })
  await advanceAssessment(actor, id, { type: 'supersede', ...given }, seenRevision, now)
  // A request may mark documents, not say what replaces them.
}
