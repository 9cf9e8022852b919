import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { proveKeysOpen } from '#app/server/documents/keys-at-start.server.ts'
import { env } from '#app/server/env.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { runScript, Usage } from '#app/server/scripts/run-script.server.ts'
import { provideWorkForJobs } from '#app/server/scripts/work-for-jobs.server.ts'

/** npm run worker: works off the queue in a process of its own, beside web processes on the same PostgreSQL. */
await runScript(async () => {
  if (!env.databaseUrl) {
    throw new Usage(
      'The embedded database serves one process, and "npm start" does the jobs there. Set DATABASE_URL to use a worker.',
    )
  }
  await proveKeysOpen(env.keysFolder)
  await openDatabase()
  provideWorkForJobs()
  await startWorker()
  console.log('Working. Stop with Ctrl+C; what is under way is finished first.')
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  await stopWorker()
  await closeDatabase()
})
