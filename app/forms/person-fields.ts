import { z } from 'zod'
import { oneLine } from '#app/forms/one-line.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const shortestPassword = 12
const longestPassword = 200

/** What was typed, or nothing. */
export const optionalText = z.string().max(4000).optional().default('')

export const personName = z
  .string(key('auth.name.missing'))
  .transform(oneLine)
  .pipe(z.string().min(1, key('auth.name.missing')).max(120, key('auth.name.tooLong')))

export const email = z
  .email(key('auth.email.wrong'))
  .max(200, key('auth.email.wrong'))
  .transform((address) => address.toLowerCase())

/** Never with an @, so that it cannot be taken for an e-mail address. */
export const userName = z
  .string(key('auth.userName.missing'))
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, key('auth.userName.wrong'))

export const code = z
  .string(key('auth.code.missing'))
  .min(1, key('auth.code.missing'))
  .max(100, key('auth.code.tooLong'))

export const newPassword = z
  .string(key('auth.password.tooShort'))
  .min(shortestPassword, key('auth.password.tooShort'))
  .max(longestPassword, key('auth.password.tooLong'))
  .refine((password) => new Set(password).size >= 5, key('auth.password.tooSimple'))

/** Typed twice, because nothing shows what was typed. */
export const twice = { password: newPassword, passwordAgain: z.string().optional().default('') }

export function sameTwice(
  typed: { password: string; passwordAgain: string },
  context: z.core.$RefinementCtx,
): void {
  if (typed.password !== typed.passwordAgain) {
    context.addIssue({
      code: 'custom',
      path: ['passwordAgain'],
      message: key('auth.password.notSame'),
      input: '',
    })
  }
}
