import { z } from 'zod'
import { day, largestRevision } from '#app/forms/fields.ts'

/** One ticked line, with what its reader saw: a requirement, the passport's revision of it and the plan's; 0 where there is none. */
export interface Pick {
  requirementId: string
  passportRevision: number
  answerRevision: number
}

/** One answer of a passport, as its reader saw it. */
export interface Held {
  frameworkId: string
  requirementId: string
  revision: number
}

const notOurs = 'shell.form.invalid'
const revision = /^\d{1,10}$/

export function pickToken({ requirementId, passportRevision, answerRevision }: Pick): string {
  return `${requirementId}~${passportRevision}~${answerRevision}`
}

export function heldToken({ frameworkId, requirementId, revision: seen }: Held): string {
  return `${frameworkId}~${requirementId}~${seen}`
}

const pick = z.string().transform((token, context): Pick => {
  const [requirementId = '', ...seen] = token.split('~')
  const [passportRevision, answerRevision] = seen.map(revisionIn)
  if (requirementId && seen.length === 2 && passportRevision != null && answerRevision != null)
    return { requirementId, passportRevision, answerRevision }
  context.addIssue({ code: 'custom', message: notOurs, input: token })
  return z.NEVER
})

const held = z.string().transform((token, context): Held => {
  const [frameworkId = '', requirementId = '', seen = '', ...more] = token.split('~')
  const read = revisionIn(seen)
  if (frameworkId && requirementId && read !== null && more.length === 0)
    return { frameworkId, requirementId, revision: read }
  context.addIssue({ code: 'custom', message: notOurs, input: token })
  return z.NEVER
})

function revisionIn(text: string): number | null {
  return revision.test(text) && Number(text) <= largestRevision ? Number(text) : null
}

/** No framework asks more than this of anybody. */
const most = 5000

export const PlanPassportMove = z.object({ do: z.enum(['use', 'keep', 'open', 'end'], notOurs) })
export const UseForm = z.object({ use: z.array(pick).min(1, 'passport.error.nothingTicked').max(most) })
export const KeepForm = z.object({ keep: z.array(pick).min(1, 'passport.error.nothingTicked').max(most) })

/** Until a day after today and at most two years away. `today` is a day: 2030-01-31. */
export function openForm(today: string) {
  return z.object({
    untilOn: day('passport.open.error.missing')
      .refine((untilOn) => untilOn > today, 'passport.open.error.past')
      .refine((untilOn) => untilOn <= yearsAfter(today, longestYears), {
        message: 'passport.open.error.tooFar',
        params: { values: { months: longestYears * 12 } },
      }),
  })
}

const longestYears = 2

/** Unless somebody says otherwise, a passport is open for a year. */
export function usualEnd(today: string): string {
  return yearsAfter(today, 1)
}

function yearsAfter(today: string, years: number): string {
  const later = `${Number(today.slice(0, 4)) + years}${today.slice(4)}`
  return later.endsWith('-02-29') ? later.replace(/29$/, '28') : later
}

export const EndForm = z.object({ grantId: z.guid(notOurs) })

export const PassportMove = z.object({ do: z.enum(['confirm', 'takeOut', 'end'], notOurs) })
export const HeldForm = z.object({ held: z.array(held).min(1, notOurs).max(most) })
