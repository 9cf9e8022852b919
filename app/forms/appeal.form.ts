import { z } from 'zod'
import { paragraphs, seenRevision } from '#app/forms/fields.ts'

export const LodgeForm = z.object({
  grounds: paragraphs('decision.error.grounds', 'decision.error.tooLong'),
  seenRevision,
})

export const HearForm = z.object({
  heard: z.enum(['upheld', 'dismissed'], 'decision.error.heard'),
  reason: paragraphs('decision.error.reasonHeard', 'decision.error.tooLong'),
  seenRevision,
})

export const TakeBackAppealForm = z.object({ seenRevision })
