import { z } from 'zod'
import { noticeKinds } from '#content/country-packs/notices.ts'

/** A day as 2030-01-31. */
const Day = z.iso.date()
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/)

/** What a handler reads, in each language of the service. */
export const Said = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) })
export type Said = z.infer<typeof Said>

export const statuses = ['checked', 'unchecked', 'disputed'] as const
/** `checked` is the word of a named person who knows the law of the place; reading a page is not checking. */
export type Status = (typeof statuses)[number]
const Status = z.enum(statuses)

export const Source = z.strictObject({
  title: z.string().min(1),
  address: z.url(),
  /** The day on which a copy of the page was read; copies may be older than that day. */
  readOn: Day,
  /** The rule is told by somebody else than who made it: read the rule itself before you rely on it. */
  secondHand: z.boolean(),
})
export type Source = z.infer<typeof Source>

/** Without a source nothing is more than hearsay. */
const stated = { source: Source.nullable(), status: Status }
const hearsayStaysUnchecked = ({ source, status }: { source: Source | null; status: Status }) =>
  source !== null || status === 'unchecked'
const hearsayFault = { error: 'what has no source is unchecked', path: ['status'] }

export const Clock = z
  .strictObject({
    id: Id,
    says: Said,
    appliesTo: z.enum(['adult', 'child', 'anyone']),
    /** The part of the country, where the rule is not one for all of it. */
    where: Said.optional(),
    startsOn: Said,
    length: z.int().positive().nullable(),
    unit: z.enum(['calendarDays', 'workingDays']).nullable(),
    /** `minimum` is what a person may count on, `most` a ceiling, `target` a hope, `limit` a last day. */
    nature: z.enum(['minimum', 'most', 'target', 'limit']),
    consequence: Said.optional(),
    ...stated,
  })
  .refine(hearsayStaysUnchecked, hearsayFault)
  .refine(({ source, length }) => source !== null || length === null, {
    error: 'a number needs a source',
    path: ['length'],
  })
  .refine(({ length, unit }) => (length === null) === (unit === null), {
    error: 'a length and its unit come together',
    path: ['unit'],
  })
export type Clock = z.infer<typeof Clock>

const enforcesImmigrationLaw =
  /home office|immigration|border (force|agency|guard)|customs and border|\bICE\b|ministère de l’intérieur|police aux frontières/i

/** Nobody who has been harmed should have to fear this: no duty and no service of a pack leads there. */
export function mayBeTold({ en, fr }: Said): boolean {
  return !enforcesImmigrationLaw.test(`${en}\n${fr}`)
}

export const ReportingDuty = z
  .strictObject({
    id: Id,
    to: Said,
    /** Whom it binds: a duty of somebody else is no reason to report. */
    binds: Said,
    /** Only a law can make a report go out against a survivor’s wish; a clause of a contract cannot. */
    basis: z.enum(['law', 'regulator', 'contract', 'policy']),
    when: Said,
    clockDays: z.int().positive().optional(),
    clause: z.string().min(1),
    address: z.string().min(1).optional(),
    /** What a notice under the clause says has happened. */
    notice: z.enum(noticeKinds),
    leaveOut: z.array(Said).min(1),
    tellSurvivorFirst: z.literal(true),
    ...stated,
  })
  .refine(hearsayStaysUnchecked, hearsayFault)
  .refine(({ to }) => mayBeTold(to), { error: 'immigration enforcement is never told', path: ['to'] })
  .refine(({ source, clockDays }) => source !== null || clockDays === undefined, {
    error: 'a number needs a source',
    path: ['clockDays'],
  })
export type ReportingDuty = z.infer<typeof ReportingDuty>

/** What is left out is not known; it is never read as no. */
export const Service = z
  .strictObject({
    id: Id,
    kind: z.enum(['health', 'counselling', 'shelter', 'telephone', 'legal', 'police', 'social-welfare']),
    says: Said,
    timeWindow: Said.optional(),
    answeredWhenCalled: z.boolean().optional(),
    mayLeave: z.boolean().optional(),
    takesMen: z.boolean().optional(),
    asksPoliceFirst: z.boolean().optional(),
    freeCertificate: z.boolean().optional(),
    whoToldUs: Said.optional(),
    ...stated,
  })
  .refine(hearsayStaysUnchecked, hearsayFault)
export type Service = z.infer<typeof Service>

export const Note = z
  .strictObject({ id: Id, says: Said, ...stated })
  .refine(hearsayStaysUnchecked, hearsayFault)
export type Note = z.infer<typeof Note>

export const packNames = ['GB', 'SL', 'GN', 'SN', 'US', 'funders'] as const
export type PackName = (typeof packNames)[number]

export const CountryPack = z
  .strictObject({
    /** A country by its two letters; `US` is awards with money of the United States; `funders` is no country. */
    country: z.enum(packNames),
    status: Status,
    checkedOn: Day.optional(),
    /** Who checked it, by profession and place: “lawyer in Freetown”. */
    checker: z.string().min(1).optional(),
    /** The day on which the oldest of its sources was read. */
    readOn: Day,
    clocks: z.array(Clock),
    reportingDuties: z.array(ReportingDuty),
    services: z.array(Service),
    /** What to do with pictures that are unlawful to hold. Until it is known they stay locked. */
    imagesRoute: Note.optional(),
    notes: z.array(Note),
  })
  .superRefine((pack, context) => {
    const byNobody = pack.checkedOn === undefined || pack.checker === undefined
    const fault = (message: string) => context.addIssue({ code: 'custom', message })
    if (pack.status === 'checked' && byNobody) fault('a checked pack says who checked it and when')
    const items = statementsOf(pack)
    const ids = items.map(({ id }) => id)
    if (new Set(ids).size < ids.length) fault('an id is there twice')
    for (const { id, status, source } of items) {
      if (status === 'checked' && byNobody) fault(`${id} is checked, but nobody is named who did`)
      if (source !== null && source.readOn < pack.readOn) fault(`${id} was read before the pack`)
    }
  })
export type CountryPack = z.infer<typeof CountryPack>

type Statement = { id: string; status: Status; source: Source | null }

/** Everything a pack says that can be right or wrong. */
export function statementsOf(pack: {
  clocks: Clock[]
  reportingDuties: ReportingDuty[]
  services: Service[]
  imagesRoute?: Note | undefined
  notes: Note[]
}): Statement[] {
  const { clocks, reportingDuties, services, imagesRoute, notes } = pack
  return [...clocks, ...reportingDuties, ...services, ...(imagesRoute ? [imagesRoute] : []), ...notes]
}
