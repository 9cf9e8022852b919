import { z } from 'zod'

const code = /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/

/** The password stands on the page already: whoever sends another did not use the page. */
export const RootKeyForm = z.object({ rootKeyPassword: z.string().regex(code, 'shell.form.invalid') })

const ticked = z.array(z.string()).refine((values) => values.includes('yes'), 'keys.error.sure')

export const RootKeyDoneForm = z.object({ done: z.enum(['delete', 'offer'], 'shell.form.invalid') })

export const RotateForm = z
  .object({
    lockedKeyPassword: z.string().trim().max(20_000, 'keys.error.notAKey').default(''),
    passwordOfKey: z.string().trim().max(200, 'keys.error.passwordOfKey').default(''),
    withdraw: z.array(z.string()),
    sure: ticked,
  })
  .refine(({ lockedKeyPassword: key }) => key === '' || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key), {
    path: ['lockedKeyPassword'],
    error: 'keys.error.notAKey',
  })
