import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const longest = 5_000
const tooLong: Key = 'judging.error.reasonTooLong'
const reason = z.string().trim().max(longest, tooLong).default('')

export const marks = ['none', 'exception', 'change'] as const
export type Mark = (typeof marks)[number]

export const markField = (id: string) => `mark-${id}`
export const whyField = (id: string) => `why-${id}`

export interface JudgedPoint {
  requirementId: string
  kind: 'change' | 'exception' | 'sampled'
  reason: string
}

interface Judged {
  judgement: 'accepted' | 'changes_asked'
  reason: string
  points: JudgedPoint[]
  seenRevision: number
}

/** What one principle holds: its answers and lists by id, and which of them were chosen at random for a reason. */
interface Asked {
  ids: readonly string[]
  sampled: readonly string[]
}

/**
 * One judgement of one principle. What is accepted with an exception, and what has to change, is named, each with its reason;
 * what was chosen at random is accepted with a reason too.
 */
export function judgeForm({ ids, sampled }: Asked): z.ZodType<Judged> {
  const each = ids.flatMap((id) => [
    [markField(id), z.enum(marks, 'shell.form.invalid').default('none')] as const,
    [whyField(id), reason] as const,
  ])
  return z
    .object({
      judgement: z.enum(['accepted', 'changes_asked'], 'judging.error.judgement'),
      reason,
      seenRevision,
      ...Object.fromEntries<z.ZodType>(each),
    })
    .transform((form, context): Judged => {
      const typed = form as Record<string, unknown>
      const { judgement } = form
      const fault = (field: string, message: Key, id = '') =>
        context.addIssue({
          code: 'custom',
          path: [field],
          message,
          params: { values: { id } },
          input: typed[field],
        })
      const points = ids.flatMap((id): JudgedPoint[] => {
        const mark = typed[markField(id)] as Mark
        const why = typed[whyField(id)] as string
        if (mark !== 'none') {
          if (why === '') fault(whyField(id), `review.error.${mark}`, id)
          return [{ requirementId: id, kind: mark, reason: why }]
        }
        if (sampled.includes(id)) {
          if (why === '' && judgement === 'accepted') fault(whyField(id), 'review.error.sampled', id)
          return why === '' ? [] : [{ requirementId: id, kind: 'sampled', reason: why }]
        }
        if (why !== '') fault(markField(id), 'review.error.mark', id)
        return []
      })
      const asks = points.filter(({ kind }) => kind === 'change')
      if (judgement === 'changes_asked' && asks.length === 0) fault('judgement', 'review.error.nothingNamed')
      if (judgement === 'accepted' && asks.length > 0)
        fault('judgement', 'review.error.acceptedWithChange', asks[0]!.requirementId)
      return { judgement, reason: form.reason, points, seenRevision: form.seenRevision }
    })
}

export const MoveForm = z.object({
  move: z.enum(['startReview', 'requestChanges', 'completeReview', 'retryDocuments'], 'judging.error.move'),
  seenRevision,
})

export const ReturnForm = z.object({
  returnReason: reason.refine((text) => text !== '', 'judging.error.reasonForReturn'),
  seenRevision,
})
