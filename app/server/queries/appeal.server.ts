import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { nobodyMayHear } from '#app/server/queries/appeal-hearers.server.ts'
import { headOf, permissionsOf, reviewingBodyName, sideOf } from '#app/server/queries/assessment.server.ts'
import {
  appealMoves,
  decisionShown,
  historyOf,
  mayUndo,
  readsHistory,
} from '#app/server/queries/decision-shown.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listPastDecisions } from '#app/server/repositories/judgements.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { appealOf, type Outcome } from '#machines/processes.ts'

/** Why it was decided so, until when somebody may ask that another looks again, and what became of that. */
export async function appealPage(actor: Actor, id: string) {
  const page = await readAppeal(actor, id)
  const nobodyHears = page.appeals.some(({ state }) => state === 'lodged') && (await nobodyMayHear(id))
  return { ...page, nobodyHears: nobodyHears ? page.reviewedBy : null }
}

function readAppeal(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const history = await historyOf(tx, actor, row)
    if (!mayRead(actor, 'decision', row.facts, row.state) && history.appeals.length === 0)
      throw notPermitted()
    if (!row.decision && history.appeals.length === 0) throw notFound()
    return {
      ...headOf(row, sideOf(actor, row)),
      reviewedBy: await reviewingBodyName(tx, row),
      decision: decisionShown(actor, row),
      ...history,
      now: now(),
      may: { ...appealMoves(actor, row), declare: permissionsOf(actor, row).declare },
    }
  })
}

export function undoPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (!mayAct(actor, 'revertDecision', row.facts)) throw notPermitted()
    return {
      ...headOf(row, 'reviewing_body'),
      decision: decisionShown(actor, row),
      appealed: appealOf(row) === 'lodged',
      may: await mayUndo(tx, actor, row),
    }
  })
}

/** The letter as it was sent: with the decision that stands, or with one that was undone. */
export function letterPage(actor: Actor, id: string, past: string | null) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const earlier =
      past !== null && readsHistory(actor, row)
        ? (await listPastDecisions(tx, id)).find(({ number }) => String(number) === past)
        : null
    if (past === null && !mayRead(actor, 'decision', row.facts, row.state)) throw notPermitted()
    const found = past === null ? row.decision : earlier
    if (!found) throw notFound()
    return {
      ...headOf(row, sideOf(actor, row)),
      reviewedBy: await reviewingBodyName(tx, row),
      text: found.letter,
      letterLocale: found.letterLocale,
      outcome: found.outcome as Outcome,
      decidedAt: found.decidedAt,
      reason: found.reason,
      undoneAt: earlier?.undoneAt ?? null,
      appealUntil: past === null ? (decisionShown(actor, row)?.appealUntil ?? null) : null,
      now: now(),
    }
  })
}
