import { z } from 'zod'
import { paragraphs } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
export const longestNote = 2000

export const NoteForm = z.object({
  body: paragraphs(key('together.note.missing'), key('together.note.tooLong'), longestNote),
})

/** The notes that stood on the page, so that one that came meanwhile is not taken for read. */
export const ReadNotesForm = z.object({
  note: z
    .array(z.guid(key('shell.form.invalid')))
    .min(1)
    .max(1000),
})
