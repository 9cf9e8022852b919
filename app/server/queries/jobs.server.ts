import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { isFailureCode, type FailureCode } from '#app/server/jobs/failure.server.ts'
import { caseNotices, deadQueue, isJobName, type JobName } from '#app/server/jobs/names.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const installation = { organisationId: null }

export interface DeadJob {
  id: string
  name: JobName
  /** When its last retry failed. */
  at: Date
  attempts: number
  /** Its words are `mail.failure.<code>`. */
  code: FailureCode
}

/** Jobs that failed for good, newest first: what kind, when and why, and nothing about whom. */
export async function deadJobsPage(actor: Actor): Promise<{ jobs: DeadJob[]; waiting: number }> {
  if (!mayAct(actor, 'seeJobs', installation)) throw notPermitted()
  return asSystem('jobs that failed', async (tx) => {
    const rows = await tx.$queryRaw<
      { id: string; name: string; at: Date; attempts: number; code: string | null }[]
    >`
      SELECT id::text, source_name AS name, created_on AS at, coalesce(source_retry_count, 0) + 1 AS attempts,
        source_output ->> 'code' AS code
      FROM pgboss.job WHERE name = ${deadQueue} AND state = 'created' ORDER BY created_on DESC LIMIT 200`
    // What waits for a case is not counted: a number that grew would say that there is one.
    const [count] = await tx.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pgboss.job WHERE name <> ${deadQueue} AND state IN ('created', 'retry', 'active') AND start_after <= now()
        AND coalesce(data ->> 'notice', data ->> 'mail', '') <> ALL (${[...caseNotices]})`
    return {
      jobs: rows.flatMap(({ name, code, ...row }) =>
        isJobName(name) ? { ...row, name, code: isFailureCode(code) ? code : 'unexpected' } : [],
      ),
      waiting: count!.waiting,
    }
  })
}

/** Puts a dead job back into its queue with its retries renewed. Twice at once: one wins, the other finds nothing. */
export async function retryDeadJob(actor: Actor, id: string, at: Date): Promise<void> {
  if (!mayAct(actor, 'retryJob', installation)) throw notPermitted()
  if (!uuid.test(id)) throw notFound()
  await asSystem('a failed job is tried again', async (tx) => {
    const [row] = await tx.$queryRaw<{ name: string; data: Record<string, string> | null }[]>`
      DELETE FROM pgboss.job WHERE name = ${deadQueue} AND id = ${id}::uuid AND state = 'created'
      RETURNING source_name AS name, data`
    if (!row || !isJobName(row.name)) throw notFound()
    await enqueue(tx, [{ name: row.name, key: `retry:${id}`, data: row.data ?? {} }])
    await appendLedger(tx, {
      action: 'job.retry',
      subject: id,
      actorId: actor.id,
      data: { job: row.name },
      at,
    })
  })
}
