import { asSystem } from '#app/server/database.server.ts'
import { mailWhatIsDue } from '#app/server/jobs/due-mail.server.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { listDue, listToldAndAnswered } from '#app/server/repositories/desk.server.ts'
import { createNotices, endNotices } from '#app/server/repositories/notices.server.ts'
import { roundedToSixHours } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

/** So many days before the last one the desk is reminded; this project's proposal. */
const daysBefore = 7

/** Handlers of the body that was asked hear once within the week before the last day, and once on that day. */
export function tellOfDesk(now: Date): Promise<void> {
  return asSystem('what the desks owe an answer to', async (tx) => {
    const today = dateOf(dayOf(now))
    const answered = await listToldAndAnswered(tx, ['deskDueSoon', 'deskDue'])
    for (const kind of ['deskDueSoon', 'deskDue']) await endNotices(tx, kind, answered, now)
    const due = await listDue(tx, new Date(today.getTime() + daysBefore * aDay))
    const told = due.map(({ id, dueOn, personId }) => ({
      personId,
      recordId: id,
      dueOn: dayOf(dueOn),
      kind: dueOn <= today ? 'deskDue' : 'deskDueSoon',
    }))
    await createNotices(
      tx,
      told.map(({ dueOn, ...notice }) => ({
        ...notice,
        // A day that was put off is told of again.
        id: jobId('notify', `${notice.kind}:${notice.recordId}:${dueOn}:${notice.personId}`),
        conditionId: null,
        at: roundedToSixHours(now),
      })),
    )
    await mailWhatIsDue(tx, [...new Set(told.map(({ personId }) => personId))], now)
  })
}

const aDay = 24 * 60 * 60 * 1000
