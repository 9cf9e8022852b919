import { z } from 'zod'
import { reasonsIn, type DecideNeeds } from '#app/forms/decide.form.ts'
import { largestRevision } from '#app/forms/fields.ts'
import { wordsIn, type Report, type Typed } from '#app/forms/typed-words.ts'
import type { Principle } from '#content/vocabulary.ts'

/** Conditions are written on the plan's own page. */
export const panelOutcomes = ['approved', 'declined'] as const

export interface PanelDecision {
  id: string
  seenRevision: number
  outcome: (typeof panelOutcomes)[number]
  reason: string
  reasons: Partial<Record<Principle, string>>
}

/** Several plans in one form; one without an outcome is left as it is. */
export function panelForm(plans: readonly { id: string; needs: Pick<DecideNeeds, 'reasons'> }[]) {
  return z.looseObject({}).transform((given, context): PanelDecision[] => {
    const fields = given as unknown as Typed
    const report: Report = (field, message, params) =>
      context.addIssue({
        code: 'custom',
        path: [field],
        message,
        input: given,
        ...(params ? { params } : {}),
      })
    const decisions = plans.flatMap(({ id, needs }): PanelDecision[] => {
      const typed = fields[`outcome_${id}`] ?? ''
      if (typed === '') return []
      const outcome = panelOutcomes.find((one) => one === typed)
      const seen = Number(fields[`seen_${id}`])
      if (!outcome || !Number.isInteger(seen) || seen < 0 || seen > largestRevision) {
        report(`outcome_${id}`, 'shell.form.invalid')
        return []
      }
      const reason = wordsIn(fields, `reason_${id}`, report)
      if (reason === '') report(`reason_${id}`, 'judging.error.reasonForDecision')
      const reasons = reasonsIn(fields, outcome, needs.reasons, report, `_${id}`)
      return [{ id, seenRevision: seen, outcome, reason, reasons }]
    })
    if (decisions.length === 0 && context.issues.length === 0) report('', 'decision.error.nothingChosen')
    return decisions
  })
}

/** Plans that were decided about in the form and can no longer be decided, each with what was typed about it. */
export function goneFrom<Plan extends { id: string }>(
  typed: Typed,
  plans: readonly Plan[],
): (Plan & { words: Typed })[] {
  return plans.flatMap((plan) => {
    const own = Object.entries(typed).filter(([name]) => name.endsWith(`_${plan.id}`))
    const decided = (typed[`outcome_${plan.id}`] ?? '') !== ''
    return decided ? [{ ...plan, words: Object.fromEntries(own) }] : []
  })
}
