import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { closeDatabase, countForThePlanner, openDatabase } from '#app/server/database.server.ts'
import { layAtFirstStart } from '#app/server/demonstration/first-start.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { proveKeysOpen } from '#app/server/documents/keys-at-start.server.ts'
import { env } from '#app/server/env.server.ts'
import { createApp } from '#app/server/http/app.server.ts'
import { remixFrom } from '#app/server/http/remix.server.ts'
import { mountRoutes } from '#app/server/http/routes.server.ts'
import { filesOf, joined, type Files } from '#app/server/http/static.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { greet } from '#app/server/scripts/greeting.server.ts'
import { provideWorkForJobs } from '#app/server/scripts/work-for-jobs.server.ts'
import { refuseDemonstrationAccounts } from '#app/server/sign-in/demonstration-accounts.server.ts'
import { sweepEvidenceFiles } from '#app/server/workflows/evidence.server.ts'
import { whenWordsFail, type WordsProblem } from '#content/words.ts'

export type Pages = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  files?: Files
  development?: boolean
  /** Wraps the listener, so that a development server can answer first. */
  around?: (server: Server) => void
}

const patience = 10_000

/** Opens the database, starts the jobs, listens, and stops in the opposite order when asked to. */
export async function runServer({ build, files, development = false, around }: Pages): Promise<void> {
  if (env.mode === 'production') whenWordsFail(showKey)
  await proveKeysOpen(env.keysFolder)
  await openDatabase()
  await refuseDemonstrationAccounts()
  await layAtFirstStart((line) => process.stdout.write(`${line}\n`))
  await countForThePlanner()
  await sweepEvidenceFiles(now())
  provideWorkForJobs()
  await startReceiving()
  await startWorker()
  const app = createApp({
    ...env,
    askRemix: remixFrom(build, development),
    files: files ?? joined(await filesOf('build/client'), await filesOf('public')),
    mountRoutes,
  })
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  // A document of 20 MB over a slow line: whoever sends nothing for a minute is let go of by the upload itself.
  server.requestTimeout = 30 * 60_000
  around?.(server)

  const stop = stopOnce(server, async () => {
    await stopReceiving()
    await stopWorker()
    await closePress()
    await closeDatabase()
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  try {
    await listen(server)
  } catch (error) {
    process.stderr.write(`${whyNotListening(error)}\n`)
    process.exitCode = 1
    await stopWorker()
    await closeDatabase()
    return
  }
  await greet()
}

/** A page with one odd word still opens; the log says which key is at fault. */
function showKey({ locale, key, reason }: WordsProblem): string {
  process.stderr.write(`words: ${key} (${locale}): ${reason}\n`)
  return key
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(env.port, env.host, resolve)
  })
}

function whyNotListening(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `Port ${env.port} is already in use, perhaps by another Amana. Stop that one, or choose another: PORT=${env.port + 1} npm start`
  }
  if (code === 'EACCES')
    return `This account may not listen on port ${env.port}. Choose one above 1024: PORT=3000 npm start`
  if (code === 'EADDRNOTAVAIL') return `This computer has no address ${env.host}. Correct AMANA_HOST.`
  throw error
}

/** New connections are refused at once; requests on their way get ten seconds; then the jobs and the database close. */
function stopOnce(server: Server, close: () => Promise<void>): () => void {
  let stopping = false
  const finish = async () => {
    const drained = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, patience).unref())])
    server.closeAllConnections()
    await close()
  }
  return () => {
    if (stopping) return
    stopping = true
    finish().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
}
