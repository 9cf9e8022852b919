import { z } from 'zod'
import { readDate } from '#app/forms/date-parts.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const mostLines = 200
const longestName = 80
const years = { first: 2020, last: 2100 }

export interface LocalDayLine {
  day: string
  name: string
}
type Problem = { key: Key; line: number }

/** One day on each line, as a list is pasted: `2027-01-01 New Year`. Of a day written twice the last name counts. */
export function readLocalDays(text: string): { days: LocalDayLine[] } | { problem: Problem } {
  const days = new Map<string, string>()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const read = readLine(line)
    if (typeof read === 'string') return { problem: { key: read, line: index + 1 } }
    days.set(read.day, read.name)
  }
  return { days: [...days].map(([day, name]) => ({ day, name })) }
}

function readLine(line: string): LocalDayLine | Key {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})[\s,;]+(.*)$/u.exec(line.trim())
  if (!found) return key('notices.localDays.lineWrong')
  const [, year = '', month = '', day = '', rest = ''] = found
  const date = readDate({ year, month, day })
  if (!date.ok || Number(year) < years.first || Number(year) > years.last)
    return key('notices.localDays.dayWrong')
  const name = oneLine(rest)
  if (name === '') return key('notices.localDays.lineWrong')
  return name.length > longestName ? key('notices.localDays.nameTooLong') : { day: date.date, name }
}

export const LocalDaysForm = z.object({
  days: z.string(key('notices.localDays.missing')).transform((text, context) => {
    const refuse = (message: Key, values: Record<string, string | number> = {}) => {
      context.addIssue({ code: 'custom', message, params: { values }, input: text })
      return z.NEVER
    }
    if (text.trim() === '') return refuse(key('notices.localDays.missing'))
    if (text.split('\n').length > mostLines)
      return refuse(key('notices.localDays.tooMany'), { most: mostLines })
    const read = readLocalDays(text)
    return 'problem' in read ? refuse(read.problem.key, { line: read.problem.line }) : read.days
  }),
})

export const RemoveLocalDayForm = z.object({ remove: z.iso.date('shell.form.invalid') })
