import type { z } from 'zod'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { isKey, type Key, type Values } from '#content/words.ts'

export type Typed = Record<string, string>
export type Form<Value> =
  { ok: true; value: Value; typed: Typed } | { ok: false; errors: FieldErrors; typed: Typed }

const nullByte = '\u0000'

/**
 * Reads a form by its schema. Messages of the schema are translation keys. A field that the schema declares as an array
 * takes every value of its name; `due.day`, `due.month` and `due.year` arrive as `due`, an ISO date.
 */
export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Form<z.output<Schema>>> {
  const form = await request.formData().catch(() => null)
  if (!form) return { ok: false, errors: { '': { key: 'shell.form.unreadable' } }, typed: {} }

  const typed = typedValues(form)
  const spoiled = namesWithNullBytes(form)
  if (spoiled.length > 0) {
    const errors = Object.fromEntries(spoiled.map((name) => [name, { key: 'shell.form.nullByte' as const }]))
    return { ok: false, errors, typed }
  }

  const parsed = schema.safeParse(valuesFor(shapeOf(schema), form))
  return parsed.success
    ? { ok: true, value: parsed.data, typed }
    : { ok: false, errors: errorsOf(parsed.error.issues), typed }
}

/**
 * What stood in the form, to be shown again. Several values of one name are joined by line breaks; files and
 * passwords are left out.
 */
export function typedValues(form: FormData): Typed {
  const typed: Typed = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || /password/i.test(name)) continue
    const text = clean(value)
    typed[name] = name in typed ? `${typed[name]}\n${text}` : text
  }
  return typed
}

/** One way to write a line break and an accent, so that the same words always have the same hash. */
function clean(text: string): string {
  return text.replaceAll(nullByte, '').replace(/\r\n?/g, '\n').toWellFormed().normalize('NFC')
}

function namesWithNullBytes(form: FormData): string[] {
  const names = [...form].filter(([name, value]) =>
    `${name}${typeof value === 'string' ? value : ''}`.includes(nullByte),
  )
  return [...new Set(names.map(([name]) => partOf(name)?.field ?? name.replaceAll(nullByte, '')))]
}

function valuesFor(shape: Record<string, unknown>, form: FormData): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  const given = textsByName(form)
  for (const [name, texts] of given) {
    const part = partOf(name)
    if (part) values[part.field] ??= isoDate(given, part.field)
    else values[name] = isList(shape[name]) ? texts : texts[0]
  }
  // A browser leaves an empty group of checkboxes out altogether.
  for (const [name, type] of Object.entries(shape)) {
    if (isList(type)) values[name] ??= []
  }
  return values
}

/** Read once: asking a form for each of its names in turn takes the square of their number. */
function textsByName(form: FormData): Map<string, string[]> {
  const given = new Map<string, string[]>()
  for (const [name, value] of form) {
    const texts = given.get(name) ?? []
    if (typeof value === 'string') texts.push(clean(value).trim())
    given.set(name, texts)
  }
  return given
}

function partOf(name: string): { field: string } | null {
  const field = /^(.+)\.(day|month|year)$/.exec(name)?.[1]
  return field === undefined ? null : { field }
}

/** Empty when nothing was filled in; what cannot be a date stays as it was typed, and the schema refuses it. */
function isoDate(given: ReadonlyMap<string, string[]>, field: string): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => given.get(`${field}.${part}`)?.[0] ?? '')
  if (!day && !month && !year) return ''
  const digits = [day, month, year].every((each) => each && /^\d{1,4}$/.test(each))
  if (!digits) return [year, month, day].join('-')
  return `${year?.padStart(4, '0')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
}

type Definition = { type?: string; shape?: Record<string, unknown>; innerType?: unknown; in?: unknown }

/** Looks through `optional()`, `default()` and transforms. */
function innermost(type: unknown): Definition {
  const { def } = (type ?? {}) as { def?: Definition }
  const inner = def?.innerType ?? def?.in
  return inner ? innermost(inner) : (def ?? {})
}

function isList(type: unknown): boolean {
  return innermost(type).type === 'array'
}

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  return innermost(schema).shape ?? {}
}

function errorsOf(issues: z.core.$ZodIssue[]): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of issues) {
    const name = String(issue.path[0] ?? '')
    errors[name] ??= { key: keyOf(issue.message), values: valuesOf(issue) }
  }
  return errors
}

function keyOf(message: string): Key {
  return isKey(message) ? message : 'shell.form.invalid'
}

/** Limits, and `params.values` of a custom check, can be named in the message. */
function valuesOf(issue: z.core.$ZodIssue): Values {
  const values: Values = {}
  const { minimum, maximum, params } = issue as {
    minimum?: unknown
    maximum?: unknown
    params?: { values?: Record<string, unknown> }
  }
  for (const [name, value] of Object.entries({ minimum, maximum, ...params?.values })) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
  }
  return values
}
