import { z } from 'zod'
import { evidenceForm, evidenceOf, type EvidenceValue } from '#app/forms/evidence.form.ts'
import { seenRevision } from '#app/forms/fields.ts'
import type { Key } from '#content/words.ts'

const longest = 5_000
const mostPieces = 50
const typed = z.string().catch('')

const boxes = {
  title: typed,
  kind: typed,
  url: typed,
  assessmentUrl: typed,
  page: typed,
  assessedBy: typed,
  datedOn: typed,
  reviewOn: typed,
}

export interface EvidenceGiven {
  evidenceIds: string[]
  /** Null when nothing new is described. */
  fresh: EvidenceValue | null
  note: string
  seenRevision: number
}

/** What the body keeps already is ticked; something new is described as anywhere else. `hasFile` says that one came with it. */
export function conditionEvidenceForm(today: string, hasFile: boolean) {
  return z
    .object({
      seenRevision,
      evidenceIds: z
        .array(z.guid('shell.form.invalid' satisfies Key))
        .max(mostPieces, 'conditions.error.tooMany' satisfies Key),
      note: z
        .string()
        .trim()
        .max(longest, 'conditions.error.tooLong' satisfies Key)
        .default(''),
      heldFile: typed,
      ...boxes,
    })
    .transform((given, context): EvidenceGiven => {
      const { evidenceIds, note, seenRevision } = given
      const isNew = hasFile || Object.keys(boxes).some((name) => given[name as keyof typeof boxes] !== '')
      if (!isNew) {
        if (evidenceIds.length === 0)
          context.addIssue({
            code: 'custom',
            path: ['evidenceIds'],
            message: 'conditions.error.evidence' satisfies Key,
            input: given,
          })
        return { evidenceIds, fresh: null, note, seenRevision }
      }
      const read = evidenceForm(today).safeParse({ ...given, requirements: ['condition'] })
      if (read.success)
        return { evidenceIds, fresh: evidenceOf(read.data, read.data.kind), note, seenRevision }
      for (const issue of read.error.issues) {
        const params = (issue as { params?: object }).params
        context.addIssue({
          code: 'custom',
          path: issue.path,
          message: issue.message,
          input: given,
          ...(params ? { params } : {}),
        })
      }
      return z.NEVER
    })
}
