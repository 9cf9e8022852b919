import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'

/** Sending is a declaration: a person says so, not a default. */
export const SubmitForm = z.object({
  seenRevision,
  /** Sent once more, after changes were asked. */
  again: z.string().optional(),
  confirmed: z.literal('yes', 'line.submit.error.confirm'),
})

export const WithdrawForm = z.object({ seenRevision })
