import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'
import { placeholdersFor, unknownIn, type LetterOutcome } from '#content/letters.ts'

const longestLetter = 20_000

/** A letter of the funder's own. Empty: the usual one again. A placeholder that nobody fills is refused by its name. */
export function letterForm(outcome: LetterOutcome) {
  return z
    .object({ body: z.string().trim().max(longestLetter, 'letters.error.tooLong').default(''), seenRevision })
    .superRefine(({ body }, context) => {
      const [unknown] = unknownIn(body, outcome)
      if (unknown === undefined) return
      const names = placeholdersFor(outcome).map((name) => `{${name}}`)
      context.addIssue({
        code: 'custom',
        path: ['body'],
        message: 'letters.error.unknown',
        input: body,
        params: { values: { name: `{${unknown}}`, names: names.join(' ') } },
      })
    })
}
