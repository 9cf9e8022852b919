import { z } from 'zod'
import { hours, requirement, requirementId, slug } from '#content/schema.ts'
import { audiences, gates } from '#content/vocabulary.ts'

/** What somebody who brings in requirements of their own writes, part by part: every part is checked, whatever the others are. */
export const mostRequirements = 5000

const line = (longest: number) => z.string().trim().min(1).max(longest)

export const code = z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/, 'code')

export const Head = z.strictObject({
  /** The first part is the mark of the body, with which its requirements begin: `nkf-coast` has `NKF-P-001`. */
  id: z
    .string()
    .max(56)
    .regex(/^[a-z][a-z0-9]{1,7}(-[a-z0-9]+)+$/, 'frameworkId'),
  version: z.number().int().min(1).max(9999),
  builtOn: z.strictObject({ id: z.string(), version: z.number().int().nonnegative() }).optional(),
  source: z.strictObject({
    title: line(300),
    publisher: line(300),
    date: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'day'),
    url: z.url({ protocol: /^https?$/ }),
  }),
  hours: z.partialRecord(z.enum(audiences), hours),
  neededToSend: z.array(z.enum(gates)).min(1).optional(),
  tiered: z.boolean().optional(),
  requirements: z.array(z.unknown()).min(1).max(mostRequirements),
  words: z.strictObject({ en: z.unknown().optional(), fr: z.unknown().optional() }),
})

/** `aside` goes to the safe inbox of this project’s own framework, and is not for others to use. */
export const OwnRequirement = requirement.omit({ aside: true }).extend({
  gate: requirement.shape.gate.default(null),
  mappings: z.array(code).max(40).default([]),
})

/** The parts of one language that stand around the words of each requirement. */
export const LanguageHead = z.strictObject({
  title: line(200),
  /** What readers call this version; without it, its number. */
  version: line(80).optional(),
  /** Whose principles these requirements follow. Without it, what the framework underneath says of itself. */
  follows: line(1000).optional(),
  requirements: z.record(z.string(), z.unknown()).default({}),
  mappings: z.record(code, z.strictObject({ body: line(200), area: line(200) })).default({}),
})

export const OwnRequirementWords = z.strictObject({
  question: line(1000),
  help: z.string().trim().max(4000).default(''),
  why: line(2000),
  evidence: line(2000),
  spoken: line(1000).optional(),
  labels: z.record(slug, line(300)).optional(),
})

export { requirementId }
export type OwnRequirement = z.output<typeof OwnRequirement>
export type OwnHead = z.output<typeof Head>
export type OwnLanguageHead = z.output<typeof LanguageHead>
export type OwnRequirementWords = z.output<typeof OwnRequirementWords>
