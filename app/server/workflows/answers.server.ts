import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { findAnswer, writeAnswer, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { holdAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { openForChange } from '#app/server/workflows/open-for-change.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import { canonicalJson } from '#content/canonical.ts'

export interface AnswerValue {
  choice: string | null
  text: string
  dueOn: Date | null
  /** What no text holds; see content/answer-value. */
  value?: unknown
}

export type Saved = { saved: true } | { saved: false; theirs: StoredAnswer; theirName: string }

/**
 * Saves one answer, unless somebody saved it since `seenRevision`: then nothing is written and both texts can be shown.
 * Answers are open in a draft and, after changes were asked, where they were asked. What was taken from the passport is the
 * author's own from here on.
 */
export function saveAnswer(
  actor: Actor,
  assessmentId: string,
  requirementId: string,
  value: AnswerValue,
  seenRevision: number,
  now: Date,
): Promise<Saved> {
  return withScope(actor.id, async (tx) => {
    const row = await holdAssessment(tx, scopeOf(actor), assessmentId)
    const requirement = requirementOf(row, requirementId)
    if (!requirement) throw notFound()
    if (!mayAct(actor, 'answer', row.facts)) throw notPermitted()
    if (!openForChange(row, requirement)) throw notReady()

    const answer = { requirementId, ...value }
    if (await writeAnswer(tx, assessmentId, answer, seenRevision, actor.id, now)) return { saved: true }
    const theirs = (await findAnswer(tx, assessmentId, requirementId))!
    if (sameWords(theirs, answer)) return { saved: true }
    const author = await tx.person.findUnique({ where: { id: theirs.updatedById }, select: { name: true } })
    return { saved: false, theirs, theirName: author?.name ?? '' }
  })
}

/** A form sent twice says the same thing twice: that is no conflict. */
function sameWords(theirs: StoredAnswer, mine: AnswerValue): boolean {
  return (
    theirs.choice === mine.choice &&
    theirs.text === mine.text &&
    +(theirs.dueOn ?? 0) === +(mine.dueOn ?? 0) &&
    canonicalJson(theirs.value ?? null) === canonicalJson(mine.value ?? null)
  )
}
