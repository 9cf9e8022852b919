import { z } from 'zod'
import { identifier, line, paragraphs } from '#app/forms/fields.ts'

export const ProgrammeForm = z.object({
  organisationId: identifier('line.programme.error.organisation'),
  title: line('line.error.title', 'line.error.titleTooLong'),
  summary: paragraphs('line.error.summary', 'line.error.summaryTooLong'),
})
