import { z } from 'zod'
import { identifier, paragraphs, seenRevision } from '#app/forms/fields.ts'

const reason = paragraphs('decision.error.reasonUndo', 'decision.error.tooLong')

export const UndoForm = z.object({ reason, seenRevision })

/** What becomes of signed documents: drawn and signed anew, or replaced by those of another plan. */
export const DocumentsForm = z.object({
  move: z.enum(['replace', 'supersede'], 'shell.form.invalid'),
  seenRevision,
})
export const ReplaceForm = z.object({
  replaceReason: paragraphs('decision.error.reasonReplace', 'decision.error.tooLong'),
})
export const SupersedeForm = z.object({
  replacedById: identifier('decision.error.replacedBy'),
  supersedeReason: paragraphs('decision.error.reasonReplace', 'decision.error.tooLong'),
})
