import { z } from 'zod'
import { sealedMost } from '#app/forms/case-content.form.ts'

export const deskKinds = ['access', 'rectification', 'objection', 'order', 'complaint'] as const
export type DeskKind = (typeof deskKinds)[number]

export const deskStates = [
  'received',
  'identity_checked',
  'searched',
  'weighed',
  'signed',
  'answered',
  'appealed',
] as const
export type DeskState = (typeof deskStates)[number]

/** What is written down at the desk, and what its sealed part says. */
export const deskFields = {
  received: ['who', 'what'],
  identity: ['safe', 'how'],
  searched: ['where', 'found'],
  weighed: ['others', 'decision', 'why'],
  reply: ['words'],
  signed: [],
  answered: ['how'],
  appealed: ['words'],
  again: ['why'],
  extended: ['why'],
} as const
export type DeskStep = keyof typeof deskFields
export const deskSteps = Object.keys(deskFields) as DeskStep[]

/** Nobody learns from any of these whether there is a case. */
export const deskDecisions = ['give', 'part', 'refuse', 'neither'] as const

/** From where each step leads where. A reply is written, and written anew, until a second person signs it. */
export const deskMoves: Record<
  Exclude<DeskStep, 'received' | 'extended'>,
  { from: DeskState; to: DeskState }
> = {
  identity: { from: 'received', to: 'identity_checked' },
  searched: { from: 'identity_checked', to: 'searched' },
  weighed: { from: 'searched', to: 'weighed' },
  reply: { from: 'weighed', to: 'weighed' },
  signed: { from: 'weighed', to: 'signed' },
  answered: { from: 'signed', to: 'answered' },
  appealed: { from: 'answered', to: 'appealed' },
  again: { from: 'appealed', to: 'searched' },
}

const sealed = z
  .base64({ error: 'desk.error.notSealed' })
  .min(1, 'desk.error.notSealed')
  .max(Math.ceil((sealedMost * 4) / 3) + 4, 'desk.error.tooLong')

export const newRequestForm = z.object({
  id: z.guid(),
  kind: z.enum(deskKinds, { error: 'desk.error.kind' }),
  receivedOn: z.iso.date('desk.error.receivedOn'),
  sealed,
})

export const deskStepForm = z.object({
  step: z.enum(deskSteps as [DeskStep, ...DeskStep[]]),
  sealed: sealed.or(z.literal('')).default(''),
  /** How much stood there when the page was read: nobody signs what was written since. */
  seen: z.coerce.number().int().min(0).max(100_000).default(0),
})
