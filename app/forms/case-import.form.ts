import { z } from 'zod'
import { assessedTo } from '#app/forms/import-steps.ts'

/** How it was told there. What was told in no way that we name came `imported`: a letter, an e-mail, another system. */
export const importChannels = [
  'paper',
  'phone',
  'face_to_face',
  'intermediary',
  'whatsapp_moved',
  'imported',
] as const
export const importKinds = ['concern', 'complaint'] as const
export type ImportKind = (typeof importKinds)[number]

/** Older files are not brought in: this project's proposal. */
export const oldestImport = 10

/** The first and the last day that may be said today, both included. */
export function importDays(today: string): { earliest: string; latest: string } {
  const [year, rest] = [Number(today.slice(0, 4)), today.slice(4)]
  // Ten years before a leap day is no day: the one after it is.
  const earliest = `${year - oldestImport}${rest === '-02-29' ? '-03-01' : rest}`
  return { earliest, latest: today }
}

/** Why a day cannot be the one on which a case was first told; null when it can. */
export function toldOnProblem(day: string, today: string): 'future' | 'tooOld' | null {
  const { earliest, latest } = importDays(today)
  if (day > latest) return 'future'
  return day < earliest ? 'tooOld' : null
}

const stepDay = (error: string) =>
  z
    .union([z.literal(''), z.iso.date(error)], { error })
    .transform((text) => text || undefined)
    .optional()

const parcelMost = 1_200_000

export const importForm = z.object({
  importId: z.guid(),
  keyId: z.guid('caseImport.error.notSealed'),
  kind: z.enum(importKinds, { error: 'caseImport.error.kind' }),
  toldOn: z.iso.date('caseImport.error.toldOn'),
  safetyOn: stepDay('caseImport.error.step.day'),
  acknowledgedOn: stepDay('caseImport.error.step.day'),
  supportedOn: stepDay('caseImport.error.step.day'),
  assessedOn: stepDay('caseImport.error.step.day'),
  subjectToldOn: stepDay('caseImport.error.step.day'),
  outcomeToldOn: stepDay('caseImport.error.step.day'),
  assessedTo: z.enum(assessedTo, { error: 'caseImport.error.step.assessedTo' }).optional(),
  noConflict: z.literal('yes', { error: 'caseImport.error.noConflict' }),
  parcel: z
    .string({ error: 'caseImport.error.notSealed' })
    .min(1, 'caseImport.error.notSealed')
    .max(parcelMost, 'caseImport.error.tooLong'),
  signature: z.base64({ error: 'caseImport.error.notSealed' }).min(1, 'caseImport.error.notSealed'),
})
export type ImportForm = z.output<typeof importForm>
