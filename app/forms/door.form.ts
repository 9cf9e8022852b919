import { z } from 'zod'
import { cleanText } from '#app/forms/clean-text.ts'
import type { InEach } from '#app/forms/door-languages.ts'
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

const optionalLine = z.string().transform(oneLine).pipe(z.string().max(300, tooLong)).default('')

/** A field for each language: `how_en`, `how_fr`. */
function inEach<Name extends string, Field extends z.ZodType>(name: Name, field: (locale: Locale) => Field) {
  const fields = locales.map((locale) => [`${name}_${locale}`, field(locale)])
  return Object.fromEntries(fields) as Record<`${Name}_${Locale}`, Field>
}

function together<Name extends string>(name: Name, given: Record<`${Name}_${Locale}`, string>): InEach {
  return Object.fromEntries(
    locales.flatMap((locale) => {
      const words = given[`${name}_${locale}`]
      return words === '' ? [] : [[locale, words]]
    }),
  )
}

/** Null where it is left empty. */
const wholeNumber = (wrong: Key, most: number) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const trimmed = text.trim()
      if (trimmed === '') return null
      const number = Number(trimmed)
      if (/^\d{1,4}$/.test(trimmed) && number >= 1 && number <= most) return number
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })

type Languages = readonly string[]

/** Needed in the first language of the page; a page that has chosen none yet takes it in any. */
const needed = (languages: Languages, missing: Key) => (locale: Locale) =>
  locale === languages[0] ? paragraphs(missing) : optional
const neededLine = (languages: Languages, missing: Key) => (locale: Locale) =>
  locale === languages[0] ? short(missing) : optionalLine

const inSome =
  <Name extends string>(languages: Languages, name: Name, missing: Key) =>
  (given: Record<`${Name}_${Locale}`, string>, context: z.RefinementCtx) => {
    if (languages.length === 0 && Object.keys(together(name, given)).length === 0)
      context.addIssue({ code: 'custom', message: missing, path: [`${name}_${locales[0]}`] })
  }

const helpForm = (languages: Languages) =>
  z
    .object({
      need: z.enum(needs, { error: key('doors.error.need') }),
      name: short('doors.error.helpName'),
      ...inEach('nameIn', () => optionalLine),
      ...inEach('how', needed(languages, 'doors.error.how')),
      ...inEach('hours', () => optional),
      windowHours: wholeNumber('doors.error.windowHours', 8760),
      ...inEach('note', () => optional),
      answeredOn: optionalDay('doors.error.answeredOn'),
      source: optional,
      seenRevision,
    })
    .superRefine(inSome(languages, 'how', 'doors.error.how'))
    .transform((given) => ({
      need: given.need,
      name: given.name,
      nameIn: together('nameIn', given),
      how: together('how', given),
      hours: together('hours', given),
      windowHours: given.windowHours,
      note: together('note', given),
      answeredOn: given.answeredOn,
      source: given.source,
      seenRevision: given.seenRevision,
    }))

const wayForm = (languages: Languages) =>
  z
    .object({
      name: short('doors.error.wayName'),
      ...inEach('nameIn', () => optionalLine),
      ...inEach('how', needed(languages, 'doors.error.how')),
      ...inEach('note', () => optional),
      seenRevision,
    })
    .superRefine(inSome(languages, 'how', 'doors.error.how'))
    .transform((given) => ({
      name: given.name,
      nameIn: together('nameIn', given),
      how: together('how', given),
      note: together('note', given),
      seenRevision: given.seenRevision,
    }))

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

const retentionForm = (languages: Languages) =>
  z
    .object({
      ...inEach('what', neededLine(languages, 'doors.error.what')),
      ...inEach('keepFor', neededLine(languages, 'doors.error.keepFor')),
      months: wholeNumber('doors.error.months', 1200),
      ...inEach('reason', neededLine(languages, 'doors.error.reason')),
      owner: short('doors.error.owner'),
      seenRevision,
    })
    .superRefine(inSome(languages, 'what', 'doors.error.what'))
    .superRefine(inSome(languages, 'keepFor', 'doors.error.keepFor'))
    .superRefine(inSome(languages, 'reason', 'doors.error.reason'))
    .transform((given) => ({
      what: together('what', given),
      keepFor: together('keepFor', given),
      months: given.months,
      reason: together('reason', given),
      owner: given.owner,
      seenRevision: given.seenRevision,
    }))

/** Of a page in these languages, the first of which has to be there. */
export const rowForms = {
  bodies: () => BodyForm,
  help: helpForm,
  ways: wayForm,
  rota: () => RotaForm,
  retention: retentionForm,
} as const satisfies Record<ListName, (languages: Languages) => z.ZodType>

export type RowOf<Name extends ListName> = Omit<z.output<ReturnType<(typeof rowForms)[Name]>>, 'seenRevision'>
