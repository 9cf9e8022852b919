import { asSystem } from '#app/server/database.server.ts'
import { mailWhatIsDue } from '#app/server/jobs/due-mail.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { recipientsOf } from '#app/server/jobs/recipients.server.ts'
import { createNotices, endNotices } from '#app/server/repositories/notices.server.ts'

/** A notice for each person on their own page, and the mail that they want now, each a job of its own. */
export const notify: Handler<'notify'> = (payload, { jobId: job, now }) =>
  asSystem('people to tell', async (tx) => {
    const found = await recipientsOf(tx, payload)
    if (!found) return
    const { personIds, recordId, conditionId } = found
    // Settled since: whoever was told has nothing to do any more.
    if (payload.doorChangeId && personIds.length === 0) await endNotices(tx, payload.notice, [recordId], now)
    if (personIds.length === 0) return
    await createNotices(
      tx,
      personIds.map((personId) => ({
        id: jobId('notify', `${job}:${personId}`),
        personId,
        kind: payload.notice,
        recordId,
        conditionId,
        at: now,
      })),
    )
    await mailWhatIsDue(tx, personIds, now)
  })
