import { z } from 'zod'
import { largestRevision, seenRevision } from '#app/forms/fields.ts'

/** Sending is a declaration: a person says so, not a default. */
export const SubmitForm = z.object({
  seenRevision,
  /** Sent once more, after changes were asked. */
  again: z.string().optional(),
  confirmed: z.literal('yes', 'line.submit.error.confirm'),
})

export const WithdrawForm = z.object({ seenRevision })

/** Once the call has closed, what is taken back is not sent again: whoever does it says that they know. */
export function takeBackForm(callClosed: boolean) {
  return z.object({
    seenRevision,
    understood: callClosed ? z.literal('yes', 'line.takeBack.error.understood') : z.string().optional(),
  })
}

export const UpgradeForm = z.object({
  seenRevision,
  version: z.coerce.number('shell.form.invalid').int('shell.form.invalid').min(0).max(largestRevision),
})
