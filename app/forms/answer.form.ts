import { z } from 'zod'
import { readDate, type DateRead } from '#app/forms/date-parts.ts'
import { largestRevision } from '#app/forms/fields.ts'
import { choices, type Choice } from '#content/vocabulary.ts'
import type { Key } from '#content/words.ts'

export const longestAnswer = 20_000
export const longestPlanYears = 10

/** A choice has its own text box, so that nothing typed under another choice is mistaken for this one. */
export const textField = {
  yes: 'text_yes',
  partly: 'text_partly',
  no: 'text_no',
  not_applicable: 'text_not_applicable',
  open: 'text',
} as const

type AnswerTypeInUse = 'yes-partly-no' | 'voice-or-text'

const typed = z.string().catch('')

const fields = z.object({
  choice: typed,
  text: typed,
  text_yes: typed,
  text_partly: typed,
  text_no: typed,
  text_not_applicable: typed,
  /** Year, month and day joined by hyphens, each as it was typed: what `readForm` makes of the three boxes. */
  dueOn: typed,
  seenRevision: z.coerce.number().int().nonnegative().max(largestRevision).catch(0),
  then: z.enum(['next', 'list']).catch('next'),
})
export type AnswerFields = z.output<typeof fields>
export type AnswerValue = { choice: Choice | null; text: string; dueOn: string | null }

/**
 * One answer as it is posted. Every issue's message is a translation key and its `params.values` are that key's values.
 * `today` is the day it is where the answer is read, as YYYY-MM-DD.
 */
export function answerForm(answer: AnswerTypeInUse, today: string) {
  return fields.superRefine((given, context) => {
    const fault: Report = (field, key, values = {}) =>
      context.addIssue({
        code: 'custom',
        path: [field],
        message: key,
        params: { values },
        input: given[field],
      })
    if (answer === 'voice-or-text') checkText(given, 'open', fault)
    else checkChoice(given, today, fault)
  })
}

/** The answer in a form that `answerForm` has passed. A date left behind under another choice is not part of it. */
export function answerOf(given: AnswerFields, answer: AnswerTypeInUse): AnswerValue {
  const choice = answer === 'voice-or-text' ? undefined : choiceOf(given)
  const date = choice === 'partly' ? dateOf(given) : null
  return { choice: choice ?? null, text: textOf(given, choice ?? 'open'), dueOn: date?.ok ? date.date : null }
}

type Report = (field: keyof AnswerFields, key: Key, values?: Record<string, string | number>) => void

function checkChoice(given: AnswerFields, today: string, fault: Report): void {
  const choice = choiceOf(given)
  if (!choice) {
    const nothing = given.choice.trim() === ''
    fault('choice', nothing ? 'content.answer.error.choiceMissing' : 'content.answer.error.choiceUnknown')
    return
  }
  checkText(given, choice, fault)
  if (choice === 'partly') checkDate(given, today, fault)
}

function checkText(given: AnswerFields, choice: Choice | 'open', fault: Report): void {
  const text = textOf(given, choice)
  const field = textField[choice]
  if (text === '' && choice !== 'yes') fault(field, `content.answer.error.textMissing.${choice}`)
  const length = [...text].length
  if (length > longestAnswer)
    fault(field, 'content.answer.error.textTooLong', { length, maximum: longestAnswer })
}

function checkDate(given: AnswerFields, today: string, fault: Report): void {
  const read = dateOf(given)
  const year = Number(today.slice(0, 4))
  // A string: as a number it would be written "2,027".
  if (!read.ok) fault('dueOn', `content.answer.error.${read.problem}`, { year: String(year + 1) })
  else if (read.date <= today) fault('dueOn', 'content.answer.error.dateNotAfterToday')
  else if (read.date > `${year + longestPlanYears}${today.slice(4)}`)
    fault('dueOn', 'content.answer.error.dateTooFar', { years: longestPlanYears })
}

function choiceOf({ choice }: AnswerFields): Choice | undefined {
  return choices.find((known) => known === choice.trim())
}

/** A page with one box for every choice calls it `text`. */
function textOf(given: AnswerFields, choice: Choice | 'open'): string {
  return cleanText(given[textField[choice]]) || cleanText(given.text)
}

function dateOf({ dueOn }: AnswerFields): DateRead {
  const [year = '', month = '', ...day] = dueOn.split('-')
  return readDate({ year, month, day: day.join('-') })
}

/** PostgreSQL takes neither a null byte nor half a character; other control characters show as nothing. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()
}
