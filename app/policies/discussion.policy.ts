import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide, mayAct, maySettle, type AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { judgesBlind, mustDeclare } from '#app/policies/review.policy.ts'

export const commentAudiences = ['writers', 'reviewers', 'both'] as const
/** Who reads a comment: those who write the plan, those who judge it, or both sides. */
export type CommentAudience = (typeof commentAudiences)[number]

/** From which side somebody speaks. Whoever belongs to both speaks for those who write. */
export type CommentSide = Exclude<CommentAudience, 'both'>

/** What a side reads, the narrowest first. */
export const readBySide = {
  writers: ['writers', 'both'],
  reviewers: ['reviewers', 'both'],
} as const satisfies Record<CommentSide, readonly CommentAudience[]>

/** Reads and writes on the side that judges: nobody who has not declared, stepped back, or judges blind and is not done. */
export function mayDiscuss(actor: Actor, facts: AssessmentFacts): boolean {
  return (
    mayAct(actor, 'discuss', facts) &&
    !isOnWritingSide(actor, facts) &&
    !judgesBlind(actor, facts) &&
    !mustDeclare(actor, facts)
  )
}

/** A comment is settled by the side that said it: an answer does not close the question of the other side. */
export function maySettleComment(
  actor: Actor,
  { authorId, side }: { authorId: string; side: CommentSide },
  facts: AssessmentFacts,
): boolean {
  return side === 'writers' ? maySettle(actor, authorId, facts) : mayDiscuss(actor, facts)
}
