import { mayRead } from '#app/policies/assessment.policy.ts'
import { judgesBlind } from '#app/policies/review.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { sideOf } from '#app/server/queries/assessment.server.ts'
import { headOf } from '#app/server/queries/case.server.ts'
import { toldProcess } from '#app/server/queries/told-process.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { openedCase } from '#app/server/workflows/case-content.server.ts'
import { picture, placesNow } from '#machines/processes.ts'

export { processList, processPage } from '#app/server/queries/told-process.server.ts'

/** How an assessment works, with the places where this one stands, as far as this person may know them. */
export function assessmentProcessPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const reads = (what: Parameters<typeof mayRead>[1]) => mayRead(actor, what, row.facts, row.state)
    if (!reads('progress')) throw notPermitted()
    const side = sideOf(actor, row)
    const seesJudgements = reads('remarks') && !judgesBlind(actor, row.facts)
    const seesDecision = reads('decision')
    const places = placesNow('assessment', row).filter((place) => {
      if (place.startsWith('process.')) return true
      return place.startsWith('appeal.') ? seesDecision : seesJudgements
    })
    const passed = picture('assessment', row, side)
      .filter(({ status }) => status === 'done')
      .map((step) => `process.${step.id}`)
    return { id: row.id, title: row.title, ...toldProcess('assessment', side, { places, passed }) }
  })
}

/** How a case works, with the places where this one stands, for whoever handles it and declared. */
export function caseProcessPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await openedCase(tx, actor, concernId)
    const { id, reference, steps } = headOf(row)
    const places = placesNow('concern', row)
    const passed = steps.filter(({ status }) => status === 'done').map((step) => `stage.${step.id}`)
    return { id, reference, ...toldProcess('concern', 'handler', { places, passed }) }
  })
}
