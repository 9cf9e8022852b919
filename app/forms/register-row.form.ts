import { z } from 'zod'
import { cleanText } from '#app/forms/answer.form.ts'
import { isCountry } from '#app/forms/countries.ts'
import { readDate } from '#app/forms/date-parts.ts'
import { readDecimal } from '#app/forms/decimal.ts'
import { largestRevision } from '#app/forms/fields.ts'
import { oneLine } from '#app/forms/one-line.ts'
import { currencies, digitsOf } from '#content/registers/currencies.ts'
import {
  labelOf,
  longestLine,
  longestText,
  mostHours,
  mostNumber,
  optionsOf,
  type Field,
  type Register,
  type RowValues,
} from '#content/registers/definition.ts'
import type { Key, Locale, Values, Words } from '#content/words.ts'

export type RowForm = { values: RowValues; seal: boolean; seenRevision: number; then: 'list' | 'another' }

type Around = {
  /** The day it is, as YYYY-MM-DD. */
  today: string
  /** Ids of the sites on the list. */
  sites: readonly string[]
  /** Faults name the field in the reader's language, and figures are read as it writes them. */
  words: Words
  locale: Locale
}

const outside = z.object({
  seal: z.literal('yes').optional().catch(undefined),
  seenRevision: z.coerce.number().int().nonnegative().max(largestRevision).catch(0),
  then: z.enum(['list', 'another']).catch('list'),
})

/**
 * One row of a register as it is posted. Every issue's message is a translation key and its `params.values` are that key's
 * values; a day arrives joined by `readForm`.
 */
export function registerRowForm(register: Register, around: Around) {
  return z.record(z.string(), z.unknown()).transform((given, context): RowForm => {
    const values: RowValues = {}
    let whole = true
    const fault = (field: string, key: Key, more: Values = {}) => {
      whole = false
      const label = register.fields.find(({ id }) => id === field)
      const params = {
        values: { ...(label ? { field: around.words(labelOf(register, label)) } : {}), ...more },
      }
      context.addIssue({ code: 'custom', path: [field], message: key, params, input: given[field] })
    }
    for (const field of register.fields) {
      const typed = given[field.id]
      const read = readField(field, typeof typed === 'string' ? typed : '', around, given)
      if ('key' in read) fault(field.id, read.key, read.values)
      else if (read.value !== null) values[field.id] = read.value
      else if (field.required) fault(field.id, missing(field))
    }
    if (whole)
      for (const { field, key, values: more } of register.faults?.(values) ?? []) fault(field, key, more)
    const { seal, seenRevision, then } = outside.parse(given)
    return { values, seal: seal === 'yes', seenRevision, then }
  })
}

type Read = { value: string | number | null } | { key: Key; values?: Values }

function readField(
  field: Field,
  typed: string,
  { today, sites, locale }: Around,
  given: Record<string, unknown>,
): Read {
  const text = field.kind === 'text' ? cleanText(typed) : oneLine(typed)
  if (text === '') return { value: null }
  switch (field.kind) {
    case 'line':
      return fits(text, longestLine)
    case 'text':
      return fits(text, longestText)
    case 'number':
      return inRange(readDecimal(text, locale, { grouped: true, places: 0 }), field.most ?? mostNumber)
    case 'hours':
      return inRange(readDecimal(text, locale, { places: 2 }), mostHours)
    case 'money': {
      const places = Math.max(2, digitsOf(String(given.currency)))
      const amount = readDecimal(text, locale, { grouped: places === 2, places })
      return ofShape(amount, /^\d{1,12}(\.\d+)?$/, 'registers.error.money')
    }
    case 'rate':
      return ofShape(readDecimal(text, locale), /^\d{1,9}(\.\d+)?$/, 'registers.error.rate')
    case 'date':
      return readDay(field, text, today)
    case 'time':
      return readTime(text)
    case 'scale':
      return /^[1-5]$/.test(text) ? { value: Number(text) } : { key: 'registers.error.choose' }
    case 'site':
      return oneOf(sites, text)
    case 'country':
      return isCountry(text) ? { value: text } : { key: 'registers.error.choose' }
    case 'currency':
      return oneOf(currencies, text)
    case 'choice':
    case 'yes-no':
    case 'yes-no-unknown':
      return oneOf(optionsOf(field), text)
  }
}

function missing({ kind }: Field): Key {
  switch (kind) {
    case 'line':
    case 'text':
      return 'registers.error.write'
    case 'date':
      return 'registers.error.dateMissing'
    case 'number':
    case 'hours':
    case 'money':
    case 'rate':
    case 'time':
      return 'registers.error.figures'
    default:
      return 'registers.error.choose'
  }
}

function fits(text: string, longest: number): Read {
  const length = [...text].length
  return length > longest
    ? { key: 'registers.error.tooLong', values: { length, maximum: longest } }
    : { value: text }
}

function oneOf(known: readonly string[], text: string): Read {
  return known.includes(text) ? { value: text } : { key: 'registers.error.choose' }
}

function ofShape(decimal: string | null, shape: RegExp, key: Key): Read {
  return decimal !== null && shape.test(decimal) ? { value: decimal } : { key }
}

function inRange(decimal: string | null, most: number): Read {
  const value = Number(decimal ?? -1)
  return value < 0 || value > most ? { key: 'registers.error.number', values: { most } } : { value }
}

/** 14:30, 14.30, 14h30 and 14h. */
function readTime(text: string): Read {
  const [, hour = '', minute = '00'] = /^(\d{1,2})\s*[:.hH]\s*(\d{2})?$/.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return { key: 'registers.error.time' }
  return { value: `${hour.padStart(2, '0')}:${minute}` }
}

const earliest = 2000
const yearsAhead = 20

function readDay(field: Field, text: string, today: string): Read {
  const [year = '', month = '', ...day] = text.split('-')
  const read = readDate({ year, month, day: day.join('-') })
  const thisYear = Number(today.slice(0, 4))
  if (!read.ok) return { key: `registers.error.${read.problem}`, values: { year: String(thisYear) } }
  const given = Number(read.date.slice(0, 4))
  if (given < earliest || given > thisYear + yearsAhead)
    return {
      key: 'registers.error.dateFar',
      values: { from: String(earliest), until: String(thisYear + yearsAhead) },
    }
  if (field.past && read.date > today) return { key: 'registers.error.dateNotPast' }
  return { value: read.date }
}

export const restoreForm = z.object({ register: z.string().max(40), row: z.guid() })

const revision = z.coerce.number().int().nonnegative().max(largestRevision).catch(0)

export const removeForm = z.object({ seenRevision: revision })

const reasonMissing: Key = 'registers.error.reason'
const reasonTooLong: Key = 'registers.error.reasonLong'

/** Somebody stands by a risk that remains, and says why. */
export const signOffForm = z.object({
  reason: z
    .string(reasonMissing)
    .transform(cleanText)
    .pipe(z.string().min(1, reasonMissing).max(longestText, reasonTooLong)),
  seenRevision: revision,
})

/** The same for the funder, whose page shows several. */
export const acceptForm = signOffForm.extend({ row: z.guid() })
