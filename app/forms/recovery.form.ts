import { z } from 'zod'
import { code, sameTwice, twice } from '#app/forms/person-fields.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

/** By which name somebody signs in: an e-mail address or a user name. */
export const AskForm = z.object({
  name: z
    .string(key('auth.signIn.nameMissing'))
    .min(1, key('auth.signIn.nameMissing'))
    .max(200, key('auth.signIn.nameMissing')),
})

export const ComeBackForm = z.object({ code, ...twice }).superRefine(sameTwice)

export const VouchForm = z.object({ recoveryId: z.uuid(key('auth.recoveries.gone')) })
