import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide, mayRead } from '#app/policies/assessment.policy.ts'
import { mayReadNotes } from '#app/policies/note.policy.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { createNote, markNotes } from '#app/server/repositories/requirement-notes.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'

/**
 * What does not fit in a question, for whoever looks after it. No ledger entry: the body that reviews the plan may be the one
 * that reads the note, and an entry with its time would tell them who wrote it.
 */
export function sayWhatDoesNotFit(
  actor: Actor,
  assessmentId: string,
  requirementId: string,
  body: string,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), assessmentId)
    if (!isOnWritingSide(actor, row.facts)) throw notFound()
    if (!mayRead(actor, 'draft', row.facts, row.state)) throw notPermitted()
    if (!requirementOf(row, requirementId)) throw notFound()
    const { frameworkId, frameworkVersion } = row
    await createNote(tx, {
      frameworkId,
      frameworkVersion,
      requirementId,
      assessmentId,
      personId: actor.id,
      body,
      locale: actor.locale,
      at: now,
    })
  })
}

export async function markRead(actor: Actor, ids: string[]): Promise<void> {
  if (!mayReadNotes(actor)) throw notPermitted()
  await withScope(actor.id, (tx) => markNotes(tx, ids))
}
