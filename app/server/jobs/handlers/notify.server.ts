import { asSystem } from '#app/server/database.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { recipientsOf } from '#app/server/jobs/recipients.server.ts'

/** One mail per person, each a job of its own, so that one refused address does not hold up the others. */
export const notify: Handler<'notify'> = (payload, { jobId }) =>
  asSystem('people to tell', async (tx) => {
    const people = await recipientsOf(tx, payload)
    await enqueue(
      tx,
      people.map((personId) => ({
        name: 'sendMail' as const,
        key: `${jobId}:${personId}`,
        data: { mail: payload.notice, personId, recordId: payload.assessmentId },
      })),
    )
  })
