import { z } from 'zod'
import { identifier } from '#app/forms/fields.ts'

/** The text itself is read apart: it may come as a file, and every one of its characters counts. */
export const FrameworkForm = z.object({
  organisationId: identifier('frameworks.error.organisation'),
  do: z.enum(['check', 'publish'], 'shell.form.invalid').default('check'),
  /** The fingerprint of what was looked at before publishing. */
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'shell.form.invalid')
    .optional(),
})
export type FrameworkForm = z.output<typeof FrameworkForm>
