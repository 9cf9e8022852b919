import { z } from 'zod'
import { cleanText, longestAnswer } from '#app/forms/answer.form.ts'
import { readDate } from '#app/forms/date-parts.ts'
import { largestRevision } from '#app/forms/fields.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { RowValues } from '#content/registers/definition.ts'
import type { Key, Values } from '#content/words.ts'

export const spokenChoices = ['yes', 'partly', 'no'] as const
export type SpokenChoice = (typeof spokenChoices)[number]

export const textName = (id: string): string => `text_${id}`
export const choiceName = (id: string): string => `choice_${id}`
export const seenName = (id: string): string => `seen_${id}`

const longestHeldLine = 200
const mostMinutes = 1440
const typed = z.string().catch('')

/** Takes whatever is typed: what is wrong with one answer keeps no other from being saved. */
export function interviewForm(questions: readonly { id: string }[]) {
  const names = questions.flatMap(({ id }) => [textName(id), choiceName(id), seenName(id)])
  return z.object({
    ...(Object.fromEntries(names.map((name) => [name, typed])) as Record<string, typeof typed>),
    heldOn: typed,
    language: typed,
    spoke: typed,
    focalPoint: typed,
    minutes: typed,
    readBack: typed,
    photographed: typed,
    heldId: typed,
    heldRevision: z.coerce.number().int().nonnegative().max(largestRevision).catch(0),
  })
}
export type InterviewFields = z.output<ReturnType<typeof interviewForm>>

export interface SpokenAnswer {
  id: string
  choice: SpokenChoice | null
  text: string
  /** The revision that the writer saw, and the mark of its words. */
  seen: { revision: number; mark: string }
}
export type Faults = Record<string, { key: Key; values?: Values }>

/** Every answer as it was typed, whether or not it can be saved. */
export function spokenAnswers(
  fields: Record<string, unknown>,
  questions: readonly { id: string; choice: boolean }[],
): SpokenAnswer[] {
  return questions.map(({ id, choice }) => {
    const [, revision = '0', mark = ''] = /^(\d{1,10})-([\w-]{1,20})$/.exec(at(fields, seenName(id))) ?? []
    return {
      id,
      choice: choice ? (spokenChoices.find((each) => each === at(fields, choiceName(id))) ?? null) : null,
      text: cleanText(at(fields, textName(id))),
      seen: { revision: Math.min(Number(revision), largestRevision), mark },
    }
  })
}

/** Questions with a box in what was sent that are not asked aloud any more: what was typed there has no place. */
export function goneQuestions(typed: Record<string, string>, questions: readonly { id: string }[]) {
  return Object.keys(typed).flatMap((name) => {
    const id = name.startsWith(textName('')) ? name.slice(textName('').length) : ''
    return id === '' || questions.some((question) => question.id === id) ? [] : [{ id, choice: true }]
  })
}

/** What keeps a changed answer from being saved; null for one that can be. */
export function faultOf({ choice, text, seen }: SpokenAnswer): { key: Key; values?: Values } | null {
  const length = [...text].length
  if (length > longestAnswer)
    return { key: 'content.answer.error.textTooLong', values: { length, maximum: longestAnswer } }
  if (text !== '') return null
  if (choice === 'partly' || choice === 'no') return { key: 'interview.error.words' }
  return choice === null && seen.revision > 0 ? { key: 'interview.error.emptied' } : null
}

/** About the conversation itself: nothing typed (null), what is wrong with it, or a row of its register. */
export function heldOf(
  fields: InterviewFields,
  today: string,
): { faults: Faults } | { values: RowValues } | null {
  const lines = { language: fields.language, spoke: fields.spoke, focalPoint: fields.focalPoint }
  const choices = { readBack: fields.readBack, photographed: fields.photographed }
  const given = [
    ...Object.values(lines),
    ...Object.values(choices),
    fields.minutes,
    fields.heldOn.replaceAll('-', ''),
  ]
  if (given.every((each) => each.trim() === '')) return null

  const faults: Faults = {}
  const values: RowValues = {}
  const date = dateOf(fields.heldOn, today)
  if ('key' in date) faults.heldOn = date
  else values.heldOn = date.day
  for (const [name, text] of Object.entries(lines)) {
    const line = oneLine(text)
    if (line === '') faults[name] = { key: `interview.error.${name as 'spoke'}` }
    else if (line.length > longestHeldLine)
      faults[name] = { key: 'interview.error.lineTooLong', values: { maximum: longestHeldLine } }
    else values[name] = line
  }
  for (const [name, text] of Object.entries(choices)) {
    if (text === 'yes' || text === 'no') values[name] = text
    else faults[name] = { key: `interview.error.${name as 'readBack'}` }
  }
  const minutes = fields.minutes.trim()
  if (minutes !== '') {
    if (/^\d{1,4}$/.test(minutes) && Number(minutes) <= mostMinutes) values.minutes = Number(minutes)
    else faults.minutes = { key: 'interview.error.minutes', values: { most: mostMinutes } }
  }
  return Object.keys(faults).length > 0 ? { faults } : { values }
}

function dateOf(given: string, today: string): { day: string } | { key: Key; values?: Values } {
  const [year = '', month = '', ...day] = given.split('-')
  const read = readDate({ year, month, day: day.join('-') })
  if (!read.ok)
    return {
      key: read.problem === 'dateMissing' ? 'interview.error.heldOn' : `content.answer.error.${read.problem}`,
      values: { year: today.slice(0, 4) },
    }
  return read.date > today ? { key: 'interview.error.future' } : { day: read.date }
}

function at(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
