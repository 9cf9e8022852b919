import type { Actor } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { historyOf } from '#app/server/queries/decision-shown.server.ts'
import { pointsOf } from '#app/server/queries/judge.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSent } from '#app/server/repositories/earlier-submissions.server.ts'
import { listRemarks } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { askingNow } from '#app/server/workflows/open-for-change.server.ts'
import { changedIn, type SentContent } from '#app/server/workflows/record-judging.server.ts'
import { principles, type Principle } from '#content/index.ts'

export interface AnsweredChange {
  principle: Principle
  requirementId: string
  question: string | null
  reason: string
  askedBy: string
  askedAt: Date
  /** The submission in which it came back otherwise; null where the same came again. */
  changedIn: number | null
}

/** Every change that was asked and sent back since, by name: what the reviewer wanted, and whether it came otherwise. */
export async function changesAnswered(tx: Transaction, row: AssessmentRow): Promise<AnsweredChange[]> {
  const newest = row.submissions[0]?.number ?? 0
  if (newest < 2) return []
  const sent: SentContent[] = []
  for (let number = 1; number <= newest; number += 1) {
    const one = await findSent(tx, row.id, number)
    if (one) sent.push(one)
  }
  const remarks = await listRemarks(tx, row.id)
  const names = await listNames(
    tx,
    remarks.map(({ reviewerId }) => reviewerId),
  )
  return sent
    .filter(({ number }) => number < newest)
    .flatMap(({ number, content }) =>
      principles.flatMap((principle) =>
        askingNow({ submissions: [{ number }] }, remarks, principle).flatMap((remark) =>
          pointsOf(remark)
            .filter(({ kind }) => kind === 'change')
            .map(({ requirementId, reason }) => ({
              principle,
              requirementId,
              question: content.requirements.find(({ id }) => id === requirementId)?.question ?? null,
              reason,
              askedBy: names.get(remark.reviewerId) ?? '',
              askedAt: remark.at,
              changedIn: changedIn(requirementId, number, sent),
            })),
        ),
      ),
    )
}

/** The appeals that set a decision aside, for whoever decides anew; nothing once it is decided again. */
export async function appealsUpheld(tx: Transaction, actor: Actor, row: AssessmentRow) {
  if (row.decision) return []
  const { appeals } = await historyOf(tx, actor, row)
  return appeals.filter(({ state }) => state === 'upheld')
}
