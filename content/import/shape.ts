import type { z } from 'zod'
import { quoted, type FaultRule, type Spot, type Values } from '#content/import/fault.ts'
import type { Place } from '#content/import/read-yaml.ts'

export type Part = { value: unknown; place: Place; path: string }

/** One part of a file by its schema: its value, or everything wrong with it where it stands. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  { value, place, path }: Part,
  faults: Spot[],
): z.output<Schema> | null {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) faults.push(...spotsOf(issue, value, place, path, schema))
  return null
}

/** The part of a part: its value, where it stands and its way from the top. */
export function within({ value, place, path }: Part, step: string | number): Part {
  const inner = typeof step === 'number' ? place.items?.[step] : place.fields?.get(step)?.value
  return {
    value: (value as Record<string | number, unknown> | undefined)?.[step],
    place: inner ?? { at: atOf(place, step) },
    path: stepped(path, step),
  }
}

/** Where a name stands; of what is not there, where it would be. */
export function atOf(place: Place, step?: string | number): number {
  if (typeof step === 'string') return place.fields?.get(step)?.at ?? place.at
  if (typeof step === 'number') return place.items?.[step]?.at ?? place.at
  return place.at
}

function stepped(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step + 1}]`
  return path === '' ? quoted(step) : `${path}.${quoted(step)}`
}

type Issue = z.core.$ZodIssue

function spotsOf(issue: Issue, value: unknown, place: Place, path: string, schema: z.ZodType): Spot[] {
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  let part: Part = { value, place, path }
  let owner: Part = part
  for (const step of steps) {
    owner = part
    part = within(part, step)
  }
  const last = steps.at(-1)
  const field = typeof last === 'string' ? quoted(last) : ''
  const spot = (rule: FaultRule, values: Values = {}, at = part.place.at): Spot => ({
    at,
    path: part.path,
    rule,
    values,
  })
  if (isMissing(part.value) && last !== undefined && issue.code !== 'unrecognized_keys')
    return [spot('missing', { field: field || part.path }, atOf(owner.place, last))]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const near = nearest(key, namesIn(schema, steps))
        const rule = near ? 'unknownFieldNear' : 'unknownField'
        return {
          ...spot(rule, { field: quoted(key), ...(near ? { near } : {}) }, atOf(part.place, key)),
          path: stepped(part.path, key),
        }
      })
    case 'invalid_type': {
      if (issue.expected === 'int' || (issue.expected === 'number' && Number.isFinite(part.value)))
        return [spot('notWhole', { field })]
      if (issue.expected === 'string' && (typeof part.value === 'number' || typeof part.value === 'boolean'))
        return [spot('quote', { field, given: quoted(String(part.value)) })]
      return [
        spot('wrongType', { field, wanted: kindOf(issue.expected), given: kindOf(typeName(part.value)) }),
      ]
    }
    case 'invalid_value':
      return [
        spot('oneOf', {
          field,
          given: quoted(textOf(part.value)),
          allowed: issue.values.map(String).join(', '),
        }),
      ]
    case 'too_small':
      return [spot(smallRule[issue.origin] ?? 'least', { field, least: Number(issue.minimum) })]
    case 'too_big':
      return [spot(bigRule[issue.origin] ?? 'most', { field, most: Number(issue.maximum) })]
    case 'invalid_format':
      return [spot(formatRule(issue), { field, given: quoted(textOf(part.value)) })]
    case 'invalid_key':
      return [spot(keyRule(issue), { field, given: field }, atOf(owner.place, last))]
    case 'custom':
      return [
        spot(/^hours run/.test(issue.message) ? 'rangeOrder' : 'other', { reason: quoted(issue.message) }),
      ]
    default:
      return [spot('other', { reason: quoted(issue.message) })]
  }
}

const smallRule: Record<string, FaultRule> = { string: 'emptyText', array: 'shortList', record: 'emptyGroup' }
const bigRule: Record<string, FaultRule> = { string: 'longText', array: 'longList' }

function isMissing(value: unknown): boolean {
  return value === undefined || value === null
}

const formatOfPattern: [RegExp, FaultRule][] = [
  [/\[FRPC\]/, 'requirementId'],
  [/a-zA-Z0-9\]\{0,39\}/, 'slug'],
]

/** A schema of this folder names its rule as the message; those of the frameworks are known by their pattern. */
function formatRule(issue: Extract<Issue, { code: 'invalid_format' }>): FaultRule {
  if (issue.format === 'url') return 'url'
  const named = (['frameworkId', 'code', 'day'] as const).find((rule) => rule === issue.message)
  return named ?? formatOfPattern.find(([shape]) => shape.test(issue.pattern ?? ''))?.[1] ?? 'other'
}

function keyRule(issue: Extract<Issue, { code: 'invalid_key' }>): FaultRule {
  const [first] = issue.issues
  return first?.code === 'invalid_format' ? formatRule(first) : 'unknownField'
}

const kinds: Record<string, string> = { object: 'group', record: 'group', array: 'list', boolean: 'truth' }

function kindOf(name: string): string {
  return kinds[name] ?? (name === 'string' ? 'text' : name === 'number' || name === 'int' ? 'number' : 'none')
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 200)
}

type Definition = {
  shape?: Record<string, unknown>
  element?: unknown
  valueType?: unknown
  innerType?: unknown
}

/** The names that a group may have, for the one that somebody meant. */
function namesIn(schema: unknown, steps: readonly (string | number)[]): string[] {
  let current = plain(schema)
  for (const step of steps) {
    const { shape, element, valueType } = current
    current = plain(typeof step === 'number' ? element : (shape?.[step] ?? valueType))
  }
  return Object.keys(current.shape ?? {})
}

function plain(schema: unknown): Definition {
  const { def } = (schema ?? {}) as { def?: Definition }
  return def?.innerType ? plain(def.innerType) : (def ?? {})
}

function nearest(name: string, names: readonly string[]): string | null {
  if (name.length > 40) return null
  const limit = name.length < 5 ? 1 : 2
  return names.find((each) => distance(name.toLowerCase(), each.toLowerCase()) <= limit) ?? null
}

/** How many letters have to change. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
