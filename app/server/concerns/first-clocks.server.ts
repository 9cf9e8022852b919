import type { Transaction } from '#app/server/database.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import {
  addMonths,
  detrimentDays,
  dueOf,
  usualTerms,
  type ClockCalendar,
  type Due,
} from '#content/concern-clocks.ts'
import { addDays, dateOf } from '#content/working-days.ts'
import type { ConcernKind, RequestOf } from '#machines/processes.ts'

/** What the reporter is told: the last moments, not the hoped-for ones. */
export interface PromisedDates {
  safetyBy: Date
  answerBy: string
  feedbackBy: string
}

const everyDay: ClockCalendar = { timeZone: 'UTC', localDays: new Set() }

export function promisedDates(kind: ConcernKind, at: Date): PromisedDates {
  const safetyBy = dueOf(usualTerms.safety, at, everyDay).dueAt
  if (kind === 'complaint') {
    const { dueOn } = dueOf(usualTerms.complaint, at, everyDay)
    return { safetyBy, answerBy: dueOn, feedbackBy: dueOn }
  }
  const answerBy = dueOf(usualTerms.acknowledge, at, everyDay).dueOn
  return { safetyBy, answerBy, feedbackBy: addMonths(answerBy, usualTerms.feedback.amount) }
}

/** Every clock that the first step of a case asks for; `personRef` is whoever told of it: their thread, or a random id. */
export async function startFirstClocks(
  tx: Transaction,
  { concernId, organisationId, personRef }: { concernId: string; organisationId: string; personRef: string },
  requests: readonly RequestOf<'concern'>[],
  at: Date,
): Promise<void> {
  const days = await listLocalDays(tx, [organisationId], at, 400)
  const calendar = { timeZone: 'UTC', localDays: new Set(days.map(({ day }) => day)) }
  const rows = requests.flatMap((request) => {
    if (request.type === 'startClock') {
      const { clock } = request.params
      return [clockRow(concernId, clock, dueOf(usualTerms[clock], at, calendar))]
    }
    if (request.type !== 'bookDetriment') return []
    const startedOn = at.toISOString().slice(0, 10)
    return detrimentDays('receipt', startedOn).map((onDay) => ({
      ...clockRow(concernId, 'detriment', { startedOn, dueAt: dateOf(addDays(onDay, 1)) }),
      personRef,
    }))
  })
  await tx.concernClock.createMany({ data: rows })
  const [first] = rows.map(({ dueAt }) => dueAt).sort((one, other) => one.getTime() - other.getTime())
  if (first) await tx.concern.updateMany({ where: { id: concernId }, data: { nextDueAt: first } })
}

function clockRow(concernId: string, kind: string, { startedOn, dueAt }: Pick<Due, 'startedOn' | 'dueAt'>) {
  return { concernId, kind, startedOn: dateOf(startedOn), dueAt }
}
