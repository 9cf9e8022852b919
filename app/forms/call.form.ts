import { z } from 'zod'
import type { Key } from '#content/words.ts'
import { day, line, paragraphs, seenRevision } from '#app/forms/fields.ts'

/** The most is this project's proposal, like the number that stands there first. */
const mostAppealDays = 365
const appealDays = z
  .string()
  .default('28')
  .transform((typed, context) => {
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
    if (days >= 1 && days <= mostAppealDays) return days
    const values = { minimum: 1, maximum: mostAppealDays }
    context.addIssue({
      code: 'custom',
      message: 'decision.appealDays.error' satisfies Key,
      params: { values },
      input: typed,
    })
    return z.NEVER
  })

/** A call that closed before it opened would welcome nobody. `today` is a day: 2030-01-31. */
export function callForm(today: string) {
  return z.object({
    title: line('line.error.title', 'line.error.titleTooLong'),
    summary: paragraphs('line.error.summary', 'line.error.summaryTooLong'),
    closesOn: laterThan(today),
    /** `id/version`; without it, the newest that came with the program. */
    framework: z.string().max(80, 'frameworks.error.choice').optional(),
    appealDays,
    leastTier: z.enum(['0', '1', '2', '3'], 'tier.error.least').default('0'),
  })
}

const move = z.object({
  seenRevision,
  move: z.enum(['publish', 'close', 'discard', 'extend', 'appealDays'], 'shell.form.invalid'),
})

export const AppealDaysForm = z.object({ appealDays })

export const CallMoveForm = move.extend({ closesOn: z.string().optional().default('') })

/** Time is given, never taken away. `until` is the last day as it stands. */
export function extendForm(today: string, until: string) {
  return z.object({
    closesOn: laterThan(today).refine((closesOn) => closesOn > until, 'line.call.error.notLater'),
  })
}

function laterThan(today: string) {
  return day('line.call.error.closesOn').refine((closesOn) => closesOn > today, 'line.call.error.past')
}
