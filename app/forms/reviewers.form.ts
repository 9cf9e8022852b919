import { z } from 'zod'
import { day, identifier } from '#app/forms/fields.ts'
import { readMoney } from '#app/forms/money.ts'
import { oneLine } from '#app/forms/one-line.ts'
import type { Locale } from '#content/locale.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message
const notOurs = key('shell.form.invalid')
const person = identifier(key('review.error.person'))
const part = z.enum(['first', 'second'], key('review.error.part'))

/** Empty: nobody. */
const nobodyOr = z.union([z.literal(''), person], key('review.error.person'))
/** Who had it when the page was read. */
const was = z.union([z.literal(''), person], notOurs)

/** Several plans at once to one reviewer. */
export const GiveManyForm = z.object({
  assessmentIds: z.array(identifier(notOurs)).min(1, key('review.error.plans')).max(200, notOurs),
  personId: person,
  part,
})

/** What may be asked of the page of one plan: one of these five at a time. */
export function reviewersForm(locale: Locale) {
  return z.discriminatedUnion(
    'move',
    [
      z.object({ move: z.literal('giveFirst'), firstId: nobodyOr, was }),
      z.object({ move: z.literal('giveSecond'), secondId: nobodyOr, was }),
      z.object({
        move: z.literal('invite'),
        outsidePart: z.enum(['partner', 'outside'], key('review.error.outsidePart')),
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
      }),
      z.object({ move: z.literal('end'), personId: person }),
      z
        .object({
          move: z.literal('pay'),
          payeeId: person,
          amount: z.string(notOurs).max(40, notOurs),
          currency: z.string(notOurs).max(10, notOurs),
          paidOn: day(key('review.error.paidOn')),
        })
        .transform(({ amount, currency, ...rest }, context) => {
          const read = readMoney({ amount, currency }, locale)
          if (read.ok) return { ...rest, money: read.money }
          context.addIssue({
            code: 'custom',
            path: [read.part],
            message: key(`review.error.${read.problem}`),
            input: read.part === 'amount' ? amount : currency,
          })
          return z.NEVER
        }),
    ],
    notOurs,
  )
}

const news = {
  giveFirst: key('review.news.given'),
  giveSecond: key('review.news.given'),
  invite: key('review.news.invited'),
  end: key('review.news.ended'),
  pay: key('review.news.paid'),
} as const

/** What the last step did, from the address of the page after it. */
export function newsOf(move: string | null): Key | null {
  return move !== null && Object.hasOwn(news, move) ? news[move as keyof typeof news] : null
}
