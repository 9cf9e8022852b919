import { z } from 'zod'
import { conditionIn, isBegun, type ConditionGiven } from '#app/forms/condition.form.ts'
import { seenRevision } from '#app/forms/fields.ts'
import { wordsIn, type Report, type Typed } from '#app/forms/typed-words.ts'
import { principles, type Principle } from '#content/vocabulary.ts'

/** A form longer than this is read by nobody. */
export const mostRows = 50

export const outcomes = ['approved', 'approved_with_conditions', 'declined'] as const
export type OutcomeGiven = (typeof outcomes)[number]

export interface AskedPoint {
  requirementId: string
  kind: 'change'
  reason: string
}

export type DecisionGiven = {
  seenRevision: number
  reason: string
} & (
  | { ask: true; points: AskedPoint[] }
  | {
      ask: false
      outcome: OutcomeGiven
      reasons: Partial<Record<Principle, string>>
      conditions: ConditionGiven[]
    }
)

/** What the page knows of the plan: under which principles a reason is owed, and what can be asked about. */
export interface DecideNeeds {
  reasons: readonly Principle[]
  askable: readonly string[]
}

const count = z.coerce.number('shell.form.invalid').int('shell.form.invalid').min(1).max(mostRows).default(1)

/** The whole decision at once, so that everything that is missing is said at once. `today` is the day on which it is made. */
export function decideForm(today: string, needs: DecideNeeds) {
  return z
    .looseObject({
      outcome: z.string().default(''),
      reason: z.string().default(''),
      conditionCount: count,
      askCount: count,
      seenRevision,
    })
    .transform((given, context): DecisionGiven => {
      const fields = given as unknown as Typed
      const report: Report = (field, message, params) =>
        context.addIssue({
          code: 'custom',
          path: [field],
          message,
          input: given,
          ...(params ? { params } : {}),
        })
      const { outcome, seenRevision } = given
      const reason = wordsIn(fields, 'reason', report)
      if (outcome === 'more_information') {
        if (reason === '') report('reason', 'decision.error.reasonForAsking')
        return { ask: true, seenRevision, reason, points: pointsIn(fields, given.askCount, needs, report) }
      }
      const chosen = outcomes.find((one) => one === outcome)
      if (!chosen) report('outcome', 'judging.error.outcome')
      const conditions =
        chosen === 'approved_with_conditions'
          ? numbersTo(given.conditionCount)
              .filter((number) => number === 1 || isBegun(fields, number))
              .map((number) => conditionIn(fields, number, today, report))
          : []
      const reasons = reasonsIn(fields, chosen ?? 'approved', needs.reasons, report)
      if (reason === '') report('reason', 'judging.error.reasonForDecision')
      return { ask: false, seenRevision, reason, outcome: chosen ?? 'approved', reasons, conditions }
    })
}

/** A no needs a reason under each principle; a yes where the reviewer left something open. `suffix`: one form for many plans. */
export function reasonsIn(
  fields: Typed,
  outcome: OutcomeGiven,
  owed: readonly Principle[],
  report: Report,
  suffix = '',
): Partial<Record<Principle, string>> {
  const reasons: Partial<Record<Principle, string>> = {}
  for (const principle of principles) {
    const name = `reason_${principle}${suffix}`
    const words = wordsIn(fields, name, report)
    if (words !== '') reasons[principle] = words
    else if (outcome === 'declined') report(name, 'decision.error.reasonToDecline')
    else if (owed.includes(principle)) report(name, 'decision.error.reasonOwed')
  }
  return reasons
}

function pointsIn(fields: Typed, rows: number, { askable }: DecideNeeds, report: Report): AskedPoint[] {
  const points: AskedPoint[] = []
  for (const number of numbersTo(rows)) {
    const requirementId = fields[`ask${number}`] ?? ''
    const reason = wordsIn(fields, `askReason${number}`, report)
    if (number > 1 && requirementId === '' && reason === '') continue
    if (!askable.includes(requirementId)) report(`ask${number}`, 'decision.error.ask')
    if (reason === '') report(`askReason${number}`, 'decision.error.askReason')
    points.push({ requirementId, kind: 'change', reason })
  }
  return points
}

export function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/** How many rows of a kind the form has, as it was sent. */
export function rowsTyped(typed: Typed | undefined, name: 'conditionCount' | 'askCount'): number {
  const read = Number(typed?.[name] ?? 1)
  return Number.isInteger(read) ? Math.min(Math.max(read, 1), mostRows) : 1
}

/** Buttons that change the form and decide nothing yet. Null when the button was the one that decides. */
export const StepForm = z.looseObject({ then: z.string().max(200, 'shell.form.invalid').optional() })
