import { z } from 'zod'
import { cleanText } from '#app/forms/clean-text.ts'
import { needs } from '#app/forms/door-terms.ts'
import { rotaParts } from '#app/forms/door-rota.ts'
import { day, identifier, line, seenRevision } from '#app/forms/fields.ts'
import { oneLine } from '#app/forms/one-line.ts'
import { locales, type Locale } from '#content/locale.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const tooLong = key('doors.error.tooLong')

const short = (missing: Key) => line(missing, tooLong, 300)
const optional = z.string().transform(cleanText).pipe(z.string().max(2000, tooLong)).default('')
const paragraphs = (missing: Key) =>
  z.string(missing).transform(cleanText).pipe(z.string().min(1, missing).max(2000, tooLong))
const optionalDay = (wrong: Key) =>
  z.union([z.literal('').transform(() => null), day(wrong)], { error: wrong }).default(null)

export const NewDoorForm = z.object({
  organisationId: identifier('doors.error.body'),
  programmeId: z
    .union([z.literal('').transform(() => null), identifier('doors.error.programme')], {
      error: key('doors.error.programme'),
    })
    .default(null),
  name: line('doors.error.name', tooLong, 120),
})

export const SeenForm = z.object({ seenRevision })

export const rowId = z.string().regex(/^[0-9a-f]{16}$/, 'shell.form.invalid')

/** Whether a body that a page names says yes to standing there, in the place in which it was shown. */
export const NamingForm = z.object({
  doorId: identifier('shell.form.invalid'),
  bodyId: identifier('shell.form.invalid'),
  kind: z.enum(['next_up', 'independent'], { error: key('shell.form.invalid') }),
  answer: z.enum(['yes', 'no'], { error: key('shell.form.invalid') }),
})

export const ChangeForm = z.object({
  answer: z.enum(['confirm', 'end'], { error: key('shell.form.invalid') }),
})

export const RemoveRowForm = z.object({ remove: rowId, seenRevision })

export const TeamForm = z.object({
  organisations: z.array(identifier('shell.form.invalid')).max(2000),
  persons: z.array(identifier('shell.form.invalid')).max(2000),
  seenRevision,
})

const wordNames = ['place', 'runBy', 'readWhen'] as const
export type WordName = (typeof wordNames)[number]
export type WordField = `${WordName}_${Locale}`
const missingWord = {
  place: 'doors.error.place',
  runBy: 'doors.error.runBy',
  readWhen: 'doors.error.readWhen',
} as const satisfies Record<WordName, Key>

const sentence = z.string().transform(cleanText).pipe(z.string().max(600, tooLong)).default('')
const wordFields: Record<WordField, typeof sentence> = {
  place_en: sentence,
  place_fr: sentence,
  runBy_en: sentence,
  runBy_fr: sentence,
  readWhen_en: sentence,
  readWhen_fr: sentence,
}

/** What is said in one language is said in every language of the page. */
export const WordsForm = z
  .object({
    languages: z.array(z.enum(locales)).min(1, key('doors.error.languages')),
    ...wordFields,
    exitTo: z.url({ protocol: /^https$/, error: key('doors.error.exitTo') }).max(300, tooLong),
    seenRevision,
  })
  .superRefine((given, context) => {
    for (const locale of given.languages)
      for (const name of wordNames)
        if (given[`${name}_${locale}`] === '')
          context.addIssue({ code: 'custom', message: missingWord[name], path: [`${name}_${locale}`] })
  })

export const ControllerForm = z.object({
  controllers: short('doors.error.controllers'),
  separateOrJoint: z.enum(['separate', 'joint'], { error: key('doors.error.separateOrJoint') }),
  law: short('doors.error.law'),
  condition: paragraphs('doors.error.condition'),
  processor: short('doors.error.processor'),
  countries: paragraphs('doors.error.countries'),
  transferTool: paragraphs('doors.error.transferTool'),
  decidedBy: short('doors.error.decidedBy'),
  decidedOn: day('doors.error.decidedOn'),
  seenRevision,
})

export const lists = ['bodies', 'help', 'ways', 'rota', 'retention'] as const
export type ListName = (typeof lists)[number]

export function isList(name: string | undefined): name is ListName {
  return (lists as readonly (string | undefined)[]).includes(name)
}

const BodyForm = z.object({
  organisationId: identifier('doors.error.body'),
  kind: z.enum(['next_up', 'independent'], { error: key('doors.error.kind') }),
  position: z.coerce
    .number({ error: key('doors.error.position') })
    .int(key('doors.error.position'))
    .min(1, key('doors.error.position'))
    .max(99, key('doors.error.position')),
  seenRevision,
})

const HelpForm = z.object({
  need: z.enum(needs, { error: key('doors.error.need') }),
  name: short('doors.error.helpName'),
  how: paragraphs('doors.error.how'),
  hours: optional,
  windowHours: z
    .string()
    .default('')
    .transform((text, context) => {
      const trimmed = text.trim()
      if (trimmed === '') return null
      const hours = Number(trimmed)
      if (/^\d{1,4}$/.test(trimmed) && hours >= 1 && hours <= 8760) return hours
      context.addIssue({ code: 'custom', message: key('doors.error.windowHours') })
      return z.NEVER
    }),
  note: optional,
  answeredOn: optionalDay('doors.error.answeredOn'),
  source: optional,
  seenRevision,
})

const WayForm = z.object({
  name: short('doors.error.wayName'),
  how: paragraphs('doors.error.how'),
  note: optional,
  seenRevision,
})

const RotaForm = z
  .object({
    personId: identifier('doors.error.person'),
    part: z.enum(rotaParts, { error: key('doors.error.part') }),
    languages: z
      .string(key('doors.error.spoken'))
      .transform((text) => [...new Set(text.split(/[,;\n]/).map(oneLine))].filter((each) => each !== ''))
      .pipe(
        z
          .array(z.string().max(35, key('doors.error.spokenLong')))
          .min(1, key('doors.error.spoken'))
          .max(12, key('doors.error.spokenLong')),
      ),
    fromOn: day('doors.error.fromOn'),
    untilOn: day('doors.error.untilOn'),
    seenRevision,
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, {
    message: key('doors.error.untilBefore'),
    path: ['untilOn'],
  })

const RetentionForm = z.object({
  what: short('doors.error.what'),
  keepFor: short('doors.error.keepFor'),
  months: z
    .string()
    .default('')
    .transform((text, context) => {
      const trimmed = text.trim()
      if (trimmed === '') return null
      const months = Number(trimmed)
      if (/^\d{1,4}$/.test(trimmed) && months >= 1 && months <= 1200) return months
      context.addIssue({ code: 'custom', message: key('doors.error.months') })
      return z.NEVER
    }),
  reason: short('doors.error.reason'),
  owner: short('doors.error.owner'),
  seenRevision,
})

export const rowForms = {
  bodies: BodyForm,
  help: HelpForm,
  ways: WayForm,
  rota: RotaForm,
  retention: RetentionForm,
} as const satisfies Record<ListName, z.ZodType>

export type RowOf<Name extends ListName> = Omit<z.output<(typeof rowForms)[Name]>, 'seenRevision'>
