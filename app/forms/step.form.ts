import { z } from 'zod'
import { sealedMost } from '#app/forms/case-content.form.ts'
import { isTimeZone } from '#app/forms/time-zone.ts'
import { clauseCalendars, clauseUnits, dutyUnits } from '#app/forms/duty-clock.ts'
import { choices } from '#app/forms/case-steps.ts'

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: 'caseSteps.error.choose' }).optional()
const anId = z.guid('caseSteps.error.choose').optional()
const pastDay = z
  .string()
  .refine((text) => text === '' || z.iso.date().safeParse(text).success, 'caseSteps.error.knewOn')
  .transform((text) => text || undefined)
  .optional()
const code = z
  .string()
  .regex(/^[A-Za-z]+\.[a-z][a-z0-9-]*$/)
  .optional()

const amount = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,2}$/, 'caseSteps.error.amount')
  .optional()

/** Every form of every step. What a way does not ask for is not looked at. */
export const stepForm = z.object({
  way: z.string().max(20),
  proposalId: anId,
  keyId: z.array(z.guid()).max(2),
  sealed: z
    .array(
      z
        .base64({ error: 'caseSteps.error.notSealed' })
        .min(1, 'caseSteps.error.notSealed')
        .max(sealedMost * 2),
    )
    .max(2),
  ownerId: anId,
  carerId: anId,
  clockId: anId,
  personId: anId,
  ground: oneOf(['told_where', 'agreed', 'law', 'harm', 'child']),
  duty: oneOf(['law', 'child']),
  finding: oneOf(choices.finding),
  why: oneOf(choices.why),
  asked: oneOf(choices.asked),
  trained: oneOf(choices.trained),
  unconflicted: oneOf(choices.unconflicted),
  agreed: oneOf(choices.agreed),
  safetyPlanned: oneOf(choices.safetyPlanned),
  supportStays: oneOf(choices.supportStays),
  again: oneOf(choices.again),
  liveRisk: oneOf(choices.liveRisk),
  affectedStays: oneOf(choices.affectedStays),
  /** Notices outside: which duty, or several when it is said which of them bind. */
  notice: code,
  notices: z.array(z.string().regex(/^[A-Za-z]+\.[a-z][a-z0-9-]*$/)).max(60),
  toldFirst: oneOf(['yes', 'unsafe']),
  thread: anId,
  /** The clock of a duty: from which day, and how long by the contract. */
  knewOn: pastDay,
  amount,
  unit: oneOf(dutyUnits),
  /** A clause of a contract that no pack knows. */
  startsOn: pastDay,
  clauseAmount: amount,
  clauseUnit: oneOf(clauseUnits),
  calendar: oneOf(clauseCalendars),
  zone: z.string().refine(isTimeZone, 'notices.settings.zoneWrong').optional(),
})
export type StepForm = z.infer<typeof stepForm>
