import { z } from 'zod'
import { day, seenRevision } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const longest = 5_000
export const mostConditions = 3
export const conditionNumbers = [1, 2, 3] as const
export const gatesHeldBack = ['nothing', 'award', 'fieldwork', 'close_out'] as const

const words = z
  .string()
  .trim()
  .max(longest, 'judging.error.reasonTooLong' satisfies Key)
  .default('')
const typed = z.string().default('')

const conditionShape = Object.fromEntries(
  conditionNumbers.flatMap((number) =>
    ['sentence', 'owner', 'evidenceAsked', 'dueOn', 'holdsBack', 'moneyFor', 'whyNoMoney'].map((field) => [
      `${field}${number}`,
      typed,
    ]),
  ),
) as Record<string, typeof typed>

const dueDay = day('judging.error.condition.dueOn')

export interface ConditionGiven {
  sentence: string
  owner: string
  evidenceAsked: string
  dueOn: Date
  holdsBack: (typeof gatesHeldBack)[number]
  moneyFor: string
  whyNoMoney: string
}

/** The decision with its conditions. `today` is the day on which it is made, as 2030-01-31. */
export function decideForm(today: string) {
  return z
    .object({
      outcome: z.enum(['approved', 'approved_with_conditions', 'declined'], 'judging.error.outcome'),
      reason: words.refine((text) => text !== '', 'judging.error.reasonForDecision'),
      seenRevision,
      ...conditionShape,
    })
    .transform((given, context) => {
      const { outcome, reason, seenRevision } = given
      const fields = given as unknown as Record<string, string>
      const report: Report = (field, message, params) =>
        context.addIssue({
          code: 'custom',
          path: [field],
          message,
          input: given,
          ...(params ? { params } : {}),
        })
      const wanted = outcome === 'approved_with_conditions'
      const numbers = wanted
        ? conditionNumbers.filter((number) => number === 1 || isBegun(fields, number))
        : []
      const conditions = numbers.map((number) => conditionIn(fields, number, today, report))
      return { outcome, reason, seenRevision, conditions }
    })
}

/** What the words of a message name. */
type Params = { values: Record<string, string | number> }
type Report = (field: string, message: Key, params?: Params) => void

function isBegun(fields: Record<string, string>, number: number): boolean {
  return ['sentence', 'owner', 'evidenceAsked', 'dueOn', 'moneyFor', 'whyNoMoney'].some(
    (field) => fields[`${field}${number}`],
  )
}

/** A gap that costs money names the line that pays for it, or says why there is none. */
function conditionIn(
  fields: Record<string, string>,
  number: number,
  today: string,
  report: Report,
): ConditionGiven {
  const value = (field: string) => fields[`${field}${number}`] ?? ''
  for (const field of ['sentence', 'owner', 'evidenceAsked', 'moneyFor', 'whyNoMoney'])
    if (value(field).length > longest)
      report(`${field}${number}`, 'judging.error.reasonTooLong', { values: { maximum: longest } })
  for (const field of ['sentence', 'owner', 'evidenceAsked'] as const)
    if (value(field) === '') report(`${field}${number}`, `judging.error.condition.${field}`)
  const read = dueDay.safeParse(value('dueOn'))
  const issue = read.error?.issues[0]
  if (!read.success) report(`dueOn${number}`, issue?.message as Key, (issue as { params?: Params }).params)
  else if (read.data <= today) report(`dueOn${number}`, 'judging.error.condition.dueLater')
  if (value('moneyFor') === '' && value('whyNoMoney') === '')
    report(`moneyFor${number}`, 'judging.error.condition.money')
  return {
    sentence: value('sentence'),
    owner: value('owner'),
    evidenceAsked: value('evidenceAsked'),
    dueOn: read.success ? new Date(`${read.data}T00:00:00Z`) : new Date(0),
    holdsBack: gatesHeldBack.find((gate) => gate === value('holdsBack')) ?? 'nothing',
    moneyFor: value('moneyFor'),
    whyNoMoney: value('whyNoMoney'),
  }
}
