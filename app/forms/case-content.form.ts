import { z } from 'zod'
import { AgeRecipient as recipient } from '#app/sealing/recipient.ts'

/** Everything here arrives sealed by the handler's own browser: the server checks sizes and whose keys they are. */
export const sealedMost = 1_000_000
/** A label is one of the small size class, so that a page of an inbox stays small. */
export const labelMost = 1_600
export const envelopeMost = 1_000

const sealed = (most: number) =>
  z
    .base64({ error: 'cases.error.notSealed' })
    .min(1, 'cases.error.notSealed')
    .max(Math.ceil((most * 4) / 3) + 4, 'cases.error.tooLong')

/** What came in a hidden field as JSON; anything else is refused as a whole. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string({ error: 'cases.error.notSealed' })
    .max(1_400_000, 'cases.error.tooLong')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'cases.error.notSealed' })
        return z.NEVER
      }
    })
    .pipe(schema)
}

export const conflictForm = z.object({
  conflict: z.enum(['none', 'conflict'], { error: 'cases.error.conflict' }),
})

export const partForm = z.object({ keyId: z.guid(), sealed: sealed(sealedMost) })
export const labelForm = z.object({ keyId: z.guid(), sealed: sealed(labelMost) })
export const fileForm = z.object({ fileId: z.guid() })
export const threadFileForm = z.object({
  keyId: z.guid(),
  sealed: z.array(sealed(sealedMost)).length(2),
  fileId: z.guid('cases.error.notSealed'),
  draftId: z.guid('cases.error.notSealed'),
})

/** Parts with their keys, in the order of the form. */
const reasonGiven = { keyId: z.guid(), sealed: sealed(sealedMost) }

const KeyEnvelope = z.strictObject({ keyId: z.guid(), handlerKeyId: z.guid(), sealed: sealed(envelopeMost) })
export type KeyEnvelope = z.infer<typeof KeyEnvelope>

export const handOverForm = z.object({
  handlerKeyId: z.guid('cases.error.whom'),
  envelopes: json(z.array(KeyEnvelope).max(2_000)),
})

const Holder = z.strictObject({
  handlerKeyId: z.guid().optional(),
  innerKeyId: z.guid().optional(),
  wayId: z.guid().optional(),
  sealed: sealed(envelopeMost * 2),
})
export type Holder = z.infer<typeof Holder>

/** As whoever made a key, or opened one, signed it; what it says is checked where the key is known. */
const vouched = z.strictObject({ by: z.guid(), how: z.enum(['made', 'opened']), signature: z.base64() })

export const vouchForm = z.object({
  vouched: json(
    z
      .array(z.strictObject({ keyId: z.guid(), ...vouched.shape }))
      .min(1)
      .max(500),
  ),
})

/** A new key in the place of an older one, for the same holders without whoever leaves. */
const NewGeneration = z.strictObject({
  kind: z.enum(['file', 'thread', 'identity']),
  threadId: z.guid().nullable(),
  generation: z.int().min(2),
  follows: z.base64().max(60),
  signed: vouched,
  recipient,
  envelopes: z.array(Holder).min(1).max(500),
})
export type NewGeneration = z.infer<typeof NewGeneration>

export const newKeysForm = z.object({ newKeys: json(z.array(NewGeneration).min(1).max(500)) })
export const endPartForm = z.object({ personId: z.guid('cases.error.whom'), ...newKeysForm.shape })

const NewThread = z.strictObject({
  threadId: z.guid(),
  recipient,
  signed: vouched,
  lookupHash: z.base64(),
  wayRecipient: recipient,
  wayEnvelope: sealed(envelopeMost),
  envelopes: z.array(Holder).min(1).max(500),
})
export type NewThread = z.infer<typeof NewThread>

export const newThreadForm = z.object({
  thread: json(NewThread),
  /** Who the person is, sealed for handlers. */
  keyId: z.guid(),
  sealed: sealed(sealedMost),
})

const envelopes = json(z.array(KeyEnvelope).min(1, 'cases.error.notSealed').max(2_000))
const proposalId = z.guid()

export const rejoinForm = z.object({
  ...reasonGiven,
  /** The older case and its thread in one choice. */
  older: z
    .string({ error: 'rejoin.error.older' })
    .regex(/^[0-9a-f-]{36}~[0-9a-f-]{36}$/, 'rejoin.error.older'),
  endOld: z.enum(['yes', 'no'], { error: 'rejoin.error.endOld' }),
})
export const joinForm = z.object({ proposalId, envelopes })
export const askForm = z.object(reasonGiven)
export const agreeForm = z.object({
  ...reasonGiven,
  proposalId,
  envelopes,
  telling: z.enum(['told', 'unsafe']),
})
/** Where there is no custodian: the first of two says why, the second tells the person or why not. */
export const agreeTwoForm = z.object({
  ...reasonGiven,
  proposalId,
  telling: z.enum(['told', 'unsafe']).default('unsafe'),
})
export const maskForm = z.object({ ...reasonGiven, partId: z.guid() })
export const redactForm = z.object({
  ...reasonGiven,
  partId: z.guid(),
  copy: sealed(sealedMost),
  copyKeyId: z.guid(),
})
export const proposalForm = z.object({ proposalId })
export const refusalForm = z.object({ ...reasonGiven, proposalId })
