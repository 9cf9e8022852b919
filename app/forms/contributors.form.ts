import { z } from 'zod'
import { identifier } from '#app/forms/fields.ts'
import { oneLine } from '#app/forms/one-line.ts'
import { principles } from '#content/vocabulary.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const person = identifier(key('together.invite.personMissing'))
const capacity = z.enum(['contributor', 'commenter'], key('together.invite.capacityMissing'))

/** What may be asked of the page of people: one of these five at a time. */
export const ContributorsForm = z.discriminatedUnion(
  'move',
  [
    z.object({ move: z.literal('colleague'), personId: person, colleagueMay: capacity }),
    z.object({
      move: z.literal('name'),
      name: z
        .string(key('together.invite.nameMissing'))
        .transform(oneLine)
        .pipe(
          z
            .string()
            .min(1, key('together.invite.nameMissing'))
            .max(200, key('together.invite.nameTooLong'))
            .toLowerCase(),
        ),
      may: capacity,
    }),
    z.object({ move: z.literal('change'), personId: person, capacity }),
    z.object({ move: z.literal('end'), personId: person }),
    z.object({
      move: z.literal('assign'),
      principle: z.enum(principles, key('shell.form.invalid')),
      /** Empty: nobody. */
      to: z.union([z.literal(''), person], key('together.invite.personMissing')),
    }),
  ],
  key('shell.form.invalid'),
)
export type ContributorsMove = z.output<typeof ContributorsForm>

const news = {
  colleague: key('together.news.invited'),
  name: key('together.news.invited'),
  change: key('together.news.changed'),
  end: key('together.news.ended'),
  assign: key('together.news.assigned'),
} satisfies Record<ContributorsMove['move'], Key>

/** What the last step did, from the address of the page after it. */
export function newsOf(move: string | null): Key | null {
  return move !== null && Object.hasOwn(news, move) ? news[move as ContributorsMove['move']] : null
}
