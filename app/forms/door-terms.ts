import { z } from 'zod'
import { locales } from '#content/locale.ts'

const line = z.string().trim().min(1).max(300)
const some = z.string().trim().max(2000)
const inEach = z.partialRecord(z.enum(locales), some)

/** Who receives, in the order in which a body is asked when nobody unremoved is left in the one before. */
export const bodyKinds = ['receiving', 'next_up', 'independent'] as const
export type BodyKind = (typeof bodyKinds)[number]

export const needs = ['safe_place', 'doctor', 'talk', 'legal'] as const
export type Need = (typeof needs)[number]

/** A place that helps, usable without filing. `window` says within how many hours it works best, where a source says so. */
export const Help = z.object({
  need: z.enum(needs),
  name: line,
  how: some,
  hours: some.default(''),
  windowHours: z.number().int().positive().nullable().default(null),
  note: some.default(''),
  answeredOn: z.iso.date().nullable().default(null),
  source: some.default(''),
})
export type Help = z.infer<typeof Help>

/** What a reporting page is: everything about it that is public, and what must be there before it opens. */
export const DoorTerms = z.object({
  bodies: z
    .array(z.object({ organisationId: z.uuid(), kind: z.enum(bodyKinds), position: z.number().int() }))
    .default([]),
  /** Organisations of the project and the site: their people never read first. */
  teamOrganisationIds: z.array(z.uuid()).default([]),
  teamPersonIds: z.array(z.uuid()).default([]),
  languages: z.array(z.string().max(35)).default([]),
  place: inEach.default({}),
  runBy: inEach.default({}),
  /** Truthfully when somebody reads: "every day", "Monday to Friday". */
  readWhen: inEach.default({}),
  exitTo: z.url({ protocol: /^https$/ }).default('https://www.wikipedia.org/'),
  help: z.array(Help).default([]),
  outsideWays: z.array(z.object({ name: line, how: some, note: some.default('') })).default([]),
  rota: z
    .array(
      z.object({
        personId: z.uuid(),
        part: z.enum(['primary', 'deputy', 'out_of_hours']),
        languages: z.array(z.string().max(35)),
        fromOn: z.iso.date(),
        untilOn: z.iso.date(),
      }),
    )
    .default([]),
  retention: z
    .array(
      z.object({
        what: line,
        keepFor: line,
        /** The same in months after closing, where it is a number of months: then the day is worked out. */
        months: z.number().int().min(1).max(1200).nullish(),
        reason: line,
        owner: line,
      }),
    )
    .default([]),
  retentionSignedOn: z.iso.date().nullable().default(null),
  retentionSignedById: z.uuid().nullable().default(null),
  controller: z
    .object({
      controllers: line,
      separateOrJoint: z.enum(['separate', 'joint']),
      law: line,
      condition: some,
      processor: line,
      countries: some,
      transferTool: some,
      decidedBy: line,
      decidedOn: z.iso.date(),
    })
    .nullable()
    .default(null),
})
export type DoorTerms = z.infer<typeof DoorTerms>
