import type { CommentSide } from '#app/policies/discussion.policy.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { except, holders, membersStill } from '#app/server/jobs/holders.server.ts'
import type { Parties } from '#app/server/jobs/recipients.server.ts'
import { listSaidToBoth } from '#app/server/repositories/comments.server.ts'

/** Who of one side has spoken to the other: they wait for an answer, or were part of it. */
export async function whoSpoke(tx: Transaction, assessmentId: string, side: CommentSide): Promise<string[]> {
  const said = await listSaidToBoth(tx, assessmentId)
  return said.filter((one) => one.side === side).map(({ authorId }) => authorId)
}

/**
 * Of the body that reviews: its first reviewer and whoever asked; where there is neither, whoever may begin. Nobody who still
 * judges without knowing what others say.
 */
export async function reviewersAsked(
  tx: Transaction,
  { id, reviewingBodyId, reviewers }: Parties,
): Promise<string[]> {
  const blind = reviewers
    .filter(({ part, doneAt }) => part !== 'first' && doneAt === null)
    .map(({ personId }) => personId)
  const firsts = reviewers.filter(({ part }) => part === 'first').map(({ personId }) => personId)
  const asked = await membersStill(tx, reviewingBodyId, [...firsts, ...(await whoSpoke(tx, id, 'reviewers'))])
  const people =
    asked.length > 0 ? asked : await holders(tx, reviewingBodyId, ['reviewer', 'programme_officer'])
  return except(people, blind)
}
