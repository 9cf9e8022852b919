import { z } from 'zod'

const notOurs = 'shell.form.invalid'
const sealed = z.base64(notOurs).min(1, notOurs).max(20_000, notOurs)

/** Everything in it was made by the browser; whoever sends something else did not use the page. */
export const MakeKeyForm = z.object({
  organisationId: z.guid(notOurs),
  statement: z.string(notOurs).min(1, notOurs).max(4_000, notOurs),
  signature: sealed,
  wrap: sealed,
})

export const SignKeyForm = z.object({ byKeyId: z.guid(notOurs), signature: sealed })

export const KnownKeyForm = z.object({ byKeyId: z.guid(notOurs), wrap: sealed, proof: sealed })

export const LockKeyForm = z.object({ wrap: sealed, proof: sealed })

export const EndWrapForm = z.object({ wrapId: z.guid(notOurs) })

export const EndKeyForm = z.object({
  sure: z.array(z.string()).refine((values) => values.includes('yes'), 'caseKeys.error.sure'),
})
