import { z } from 'zod'
import { readClock } from '#app/forms/clock-time.ts'
import { isTimeZone } from '#app/forms/time-zone.ts'
import type { Key } from '#content/words.ts'

const key = (message: Key): Key => message

export const digests = ['each', 'daily', 'weekly', 'none'] as const

const clock = z
  .string()
  .max(20, key('notices.settings.clockWrong'))
  .optional()
  .default('')
  .transform((typed, context) => {
    if (typed === '') return null
    const minutes = readClock(typed)
    if (minutes === null)
      context.addIssue({ code: 'custom', message: key('notices.settings.clockWrong'), input: typed })
    return minutes
  })

export const MailChoiceForm = z
  .object({
    digest: z.enum(digests, key('notices.settings.digestMissing')),
    quietFrom: clock,
    quietUntil: clock,
    timeZone: z
      .string(key('notices.settings.zoneWrong'))
      .refine(isTimeZone, key('notices.settings.zoneWrong')),
  })
  .superRefine(({ quietFrom, quietUntil }, context) => {
    if ((quietFrom === null) === (quietUntil === null)) return
    context.addIssue({
      code: 'custom',
      path: [quietFrom === null ? 'quietFrom' : 'quietUntil'],
      message: key('notices.settings.clockMissing'),
      input: null,
    })
  })

/** One of three buttons: open one, mark one as read, or mark everything that the page showed. */
export const NoticesForm = z.object({
  open: z.guid().optional(),
  read: z.guid().optional(),
  until: z.iso.datetime().optional(),
})
