import { z } from 'zod'
import { readDate } from '#app/forms/date-parts.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { Key } from '#content/words.ts'

/** One line of words: a title or a name. */
export function line(missing: Key, tooLong: Key, longest = 200) {
  return z.string(missing).transform(oneLine).pipe(z.string().min(1, missing).max(longest, tooLong))
}

export function paragraphs(missing: Key, tooLong: Key, longest = 5000) {
  return z.string(missing).trim().min(1, missing).max(longest, tooLong)
}

/** A day from three boxes, as YYYY-MM-DD. */
export function day(missing: Key) {
  return z.string(missing).transform((typed, context) => {
    const [year = '', month = '', dayOfMonth = ''] = typed.split('-')
    const read = readDate({ year, month, day: dayOfMonth })
    if (read.ok) return read.date
    const message =
      read.problem === 'dateMissing' ? missing : (`content.answer.error.${read.problem}` satisfies Key)
    context.addIssue({
      code: 'custom',
      message,
      params: { values: { year: String(new Date().getUTCFullYear() + 1) } },
      input: typed,
    })
    return z.NEVER
  })
}

const notOurs: Key = 'shell.form.invalid'

/** The largest that a row can have. */
export const largestRevision = 2_147_483_647

/** What the reader saw. A form without it is not one of ours. */
export const seenRevision = z.coerce
  .number(notOurs)
  .int(notOurs)
  .nonnegative(notOurs)
  .max(largestRevision, notOurs)

export function identifier(missing: Key) {
  return z.guid(missing)
}
