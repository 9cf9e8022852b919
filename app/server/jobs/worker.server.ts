import { PgBoss, type JobWithMetadata } from 'pg-boss'
import { now } from '#app/server/clock.server.ts'
import { LedgerKeyMissing } from '#app/server/crypto/ledger-key.server.ts'
import { isDatabaseDown, openEngine, poolFor } from '#app/server/database.server.ts'
import { JobFailure } from '#app/server/jobs/failure.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { closeCall } from '#app/server/jobs/handlers/close-call.server.ts'
import { commitDay } from '#app/server/jobs/handlers/commit-day.server.ts'
import { drawDocuments } from '#app/server/jobs/handlers/draw-documents.server.ts'
import { mailCheckpoint } from '#app/server/jobs/handlers/mail-checkpoint.server.ts'
import { mailNotices } from '#app/server/jobs/handlers/mail-notices.server.ts'
import { makeCheckpoint } from '#app/server/jobs/handlers/make-checkpoint.server.ts'
import { notify } from '#app/server/jobs/handlers/notify.server.ts'
import { sendMail } from '#app/server/jobs/handlers/send-mail.server.ts'
import { watchConcerns } from '#app/server/jobs/handlers/watch-concerns.server.ts'
import { watchConditions } from '#app/server/jobs/handlers/watch-conditions.server.ts'
import {
  deadQueue,
  deadQueueOptions,
  jobNames,
  payloads,
  queueOptions,
  schedules,
  type JobName,
} from '#app/server/jobs/names.server.ts'
import { onNudge } from '#app/server/jobs/nudge.server.ts'
import { LedgerShorter } from '#app/server/ledger/restored.server.ts'

const handlers: { [Name in JobName]: Handler<Name> } = {
  drawDocuments,
  closeCall,
  notify,
  sendMail,
  mailNotices,
  makeCheckpoint,
  mailCheckpoint,
  commitDay,
  watchConcerns,
  watchConditions,
}

let running: PgBoss | null = null

/** Works off the queue in this process. The database must be open and the workflows' part provided (`provideWork`). */
export async function startWorker({ pollSeconds = 2, scheduled = true } = {}): Promise<void> {
  if (running) return
  await prepareQueues()
  const boss = await bossOn({ schedule: scheduled })
  running = boss
  await boss.start()
  if (scheduled) for (const { name, cron } of schedules) await boss.schedule(name, cron, {}, { tz: 'UTC' })

  const workers = new Map<string, string>()
  for (const name of jobNames) {
    const options = { pollingIntervalSeconds: pollSeconds, batchSize: 1, includeMetadata: true } as const
    const work = async ([job]: JobWithMetadata<unknown>[]) => {
      await perform(name, job!)
      // What waits behind a job that is done need not wait for the next poll; behind one that failed it does.
      boss.notifyWorker(workers.get(name) ?? '')
    }
    workers.set(name, await boss.work(name, options, work))
  }
  onNudge((name) => boss.notifyWorker(workers.get(name)!))
}

/** Lets what is under way finish, for at most the time given; what does not is taken up again by the next worker. */
export async function stopWorker(timeout = 10_000): Promise<void> {
  const boss = running
  running = null
  onNudge(null)
  await boss?.stop({ graceful: true, timeout })
}

/**
 * The migration makes the queues; this brings their figures up to date after an upgrade. A first enqueue must never have
 * to look a queue up through the pool, so the instance that works is a fresh one, started when every queue is there.
 */
async function prepareQueues(): Promise<void> {
  const boss = await bossOn({ schedule: false })
  await boss.start()
  try {
    const there = new Set((await boss.getQueues()).map(({ name }) => name))
    if (!there.has(deadQueue)) await boss.createQueue(deadQueue, deadQueueOptions)
    for (const name of jobNames) {
      const { policy, ...options } = queueOptions[name]
      if (there.has(name)) await boss.updateQueue(name, options)
      else await boss.createQueue(name, { policy, ...options })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

async function bossOn({ schedule }: { schedule: boolean }): Promise<PgBoss> {
  const [pool, { kind }] = await Promise.all([poolFor('jobs'), openEngine()])
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    migrate: false,
    schedule,
    supervise: true,
    // The embedded database has one connection: index rebuilding and vacuum watching would only be in the way.
    reindex: kind === 'postgresql',
    monitorVacuum: kind === 'postgresql',
  })
  boss.on('error', (error: unknown) => {
    process.stderr.write(`jobs: ${isDatabaseDown(error) ? 'the database is not reachable' : kindOf(error)}\n`)
  })
  return boss
}

async function perform<Name extends JobName>(name: Name, job: JobWithMetadata<unknown>): Promise<void> {
  try {
    const payload = payloads[name].safeParse(job.data ?? {})
    if (!payload.success) throw new JobFailure('payloadNotUnderstood')
    const handler = handlers[name] as (
      payload: unknown,
      context: { jobId: string; now: Date },
    ) => Promise<void>
    await handler(payload.data, { jobId: job.id, now: now() })
  } catch (error) {
    const failure = asFailure(error)
    const cause = failure === error ? '' : ` (${kindOf(error)})`
    process.stderr.write(
      `jobs: ${name} ${job.id} failed, attempt ${job.retryCount + 1}: ${failure.code}${cause}\n`,
    )
    throw failure
  }
}

function asFailure(error: unknown): JobFailure {
  if (error instanceof JobFailure) return error
  if (error instanceof LedgerShorter) return new JobFailure('ledgerShorterThanWitnessed')
  if (error instanceof LedgerKeyMissing) return new JobFailure('ledgerKeyMissing')
  return new JobFailure('unexpected')
}

/** The kind of an error without its words, which can name people. */
function kindOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown }
  return (
    [name, code].filter((part) => typeof part === 'string' && /^[\w.-]{1,60}$/.test(part)).join(' ') ||
    'error'
  )
}
