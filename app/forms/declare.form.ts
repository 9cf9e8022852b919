import { z } from 'zod'
import type { Key } from '#content/words.ts'

const tooLong: Key = 'judging.error.reasonTooLong'

/** Whether there is a conflict. Why is nobody's to ask, and may be said. */
export const DeclareForm = z.object({
  conflict: z.enum(['none', 'conflict'], 'review.error.declare' satisfies Key),
  reason: z.string().trim().max(2_000, tooLong).default(''),
})
