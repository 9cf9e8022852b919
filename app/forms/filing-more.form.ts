import { cleaned } from '#app/forms/filing.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'

/** What may follow the receipt, each its own request, in any order, none of it needed. */
export const moreItems = ['affected', 'place', 'who', 'wishes', 'contact', 'name', 'files', 'later'] as const
export type MoreItem = (typeof moreItems)[number]

/** Which fields each asks, in their order; `choice` ones have answers in words of their own. */
export const moreFields = {
  affected: ['affected'],
  place: ['when', 'where'],
  who: ['who', 'role'],
  wishes: ['wants'],
  contact: ['contactWho', 'contactHow', 'contactTimes', 'codeWord', 'ifNobody', 'whatNotToSay'],
  name: ['promise', 'name', 'reach'],
  files: [],
  later: ['followUp', 'hearOutcome', 'pace', 'ownWord'],
} as const satisfies Record<MoreItem, readonly string[]>
export type MoreField = (typeof moreFields)[MoreItem][number]

export const moreChoices = {
  affected: ['self', 'other', 'community', 'not_said'],
  promise: ['anonymous', 'confidential', 'named'],
  hearOutcome: ['here', 'spoken', 'with_someone', 'not_at_all'],
  pace: ['ask_first', 'go_on', 'wait'],
} as const
export type ChoiceField = keyof typeof moreChoices

export interface After {
  code: string
  /** Days on which to come back, as they were said. */
  dates: { safetyBy: string; answerBy: string; feedbackBy: string }
  done: MoreItem[]
  /** Locked by the server when the receipt was shown; only it can read who may read. */
  held: string
}

export const longestLine = 2000
const longestHeld = 20_000

export function isMoreItem(value: string | null): value is MoreItem {
  return (moreItems as readonly (string | null)[]).includes(value)
}

/** Null when it is no receipt of ours. */
export function readAfter(form: URLSearchParams): After | null {
  const code = form.get('code') ?? ''
  const [safetyBy = '', answerBy = '', feedbackBy = ''] = (form.get('dates') ?? '').split(',')
  const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
  if (!/^\d{20}$/.test(code) || ![safetyBy, answerBy, feedbackBy].every(isDay)) return null
  return {
    code,
    dates: { safetyBy, answerBy, feedbackBy },
    done: moreItems.filter((item) => form.getAll('done').includes(item)),
    held: (form.get('held') ?? '').slice(0, longestHeld),
  }
}

export type Typed = Partial<Record<MoreField, string>>

export function readTyped(form: URLSearchParams, item: MoreItem): Typed {
  return Object.fromEntries(moreFields[item].map((field) => [field, cleaned(form.get(field) ?? '').trim()]))
}

export function whatIsWrong(item: MoreItem, typed: Typed, hasFile: boolean): FieldErrors {
  const errors: FieldErrors = {}
  for (const field of moreFields[item])
    if ((typed[field] ?? '').length > longestLine)
      errors[field] = { key: 'reporter.error.tooLong', values: { longest: longestLine } }
  if (Object.keys(errors).length > 0) return errors
  const first = moreFields[item][0]
  if (item === 'files') return hasFile ? {} : { files: { key: 'reporter.error.noFile' } }
  if (item === 'name' && typed.promise && typed.promise !== 'anonymous' && !typed.name)
    return { name: { key: 'reporter.error.name' } }
  if (first && moreFields[item].every((field) => !typed[field]))
    return { [first]: { key: 'reporter.error.nothingHere' } }
  return {}
}
