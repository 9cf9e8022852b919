import { z } from 'zod'
import { currencies } from '#content/registers/currencies.ts'
import { optionLists, type OptionList } from '#content/registers/vocabulary.ts'
import { isKey, type Key, type Values } from '#content/words.ts'

export const fieldKinds = [
  'line',
  'text',
  'number',
  'hours',
  'money',
  'rate',
  'currency',
  'date',
  'time',
  'yes-no',
  'yes-no-unknown',
  'choice',
  'scale',
  'site',
  'country',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** Words of a field stand under `registers.<register>.<field>`, of its options under `registers.option.<list>.<option>`. */
export interface Field {
  id: string
  kind: FieldKind
  required?: true
  options?: OptionList
  /** Has a hint: `registers.<register>.<field>.hint`. */
  hint?: true
  /** A day that has been: not after today. */
  past?: true
  /** The largest number. */
  most?: number
  /** Stays with the body that wrote it: how somebody is reached, initials. Not part of what is sent. */
  kept?: true
  /** Begins a part of the form: `registers.<register>.section.<section>`. */
  section?: string
}

/** A row as it is stored: only what was filled in. Days are YYYY-MM-DD, amounts decimal text, a site the id of its row. */
export type RowValues = Record<string, string | number>

export type RowFault = { field: string; key: Key; values?: Values }

export interface Register {
  id: string
  /** The page on which its rows are listed, where that is another register's. */
  listedWith?: string
  fields: readonly Field[]
  /** Fields in the table of the list page, the first as the head of the row. */
  columns: readonly string[]
  /** What a row may still say when its words are locked for somebody's safety. */
  openWhenSealed?: readonly string[]
  /** At most one row for each value of this field. */
  oncePer?: string
  /** What no field knows alone. */
  faults?: (values: RowValues) => RowFault[]
}

export const mostRows = 2000
export const longestLine = 200
export const longestText = 5000
export const mostNumber = 1_000_000
export const mostHours = 168

/** The values of one row, as stored. Whoever typed them is answered by the form, with words. */
export function schemaOf(register: Register) {
  const shape = Object.fromEntries(
    register.fields.map((field) => {
      const schema = schemaOfField(field)
      return [field.id, field.required ? schema : schema.optional()]
    }),
  )
  return z.strictObject(shape).superRefine((values, context) => {
    for (const { field, key } of register.faults?.(values as RowValues) ?? [])
      context.addIssue({ code: 'custom', path: [field], message: key })
  })
}

function schemaOfField(field: Field): z.ZodType {
  switch (field.kind) {
    case 'line':
      return z.string().min(1).max(longestLine)
    case 'text':
      return z.string().min(1).max(longestText)
    case 'number':
      return z
        .int()
        .min(0)
        .max(field.most ?? mostNumber)
    case 'hours':
      return z.number().min(0).max(mostHours)
    case 'money':
      return z.string().regex(/^\d{1,12}(\.\d{1,3})?$/)
    case 'rate':
      return z.string().regex(/^\d{1,9}(\.\d{1,6})?$/)
    case 'currency':
      return z.string().refine((code) => currencies.includes(code))
    case 'date':
      return z.iso.date()
    case 'time':
      return z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    case 'yes-no':
      return z.enum(['yes', 'no'])
    case 'yes-no-unknown':
      return z.enum(['yes', 'no', 'unknown'])
    case 'choice':
      return z.enum(optionsOf(field))
    case 'scale':
      return z.int().min(1).max(5)
    case 'site':
      return z.guid()
    case 'country':
      return z.string().regex(/^[A-Z]{2}$/)
  }
}

export function optionsOf({ kind, options }: Field): readonly string[] {
  if (kind === 'yes-no') return ['yes', 'no']
  if (kind === 'yes-no-unknown') return ['yes', 'no', 'unknown']
  return options ? optionLists[options] : []
}

export function labelOf(register: Register, field: Field): Key {
  return known(`registers.${register.id}.${field.id}`)
}

export function hintOf(register: Register, field: Field): Key | null {
  return field.hint ? known(`registers.${register.id}.${field.id}.hint`) : null
}

export function optionLabel(field: Field, option: string | number): Key {
  if (field.kind === 'scale')
    return known(
      `registers.step.${field.id === 'severity' || field.id === 'residualSeverity' ? 'severity' : 'likelihood'}.${option}`,
    )
  const list = field.options ?? 'answer'
  return known(`registers.option.${list}.${option}`)
}

/** Words about a whole register: `registers.<register>.<what>`. */
export function wordOf(register: Register, what: string): Key {
  return known(`registers.${register.id}.${what}`)
}

function known(key: string): Key {
  if (!isKey(key)) throw new Error(`registers: there are no words for ${key}`)
  return key
}

export function text(values: RowValues, field: string): string {
  const value = values[field]
  return value === undefined ? '' : String(value)
}

export function number(values: RowValues, field: string): number | null {
  const value = values[field]
  return typeof value === 'number' ? value : null
}
