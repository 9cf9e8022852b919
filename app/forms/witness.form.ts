import { z } from 'zod'
import { email, personName } from '#app/forms/person-fields.ts'

export const WitnessForm = z.object({ name: personName, email })

export const EndWitnessForm = z.object({ end: z.uuid('shell.form.invalid') })
