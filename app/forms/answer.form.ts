import { z } from 'zod'
import { readTable, type Fault } from '#app/forms/answer-table.ts'
import { cleanText } from '#app/forms/clean-text.ts'
import { readDate, type DateRead } from '#app/forms/date-parts.ts'
import { readDecimal } from '#app/forms/decimal.ts'
import { largestRevision } from '#app/forms/fields.ts'
import { readMoney } from '#app/forms/money.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { ValueOf } from '#content/answer-value.ts'
import type { ShownForReading } from '#content/answer-text.ts'
import type { Locale } from '#content/locale.ts'
import { choices, type Choice } from '#content/vocabulary.ts'
import type { Key } from '#content/words.ts'

export { cleanText } from '#app/forms/clean-text.ts'

export const longestAnswer = 20_000
export const longestPlanYears = 10
export const longestRole = 300
export const hoursInAWeek = 168

/** A choice has its own text box, so that nothing typed under another choice is mistaken for this one. */
export const textField = {
  yes: 'text_yes',
  partly: 'text_partly',
  no: 'text_no',
  not_applicable: 'text_not_applicable',
  open: 'text',
} as const

const typed = z.string().catch('')

/** Loose, because the cells of a table have names of their own. */
const fields = z.looseObject({
  choice: typed,
  text: typed,
  text_yes: typed,
  text_partly: typed,
  text_no: typed,
  text_not_applicable: typed,
  /** Year, month and day joined by hyphens, each as it was typed: what `readForm` makes of the three boxes. */
  dueOn: typed,
  option: typed,
  number: typed,
  currency: typed,
  role: typed,
  hoursPerWeek: typed,
  standIn: typed,
  paid: typed,
  notApplies: typed,
  seenRevision: z.coerce.number().int().nonnegative().max(largestRevision).catch(0),
  then: z.enum(['next', 'list']).catch('next'),
})
export type AnswerFields = z.output<typeof fields>
type Field = Exclude<keyof typeof fields.shape, 'seenRevision' | 'then'>

export type AnswerValue = {
  choice: Choice | null
  text: string
  dueOn: string | null
  /** What no text holds; see answer-value. */
  value: unknown
}

export type Reading = {
  /** The day it is where the answer is read, as YYYY-MM-DD. */
  today: string
  /** In which numbers are written. */
  locale: Locale
  /** Names of the rows that a table offers to begin with, in every language in which they may stand there. */
  presets?: readonly string[]
}

/** One answer as it is posted. Every issue's message is a translation key and its `params.values` are that key's values. */
export function answerForm(asked: ShownForReading, how: Reading) {
  return fields.superRefine((given, context) => {
    for (const { field, key, values } of read(given, asked, how).faults)
      context.addIssue({
        code: 'custom',
        path: field === '' ? [] : [field],
        message: key,
        params: { values },
        input: given[field],
      })
  })
}

/** The answer in a form that `answerForm` has passed. A date left behind under another choice is not part of it. */
export function answerOf(given: AnswerFields, asked: ShownForReading, how: Reading): AnswerValue {
  return read(given, asked, how).answer
}

type Read = { answer: AnswerValue; faults: Fault[] }

function read(given: AnswerFields, asked: ShownForReading, how: Reading): Read {
  if (asked.answer === 'yes-partly-no') return readChoice(given, how)
  if (given.notApplies.trim() === 'yes') {
    const text = cleanText(given.text_not_applicable)
    const faults = textFaults(text, 'not_applicable', { needed: true })
    return { answer: { choice: 'not_applicable', text, dueOn: null, value: null }, faults }
  }
  const text = cleanText(given.text)
  const inWords = asked.answer === 'voice-or-text'
  const kept = inWords ? { value: null, faults: [] } : readValue(given, asked, how)
  return {
    answer: { choice: null, text, dueOn: null, value: kept.value },
    faults: [...kept.faults, ...textFaults(text, 'open', { needed: inWords })],
  }
}

type Kept = { value: unknown; faults: Fault[] }

function readValue(given: AnswerFields, asked: ShownForReading, how: Reading): Kept {
  switch (asked.answer) {
    case 'choice':
      return readOption(given, asked.options ?? [])
    case 'number':
      return asked.number ? readNumber(given, asked.number, how.locale) : nothing
    case 'person-role':
      return readRole(given, how.locale)
    case 'table': {
      if (!asked.table) return nothing
      const { labels = {} } = asked
      const { rows, faults } = readTable(given, asked.table, { presets: [], ...how, labels })
      return { value: { rows } satisfies ValueOf<'table'>, faults }
    }
    default:
      return nothing
  }
}

const nothing: Kept = { value: null, faults: [] }

function refused(field: Field, key: Key, values: Fault['values'] = {}): Kept {
  return { value: null, faults: [{ field, key, values }] }
}

function readOption({ option }: AnswerFields, options: readonly string[]): Kept {
  const chosen = options.find((known) => known === option.trim())
  return chosen === undefined
    ? refused('option', 'answers.error.optionMissing')
    : { value: { option: chosen } satisfies ValueOf<'choice'>, faults: [] }
}

type NumberAsked = NonNullable<ShownForReading['number']>

function readNumber(
  { number, currency }: AnswerFields,
  { unit, least, most }: NumberAsked,
  locale: Locale,
): Kept {
  if (number.trim() === '') return refused('number', 'answers.error.numberMissing')
  if (unit === 'money') {
    const money = readMoney({ amount: number, currency }, locale)
    if (!money.ok)
      return refused(money.part === 'amount' ? 'number' : 'currency', `answers.error.alone.${money.problem}`)
    return within(money.money.amount, least, most) ?? { value: money.money, faults: [] }
  }
  const whole = unit === 'count'
  const decimal = readDecimal(number, locale, { grouped: whole })
  if (decimal === null) return refused('number', 'answers.error.notNumber')
  if (whole && decimal.includes('.')) return refused('number', 'answers.error.notWhole')
  return (
    within(decimal, least, most) ?? { value: { number: decimal } satisfies ValueOf<'number'>, faults: [] }
  )
}

function within(decimal: string, least: number, most: number): Kept | null {
  const number = Number(decimal)
  if (number < least) return refused('number', 'answers.error.numberTooSmall', { least })
  return number > most ? refused('number', 'answers.error.numberTooLarge', { most }) : null
}

function readRole(given: AnswerFields, locale: Locale): Kept {
  const role = oneLine(cleanText(given.role))
  const standIn = oneLine(cleanText(given.standIn))
  const hours = given.hoursPerWeek.trim()
  const hoursPerWeek = hours === '' ? undefined : readDecimal(hours, locale, { places: 2 })
  const paid = given.paid.trim()
  const faults: Fault[] = []
  const fault = (field: Field, key: Key, values: Fault['values'] = {}) => faults.push({ field, key, values })
  if (role === '') fault('role', 'answers.error.roleMissing')
  for (const [field, text] of Object.entries({ role, standIn } as const)) {
    if ([...text].length > longestRole)
      fault(field as 'role', 'answers.error.roleTooLong', { maximum: longestRole })
  }
  if (hoursPerWeek === null) fault('hoursPerWeek', 'answers.error.notNumber')
  else if (hoursPerWeek !== undefined && (Number(hoursPerWeek) < 0 || Number(hoursPerWeek) > hoursInAWeek))
    fault('hoursPerWeek', 'answers.error.hoursOfWeek', { most: hoursInAWeek })
  const value: ValueOf<'person-role'> = {
    role,
    ...(hoursPerWeek ? { hoursPerWeek } : {}),
    ...(standIn ? { standIn } : {}),
    ...(paid === 'yes' || paid === 'no' ? { paid: paid === 'yes' } : {}),
  }
  return { value, faults }
}

function readChoice(given: AnswerFields, { today }: Reading): Read {
  const choice = choices.find((known) => known === given.choice.trim())
  if (!choice) {
    const key = given.choice.trim() === '' ? 'choiceMissing' : 'choiceUnknown'
    const faults: Fault[] = [{ field: 'choice', key: `content.answer.error.${key}`, values: {} }]
    return { answer: { choice: null, text: '', dueOn: null, value: null }, faults }
  }
  // A page with one box for every choice calls it `text`.
  const text = cleanText(given[textField[choice]]) || cleanText(given.text)
  const date = choice === 'partly' ? dateOf(given) : null
  return {
    answer: { choice, text, dueOn: date?.ok ? date.date : null, value: null },
    faults: [
      ...textFaults(text, choice, { needed: choice !== 'yes' }),
      ...(date ? dateFaults(date, today) : []),
    ],
  }
}

function textFaults(text: string, under: keyof typeof textField, { needed }: { needed: boolean }): Fault[] {
  const field = textField[under]
  const length = [...text].length
  if (text === '' && needed && under !== 'yes')
    return [{ field, key: `content.answer.error.textMissing.${under}`, values: {} }]
  const values = { length, maximum: longestAnswer }
  return length > longestAnswer ? [{ field, key: 'content.answer.error.textTooLong', values }] : []
}

function dateFaults(read: DateRead, today: string): Fault[] {
  const year = Number(today.slice(0, 4))
  const fault = (key: Key, values: Fault['values'] = {}): Fault[] => [{ field: 'dueOn', key, values }]
  // A string: as a number it would be written "2,027".
  if (!read.ok) return fault(`content.answer.error.${read.problem}`, { year: String(year + 1) })
  if (read.date <= today) return fault('content.answer.error.dateNotAfterToday')
  const last = `${year + longestPlanYears}${today.slice(4)}`
  return read.date > last ? fault('content.answer.error.dateTooFar', { years: longestPlanYears }) : []
}

function dateOf({ dueOn }: AnswerFields): DateRead {
  const [year = '', month = '', ...day] = dueOn.split('-')
  return readDate({ year, month, day: day.join('-') })
}
