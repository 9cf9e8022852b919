import { z } from 'zod'
import { identifier, paragraphs } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
export const longestComment = 4000

/** Where to go back to; whether it is a page of this plan is looked at where the plan is known. */
const then = z.string().max(300).optional()

export const CommentsForm = z.discriminatedUnion(
  'move',
  [
    z.object({
      move: z.literal('say'),
      /** Empty: about the whole plan. */
      requirementId: z.string().max(40).optional().default(''),
      body: paragraphs(key('together.comment.missing'), key('together.comment.tooLong'), longestComment),
      then,
    }),
    z.object({
      move: z.enum(['settle', 'reopen']),
      commentId: identifier(key('shell.form.invalid')),
      then,
    }),
  ],
  key('shell.form.invalid'),
)

/** A page of this plan and nothing else. */
export function backTo(assessmentId: string, then: string | undefined): string {
  const plan = `/app/assessments/${assessmentId}`
  const inside = then === plan || (then?.startsWith(`${plan}/`) && /^[\w/-]+$/.test(then))
  return `${inside ? then : `${plan}/comments`}#comments`
}
