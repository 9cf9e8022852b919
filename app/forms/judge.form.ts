import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const longest = 5_000
const tooLong: Key = 'judging.error.reasonTooLong'
const reason = z.string().trim().max(longest, tooLong).default('')

/** One judgement of one principle. A change is asked for with a reason; which answers it is about may be named. */
export const JudgeForm = z
  .object({
    judgement: z.enum(['accepted', 'changes_asked'], 'judging.error.judgement'),
    requirementIds: z.array(z.string().max(12)).default([]),
    reason,
    seenRevision,
  })
  .refine(({ judgement, reason }) => judgement === 'accepted' || reason !== '', {
    path: ['reason'],
    error: 'judging.error.reasonForChange',
  })

export const MoveForm = z.object({
  move: z.enum(['startReview', 'requestChanges', 'completeReview', 'retryDocuments'], 'judging.error.move'),
  seenRevision,
})

export const ReturnForm = z.object({
  returnReason: reason.refine((text) => text !== '', 'judging.error.reasonForReturn'),
  seenRevision,
})
