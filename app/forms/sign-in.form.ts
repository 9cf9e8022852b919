import { z } from 'zod'
import { code, optionalText } from '#app/forms/person-fields.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const credential = z.string().max(20_000).optional().default('')

/** By password, or by the passkey that the browser put into `credential`. */
export const SignInForm = z
  .object({ name: optionalText, password: optionalText, credential })
  .superRefine((typed, context) => {
    if (typed.credential) return
    if (!typed.name)
      context.addIssue({ code: 'custom', path: ['name'], message: key('auth.signIn.nameMissing'), input: '' })
    if (!typed.password) {
      context.addIssue({
        code: 'custom',
        path: ['password'],
        message: key('auth.signIn.passwordMissing'),
        input: '',
      })
    }
  })

export const CodeForm = z.object({ code })

export const SetUpForm = z.object({
  proposal: z.string(key('auth.setUp.stale')).max(2000, key('auth.setUp.stale')),
  code,
})

/** One of three, as the page asked. */
export const StepUpForm = z
  .object({ password: optionalText, code: z.string().max(100).optional().default(''), credential })
  .superRefine((typed, context) => {
    if (typed.password || typed.code || typed.credential) return
    context.addIssue({ code: 'custom', path: ['proof'], message: key('auth.stepUp.missing'), input: '' })
  })
