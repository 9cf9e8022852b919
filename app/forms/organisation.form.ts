import { z } from 'zod'
import { isCountry } from '#app/forms/countries.ts'
import { line } from '#app/forms/fields.ts'
import { checkContact, contact } from '#app/forms/invitation.form.ts'
import { personName } from '#app/forms/person-fields.ts'
import { organisationKinds, roles } from '#app/policies/actor.ts'
import { invites } from '#app/policies/organisation.policy.ts'

/** Whoever comes first can bring the others. */
export const firstRoles = roles.filter((role) => role in invites)

export const OrganisationForm = z
  .object({
    organisation: line('auth.organisation.missing', 'auth.name.tooLong'),
    kind: z.enum(organisationKinds, 'auth.organisation.kindMissing'),
    country: z
      .string('auth.organisation.countryMissing')
      .refine(isCountry, 'auth.organisation.countryMissing'),
    name: personName,
    role: z.enum(firstRoles, 'auth.invite.roleMissing'),
    ...contact,
  })
  .superRefine(checkContact)
