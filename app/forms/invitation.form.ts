import { z } from 'zod'
import { oneLine } from '#app/forms/one-line.ts'
import {
  code,
  email,
  newPassword,
  optionalText,
  personName,
  sameTwice,
  twice,
  userName,
} from '#app/forms/person-fields.ts'
import { organisationKinds, roles } from '#app/policies/actor.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

type Context = z.core.$RefinementCtx
type Contact = { how: 'mail' | 'print'; email: string; userName: string }

export function checkContact({ how, ...typed }: Contact, context: Context): void {
  const [field, schema] = how === 'mail' ? (['email', email] as const) : (['userName', userName] as const)
  const checked = schema.safeParse(typed[field])
  if (checked.success) return
  context.addIssue({
    code: 'custom',
    path: [field],
    message: checked.error.issues[0]!.message,
    input: typed[field],
  })
}

/** One of the two, as it is stored: small letters. */
export function contactOf({ how, ...typed }: Contact): { email: string | null; userName: string | null } {
  return how === 'mail'
    ? { email: typed.email.toLowerCase(), userName: null }
    : { email: null, userName: typed.userName.toLowerCase() }
}

export const contact = {
  how: z.enum(['mail', 'print'], key('auth.contact.missing')),
  email: optionalText,
  userName: optionalText,
}

export const InviteForm = z
  .object({ name: personName, role: z.enum(roles, key('auth.invite.roleMissing')), ...contact })
  .superRefine(checkContact)

export const WithdrawForm = z.object({ invitationId: z.uuid() })

/** The code alone shows the invitation; `accept` makes an account; `join` adds a job to the account signed in. */
export const InvitationForm = z
  .object({
    step: z.enum(['read', 'accept', 'join']).optional().default('read'),
    code,
    userName: optionalText,
    password: optionalText,
    passwordAgain: optionalText,
  })
  .superRefine((typed, context) => {
    if (typed.step !== 'accept') return
    const names = typed.userName ? userName.safeParse(typed.userName) : null
    if (names?.error) {
      context.addIssue({
        code: 'custom',
        path: ['userName'],
        message: names.error.issues[0]!.message,
        input: typed.userName,
      })
    }
    const password = newPassword.safeParse(typed.password)
    if (password.error) {
      context.addIssue({
        code: 'custom',
        path: ['password'],
        message: password.error.issues[0]!.message,
        input: '',
      })
    } else sameTwice(typed, context)
  })

export const FirstAdministratorForm = z
  .object({
    token: z
      .string(key('auth.firstAdministrator.tokenMissing'))
      .min(1, key('auth.firstAdministrator.tokenMissing'))
      .max(100),
    organisation: z
      .string(key('auth.organisation.missing'))
      .transform(oneLine)
      .pipe(z.string().min(1, key('auth.organisation.missing')).max(200, key('auth.name.tooLong'))),
    kind: z.enum(organisationKinds, key('auth.organisation.kindMissing')),
    country: z
      .string(key('auth.organisation.countryMissing'))
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, key('auth.organisation.countryMissing')),
    name: personName,
    ...contact,
    ...twice,
  })
  .superRefine(checkContact)
  .superRefine(sameTwice)
