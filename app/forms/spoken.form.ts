import { z } from 'zod'
import { day, identifier, line } from '#app/forms/fields.ts'
import { spokenLanguage } from '#content/spoken.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

/** A tag, or the name of a language that is offered; what comes out is the one way to write it. */
const language = z.string(key('spoken.error.language')).transform((typed, context) => {
  const tag = spokenLanguage(typed)
  if (tag !== null) return tag
  context.addIssue({ code: 'custom', message: key('spoken.error.language') })
  return z.NEVER
})

export const LanguageForm = z.object({ language })

/** Whether the file is a recording is no matter of the form's words. */
export const RecordingForm = z
  .object({
    same: z.literal('yes', { error: key('spoken.error.same') }),
    checked: z.enum(['yes', 'not_yet'], { error: key('spoken.error.checked') }),
    checkedBy: z.string().default(''),
    checkedOn: z.string().default(''),
  })
  .transform(({ checked, checkedBy, checkedOn }, context) => {
    if (checked === 'not_yet') return { checkedBy: null, checkedOn: null }
    const read = Checked.safeParse({ checkedBy, checkedOn })
    if (read.success) return read.data
    for (const { message, path } of read.error.issues)
      context.addIssue({ code: 'custom', message, path: [...path] })
    return z.NEVER
  })

const Checked = z.object({
  checkedBy: line('spoken.error.checkedBy', 'spoken.error.checkedByLong', 120),
  checkedOn: day('spoken.error.checkedOn'),
})

export type RecordingForm = z.output<typeof RecordingForm>

export const EndForm = z.object({ end: identifier('shell.form.invalid') })
export const HeardForm = z.object({
  answer: z.enum(['agree', 'end'], { error: key('shell.form.invalid') }),
})
