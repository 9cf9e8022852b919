import { z } from 'zod'
import { day, line, paragraphs, seenRevision } from '#app/forms/fields.ts'

/** A call that closed before it opened would welcome nobody. `today` is a day: 2030-01-31. */
export function callForm(today: string) {
  return z.object({
    title: line('line.error.title', 'line.error.titleTooLong'),
    summary: paragraphs('line.error.summary', 'line.error.summaryTooLong'),
    closesOn: laterThan(today),
    /** `id/version`; without it, the newest that came with the program. */
    framework: z.string().max(80, 'frameworks.error.choice').optional(),
    leastTier: z.enum(['0', '1', '2', '3'], 'tier.error.least').default('0'),
  })
}

const move = z.object({
  seenRevision,
  move: z.enum(['publish', 'close', 'discard', 'extend'], 'shell.form.invalid'),
})

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
