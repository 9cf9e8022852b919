import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { env } from '#app/server/env.server.ts'
import { createApp } from '#app/server/http/app.server.ts'
import { remixFrom } from '#app/server/http/remix.server.ts'
import { mountRoutes } from '#app/server/http/routes.server.ts'
import { filesOf, joined } from '#app/server/http/static.server.ts'
import { stopWorker } from '#app/server/jobs/worker.server.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { bareBuild, framedBuild } from '#tests/bench/bare-page.ts'
import type { Target } from '#tests/bench/load.ts'
import type { Dashboards } from '#tests/bench/parts/dashboard.ts'
import { timeAdvance } from '#tests/bench/tasks/advance.ts'
import {
  comeFromEverywhere,
  countConcerns,
  layDoor,
  layInbox,
  timeSealing,
  timeStretching,
} from '#tests/bench/tasks/concerns.ts'
import { layDashboards } from '#tests/bench/tasks/dashboard.ts'
import { issueDocument, issueManyLengths } from '#tests/bench/tasks/documents.ts'
import { appendAtOnce, fillLedger, proveLedger, timeProof, timeVerify } from '#tests/bench/tasks/ledger.ts'
import { measureExport } from '#tests/bench/tasks/export.ts'
import { layLongPlan } from '#tests/bench/tasks/plan.ts'
import { highestMemory, watchMemory } from '#tests/bench/tasks/memory.ts'
import { drain, prepareDrawings } from '#tests/bench/tasks/queue.ts'
import { cookieOf, layWorld } from '#tests/bench/world.ts'

/** The measured process: the program itself on one port, what it is compared with on others, and tasks on request. */
await openDatabase()
const world = await layWorld()
const built = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
const files = joined(await filesOf('build/client'), await filesOf('public'))

const program = await serve(built)
const reader = world.cast.investigator.id
const bare = await serve(bareBuild(built, reader, world.draftId))
const framed = await serve(framedBuild(built, reader, world.draftId))

const tasks = {
  pages: async (): Promise<
    Record<'bare' | 'framed' | 'home' | 'judging' | 'assessment' | 'requirement', Target>
  > => {
    const { investigator, reviewer } = world.cast
    const author = await cookieOf(investigator)
    const [requirement] = requirementsFor(firstSelection, 'project')
    const plan = `${program}/app/assessments/${world.draftId}`
    return {
      bare: { url: `${bare}/` },
      framed: { url: `${framed}/app`, cookie: author },
      home: { url: `${program}/app`, cookie: author },
      judging: { url: `${program}/app`, cookie: await cookieOf(reviewer) },
      assessment: { url: plan, cookie: author },
      requirement: { url: `${plan}/requirements/${requirement!.id}`, cookie: author },
    }
  },
  longPlan: async (): Promise<
    Record<'bare' | 'tasks' | 'requirement' | 'evidence', Target> & { asked: number }
  > => {
    const { id, asked } = await layLongPlan(world)
    const cookie = await cookieOf(world.cast.investigator)
    const plan = `${program}/app/assessments/${id}`
    return {
      asked,
      bare: { url: `${bare}/` },
      tasks: { url: plan, cookie },
      requirement: { url: `${plan}/requirements/V-P-03`, cookie },
      evidence: { url: `${plan}/evidence`, cookie },
    }
  },
  dashboards: async (count: number): Promise<Dashboards> => {
    const { officer, approver, investigator } = await layDashboards(count)
    const page = (cookie: string, path = '') => ({ url: `${program}/app${path}`, cookie })
    return {
      officer: page(officer),
      approver: page(approver),
      investigator: page(investigator),
      list: page(officer, '/assessments'),
      oneState: page(officer, '/assessments?state=submitted'),
      overview: page(officer, '/overview'),
      conditions: page(officer, '/conditions'),
      notices: page(approver, '/notices'),
    }
  },
  reporterPages: () => program,
  comeFromEverywhere,
  layDoor,
  layInbox,
  countConcerns,
  timeStretching,
  timeSealing,
  measureExport: () => measureExport(),
  verifyPage: () => `${program}/verify`,
  issueDocument: () => issueDocument(world),
  issueManyLengths,
  timeAdvance: (times: number) => timeAdvance(world, times),
  appendAtOnce,
  proveLedger,
  fillLedger,
  timeVerify,
  timeProof,
  prepareDrawings: (count: number) => prepareDrawings(world, count),
  drain,
  watchMemory,
  highestMemory,
  stop: async () => {
    await stopWorker()
    await closePress()
    await closeDatabase()
    setImmediate(() => process.exit(0))
  },
}

export type Tasks = typeof tasks
export type Asked = { id: number; name: keyof Tasks; words: unknown[] }
export type Answered = { id: number; result?: unknown; error?: string }

process.on('message', ({ id, name, words }: Asked) => {
  const run = tasks[name] as (...words: unknown[]) => unknown
  Promise.resolve()
    .then(() => run(...words))
    .then(
      (result) => process.send!({ id, result } satisfies Answered),
      (error: unknown) => process.send!({ id, error: error instanceof Error ? error.stack : String(error) }),
    )
})
process.on('disconnect', () => process.exit(1))
process.send!({ id: 0 } satisfies Answered)

async function serve(build: ServerBuild): Promise<string> {
  let app: ReturnType<typeof createApp> | null = null
  const server = createAdaptorServer({
    fetch: (request, bindings) => app!.fetch(request, bindings),
    overrideGlobalObjects: false,
  }) as Server
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  app = createApp({ ...env, origin, port, askRemix: remixFrom(build), files, mountRoutes })
  return origin
}
