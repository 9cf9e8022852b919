import { z } from 'zod'

/** Whoever reads such things talks to somebody about it at least so often: this project's proposal. */
export const supervisionWithin = 28

const Ids = z.tuple([z.guid(), z.guid()])

/** Whom, as `body~person`, and on which day. */
export const supervisionForm = z.object({
  who: z.string({ error: 'cases.care.error.who' }).transform((text, context) => {
    const ids = Ids.safeParse(text.split('~')).data
    if (ids) return { organisationId: ids[0], personId: ids[1] }
    context.addIssue({ code: 'custom', message: 'cases.care.error.who' })
    return z.NEVER
  }),
  onDay: z.iso.date('cases.care.error.day'),
})
