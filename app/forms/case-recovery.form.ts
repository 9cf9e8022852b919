import { z } from 'zod'
import { envelopeMost, sealedMost } from '#app/forms/case-content.form.ts'

/** Why two people of a case ask for it. A code: nothing of the case is written beside it. */
export const recoveryReasons = ['handlers_gone', 'no_answer', 'keys_lost'] as const

const sealed = (most: number) =>
  z
    .base64()
    .min(1)
    .max(Math.ceil((most * 4) / 3) + 4)

/** What the browser put into a hidden field; empty or odd means that nothing was sealed. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string({ error: 'recovery.error.notSealed' })
    .max(4_000_000, 'recovery.error.notSealed')
    .transform((text, context) => {
      try {
        const found = schema.safeParse(JSON.parse(text))
        if (found.success) return found.data
      } catch {
        // Said below, like everything that does not fit.
      }
      context.addIssue({ code: 'custom', message: 'recovery.error.notSealed' })
      return z.NEVER
    })
}

export const askRecoveryForm = z.object({
  why: z.enum(recoveryReasons, { error: 'recovery.error.why' }),
})

/** An envelope with its outer layer taken off, sealed once more: larger than one, smaller than three. */
export const halfMost = envelopeMost * 3

export const beginRecoveryForm = z.object({
  firstKey: z.guid(),
  secondKey: z.guid(),
  halves: json(
    z
      .array(z.strictObject({ keyId: z.guid(), sealed: sealed(halfMost) }))
      .min(1)
      .max(2_000),
  ),
})

export const namesForm = z.object({
  conflict: z.enum(['none', 'conflict'], { error: 'recovery.error.conflict' }),
  names: json(z.array(sealed(sealedMost)).max(20)).optional(),
})

export const declareRecoveryForm = z.object({
  conflict: z.enum(['none', 'conflict'], { error: 'recovery.error.conflict' }),
})

export const finishRecoveryForm = z.object({
  envelopes: json(
    z
      .array(z.strictObject({ keyId: z.guid(), handlerKeyId: z.guid(), sealed: sealed(envelopeMost) }))
      .min(1)
      .max(4_000),
  ),
})
