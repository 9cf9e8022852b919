import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { countSignatures, listOutOfForce } from '#app/server/repositories/documents.server.ts'
import { listAppeals, listPastDecisions } from '#app/server/repositories/judgements.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { appealUntil, lastAppealDay } from '#app/server/workflows/assessment.server.ts'
import { appealOf, eventsOpen, type Outcome } from '#machines/processes.ts'

/** What the page of a plan says about its decision, and what this person can do about it. */
export async function afterDeciding(tx: Transaction, actor: Actor, row: AssessmentRow, reviews: boolean) {
  const readsRecord = mayRead(actor, 'full_record', row.facts, row.state)
  return {
    ...(await historyOf(tx, actor, row)),
    appealed: appealOf(row) === 'lodged',
    moves: {
      ...appealMoves(actor, row),
      undo: await mayUndo(tx, actor, row),
      issued: reviews && readsRecord,
    },
  }
}

export function appealMoves(actor: Actor, row: AssessmentRow) {
  const open = eventsOpen('assessment', row)
  const may = (action: 'lodgeAppeal' | 'takeBackAppeal' | 'upholdAppeal') =>
    open.includes(action) && mayAct(actor, action, row.facts)
  return {
    lodge: may('lodgeAppeal') && row.decision !== null && now() < appealUntil(row),
    takeBack: may('takeBackAppeal'),
    hear: may('upholdAppeal'),
  }
}

export async function mayUndo(tx: Transaction, actor: Actor, row: AssessmentRow): Promise<boolean> {
  if (!mayAct(actor, 'revertDecision', row.facts)) return false
  if (!row.decision || !eventsOpen('assessment', row).includes('revertDecision')) return false
  return (await countSignatures(tx, row.id, row.decision.decidedAt)) === 0
}

/** The decision that stands, for whoever may read it. */
export function decisionShown(actor: Actor, row: AssessmentRow) {
  const { decision } = row
  if (!decision || !mayRead(actor, 'decision', row.facts, row.state)) return null
  return {
    outcome: decision.outcome as Outcome,
    reason: decision.reason,
    reasons: decision.reasons as Record<string, string>,
    decidedAt: decision.decidedAt,
    hasLetter: decision.letter !== '',
    /** The last day; null where there is nothing to appeal against. */
    appealUntil:
      decision.outcome === 'approved' || appealOf(row) !== 'none'
        ? null
        : lastAppealDay(decision.decidedAt, row.call),
  }
}

/** Whoever may read a decision, and what was said before it. That it was undone since changes nothing. */
export function readsHistory(actor: Actor, { facts, state }: AssessmentRow): boolean {
  return mayRead(actor, 'earlier_remarks', facts, state) && mayRead(actor, 'decision', facts, 'decided')
}

/** Decisions that were undone, and appeals, by name: nothing of what was said is hidden by what came later. */
export async function historyOf(tx: Transaction, actor: Actor, row: AssessmentRow) {
  if (!readsHistory(actor, row)) return { past: [], appeals: [] }
  const past = await listPastDecisions(tx, row.id)
  const appeals = await listAppeals(tx, row.id)
  const outOfForce = past.length > 0 ? await listOutOfForce(tx, row.id) : []
  const names = await listNames(tx, [
    ...past.flatMap(({ decidedById, undoneById }) => [decidedById, undoneById]),
    ...appeals.flatMap(({ lodgedById, heardById }) => [lodgedById, ...(heardById ? [heardById] : [])]),
  ])
  const name = (personId: string | null) => (personId && names.get(personId)) ?? ''
  return {
    past: past.map((one) => ({
      number: one.number,
      outcome: one.outcome as Outcome,
      reason: one.reason,
      decidedAt: one.decidedAt,
      decidedBy: name(one.decidedById),
      kind: one.kind as 'reverted' | 'appealed',
      undoneAt: one.undoneAt,
      undoneBy: name(one.undoneById),
      because: one.undoneBecause,
      hasLetter: one.letter !== '',
      documents: fallenWith(one, outOfForce),
    })),
    appeals: appeals.map((one) => ({
      id: one.id,
      grounds: one.grounds,
      lodgedAt: one.lodgedAt,
      lodgedBy: name(one.lodgedById),
      state: one.state as 'lodged' | 'upheld' | 'dismissed' | 'taken_back',
      heardAt: one.heardAt,
      heardBy: name(one.heardById),
      reason: one.reason,
    })),
  }
}

/** Documents that went out of force together with a decision. The public page may say so only on a later day. */
function fallenWith(
  { decidedAt, undoneAt }: { decidedAt: Date; undoneAt: Date },
  documents: Awaited<ReturnType<typeof listOutOfForce>>,
) {
  const day = undoneAt.toISOString().slice(0, 10)
  const fallen = documents.filter(
    ({ createdAt, statusOn }) =>
      createdAt >= decidedAt &&
      createdAt <= undoneAt &&
      statusOn !== null &&
      statusOn.toISOString().slice(0, 10) >= day,
  )
  if (fallen.length === 0) return null
  return { numbers: fallen.map(({ number }) => number), publicFrom: fallen[0]!.statusOn! }
}
