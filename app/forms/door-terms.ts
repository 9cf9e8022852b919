import { z } from 'zod'
import type { InEach } from '#app/forms/door-languages.ts'
import { isLocale, locales, type Locale } from '#content/locale.ts'

const line = z.string().trim().min(1).max(300)
const some = z.string().trim().max(2000)
const inEach = z.partialRecord(z.enum(locales), some)
/** A line of an older page has one text, and does not say in which language. */
const text = z.union([inEach, some]).default({})

/** Who receives, in the order in which a body is asked when nobody unremoved is left in the one before. */
export const bodyKinds = ['receiving', 'next_up', 'independent'] as const
export type BodyKind = (typeof bodyKinds)[number]

export const needs = ['safe_place', 'doctor', 'talk', 'legal'] as const
export type Need = (typeof needs)[number]

/** A place that helps, usable without filing. `window` says within how many hours it works best, where a source says so. */
const Help = z.object({
  need: z.enum(needs),
  name: line,
  nameIn: inEach.default({}),
  how: text,
  hours: text,
  windowHours: z.number().int().positive().nullable().default(null),
  note: text,
  answeredOn: z.iso.date().nullable().default(null),
  source: some.default(''),
})

const Stored = z.object({
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
  outsideWays: z
    .array(z.object({ name: line, nameIn: inEach.default({}), how: text, note: text }))
    .default([]),
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
        what: text,
        keepFor: text,
        /** The same in months after closing, where it is a number of months: then the day is worked out. */
        months: z.number().int().min(1).max(1200).nullish(),
        reason: text,
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

/** What a reporting page is: everything about it that is public, and what must be there before it opens. */
export const DoorTerms = Stored.transform((stored) => {
  const first = stored.languages.find(isLocale) ?? locales[0]
  const each = (text: string | InEach) => inOrder(typeof text === 'string' ? { [first]: text } : text)
  return {
    ...stored,
    help: stored.help.map((row) => ({
      ...row,
      nameIn: inOrder(row.nameIn),
      how: each(row.how),
      hours: each(row.hours),
      note: each(row.note),
    })),
    outsideWays: stored.outsideWays.map((row) => ({
      ...row,
      nameIn: inOrder(row.nameIn),
      how: each(row.how),
      note: each(row.note),
    })),
    retention: stored.retention.map((row) => ({
      ...row,
      what: each(row.what),
      keepFor: each(row.keepFor),
      reason: each(row.reason),
    })),
  }
})
export type DoorTerms = z.infer<typeof DoorTerms>
export type Help = DoorTerms['help'][number]

/** Always in the same order, and nothing that is empty: a line is known by what it says. */
function inOrder(text: Partial<Record<Locale, string | undefined>>): InEach {
  return Object.fromEntries(locales.flatMap((locale) => (text[locale] ? [[locale, text[locale]]] : [])))
}
