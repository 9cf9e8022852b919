import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'

export const SignForm = z.object({
  read: z.array(z.string()).refine((ticked) => ticked.includes('yes'), 'judging.error.read'),
  seenRevision,
})
