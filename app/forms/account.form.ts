import { z } from 'zod'
import { sameTwice, twice } from '#app/forms/person-fields.ts'
import { locales } from '#content/locale.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

export const LanguageChoice = z.object({
  locale: z.enum(locales),
  returnTo: z.string().max(1000).optional().default('/app'),
})

export const JobForm = z.object({ membershipId: z.uuid(key('auth.account.jobMissing')) })

export const PasswordForm = z
  .object({
    current: z
      .string(key('auth.password.currentMissing'))
      .min(1, key('auth.password.currentMissing'))
      .max(1000),
    ...twice,
  })
  .superRefine(sameTwice)

export const NewPasskeyForm = z.object({
  name: z
    .string(key('auth.passkeys.nameMissing'))
    .min(1, key('auth.passkeys.nameMissing'))
    .max(60, key('auth.name.tooLong')),
  credential: z
    .string(key('auth.passkey.needsScript'))
    .min(1, key('auth.passkey.needsScript'))
    .max(20_000, key('auth.passkey.refused')),
})

export const RemovePasskeyForm = z.object({ passkeyId: z.uuid() })
