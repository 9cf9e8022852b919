import { z } from 'zod'
import { roles } from '#app/policies/actor.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

/** What an administrator does for one member: another job, the end of one, or a new start for the second factor. */
export const PersonForm = z
  .object({
    change: z.enum(['give', 'end', 'reset']),
    role: z.enum(roles).optional(),
    membershipId: z.uuid().optional(),
  })
  .superRefine((typed, context) => {
    if (typed.change === 'give' && !typed.role) {
      context.addIssue({ code: 'custom', path: ['role'], message: key('auth.invite.roleMissing'), input: '' })
    }
    if (typed.change === 'end' && !typed.membershipId) {
      context.addIssue({
        code: 'custom',
        path: ['membershipId'],
        message: key('auth.invite.roleMissing'),
        input: '',
      })
    }
  })
