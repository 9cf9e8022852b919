import { z } from 'zod'
import type { AnswerType } from '#content/vocabulary.ts'

/** Digits and a point, never a float: `1200.5`. */
export const Decimal = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/)
export const Money = z.strictObject({ amount: Decimal, currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.output<typeof Money>

const Cell = z.union([z.string(), z.boolean(), Money])
export type Cell = z.output<typeof Cell>
/** A cell that was left empty is not there. */
export type Row = Record<string, Cell>

export function cellOf(row: Row, column: string): Cell | undefined {
  return Object.hasOwn(row, column) ? row[column] : undefined
}

/** What an answer of each type keeps beside its words, as it is stored and sent. */
const values = {
  'yes-partly-no': z.null(),
  'voice-or-text': z.null(),
  choice: z.strictObject({ option: z.string() }),
  number: z.union([z.strictObject({ number: Decimal }), Money]),
  'person-role': z.strictObject({
    role: z.string(),
    hoursPerWeek: Decimal.optional(),
    standIn: z.string().optional(),
    paid: z.boolean().optional(),
  }),
  table: z.strictObject({ rows: z.array(z.record(z.string(), Cell)) }),
  /** The figure as it was when the plan was sent; null while the record holds nothing. */
  'from-the-record': z.strictObject({ figure: z.string(), count: z.number().nullable() }),
} as const satisfies Record<AnswerType, z.ZodType>

export type ValueOf<Type extends AnswerType> = z.output<(typeof values)[Type]>

/** Null where nothing is kept, or where it is not what an answer of this type keeps. */
export function valueOf<Type extends AnswerType>(type: Type, value: unknown): ValueOf<Type> | null {
  if (value === null || value === undefined) return null
  const read = values[type].safeParse(value)
  return read.success ? (read.data as ValueOf<Type>) : null
}
