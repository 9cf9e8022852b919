import { z } from 'zod'
import { identifier, paragraphs } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
export const longestComment = 4000

/** Where to go back to; whether it is a page of this plan is looked at where the plan is known. */
const then = z.string().max(300).optional()

/** Without an audience, as in a page that was opened before there was a choice, the narrowest reads it. */
function commentsForm<const Audience extends string>(audiences: readonly [Audience, ...Audience[]]) {
  return z.discriminatedUnion(
    'move',
    [
      z.object({
        move: z.literal('say'),
        /** Empty: about the whole plan. */
        requirementId: z.string().max(40).optional().default(''),
        audience: z
          .enum(audiences, key('together.comment.audienceMissing'))
          .optional()
          .transform((chosen) => chosen ?? audiences[0]),
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
}

export const CommentsForm = commentsForm(['writers', 'both'])
export const DiscussionForm = commentsForm(['reviewers', 'both'])

/** A page of this plan and nothing else. */
export function backTo(
  assessmentId: string,
  then: string | undefined,
  page: 'comments' | 'discussion' = 'comments',
): string {
  const plan = `/app/assessments/${assessmentId}`
  const inside = then === plan || (then?.startsWith(`${plan}/`) && /^[\w/-]+$/.test(then))
  return `${inside ? then : `${plan}/${page}`}#comments`
}
