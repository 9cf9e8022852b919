import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, poolFor } from '#app/server/database.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { startWorker } from '#app/server/jobs/worker.server.ts'
import { provideWorkForJobs } from '#app/server/scripts/work-for-jobs.server.ts'
import { asRead } from '#content/index.ts'
import { aDecidedPlanFor, type World } from '#tests/bench/world.ts'
import { wholeRecord } from '#tests/support/whole-record.ts'

/**
 * Decided assessments whose documents nobody has drawn, each with everything that the published framework asks of anybody, and
 * a worker that waits for their jobs. It looks for the next job as often as the queue allows, four times as often as in service, so
 * the documents come as close together as can be.
 */
export async function prepareDrawings({ cast, callId }: World, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number += 1) ids.push(await aDecidedPlanFor(cast, callId))
  await askEverything(ids)
  const pool = await poolFor('jobs')
  await pool.query('delete from pgboss.job')
  provideWorkForJobs()
  await startWorker({ pollSeconds: 0.5, scheduled: false })
  return ids
}

/** What was sent becomes the longest that there can be: see wholeRecord. */
async function askEverything(ids: string[]): Promise<void> {
  const { framework, principles } = wholeRecord('en')
  const answers = new Map(
    principles.flatMap(({ requirements }) => requirements.map((answer) => [answer.id, answer])),
  )
  const requirements = asRead('amana-ukcdr', framework.version, 'en').map((question) => {
    const { choice, text, dueOn, unanswered } = answers.get(question.id)!
    return { ...question, choice, text, dueOn, ...(unanswered ? { unanswered } : {}) }
  })
  const content = JSON.stringify(requirements)
  await asSystem(
    'bench',
    (tx) => tx.$executeRaw`
      update submission set content = jsonb_set(content, '{requirements}', ${content}::jsonb)
      where assessment_id = any (${ids}::uuid[])`,
  )
}

/** Has these drawn, two documents each, and says how long that took. */
export async function drain(ids: string[]): Promise<number> {
  const started = performance.now()
  const jobs = ids.map((assessmentId) => ({
    name: 'drawDocuments' as const,
    key: `bench:${randomId()}`,
    data: { assessmentId },
  }))
  await asSystem('bench', (tx) => enqueue(tx, jobs))
  while ((await undrawn(ids)) > 0) await new Promise((later) => setTimeout(later, 250))
  return performance.now() - started
}

async function undrawn(ids: string[]): Promise<number> {
  return asSystem('bench', async (tx) => {
    const failed = await tx.assessment.findFirst({
      where: { id: { in: ids }, problem: { not: null } },
      select: { problem: true },
    })
    if (failed) throw new Error(`A document could not be drawn: ${failed.problem}`)
    return tx.assessment.count({ where: { id: { in: ids }, state: 'decided' } })
  })
}
