import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { afterAll } from 'vitest'
import * as entry from '#app/entry.server.tsx'
import * as root from '#app/root.tsx'
import { asSystem } from '#app/server/database.server.ts'
import { createApp, type Site } from '#app/server/http/app.server.ts'
import { remixFrom } from '#app/server/http/remix.server.ts'
import { mountRoutes } from '#app/server/http/routes.server.ts'
import type { Files } from '#app/server/http/static.server.ts'
import { startSession, stepUpSession } from '#app/server/sign-in/sessions.server.ts'
import { now } from '#app/server/clock.server.ts'
import type { ActionFunction, HandleDocumentRequestFunction, LoaderFunction } from '@remix-run/node'

export interface RouteModule {
  loader?: LoaderFunction
  action?: ActionFunction
  default?: unknown
}

/** Every page there is, by the name of its file without the ending. */
export const routeModules: Record<string, RouteModule> = Object.fromEntries(
  Object.entries(import.meta.glob<RouteModule>('../../app/routes/*.tsx', { eager: true })).map(
    ([file, module]) => [/([^/]+)\.tsx$/.exec(file)![1]!, module],
  ),
)

/** The address of a page with its parameters still named: `app/calls/:callId`. */
export function pathOf(name: string): string {
  const parts = name.split('.').filter((part) => part !== '_index')
  return parts.map((part) => part.replace(/_$/, '').replace(/^\$$/, '*').replace(/^\$/, ':')).join('/')
}

function wholeBuild(): ServerBuild {
  const pages = Object.entries(routeModules).map(([name, module]) => {
    const index = /(^|\.)_index$/.test(name)
    return [`routes/${name}`, { parentId: 'root', path: pathOf(name) || undefined, index, module }] as const
  })
  const routes = Object.fromEntries(
    [['root', { path: '', module: root }] as const, ...pages].map(([id, route]) => [id, { id, ...route }]),
  )
  const described = Object.entries(routes).map(([id, route]) => [
    id,
    {
      ...route,
      module: `/${id}.js`,
      hasLoader: 'loader' in route.module,
      hasAction: 'action' in route.module,
    },
  ])
  return {
    entry: { module: { ...entry, default: drawUnlessUndrawn } },
    routes,
    assets: {
      entry: { module: '/entry.js', imports: [] },
      routes: Object.fromEntries(described) as Record<string, unknown>,
      url: '',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    basename: '/',
    mode: 'production',
    isSpaMode: false,
    future: { v3_singleFetch: true, v3_routeConfig: true, v3_throwAbortReason: true },
  } as unknown as ServerBuild
}

const undrawn = 'x-undrawn'

/** Whoever asks for a status alone is spared the drawing: what is refused, missing or led on is known before it. */
const drawUnlessUndrawn: HandleDocumentRequestFunction = (request, status, headers, page, context) => {
  if (!request.headers.has(undrawn)) return entry.default(request, status, headers, page, context)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response('-', { headers, status: status === 500 ? (context.failure?.status ?? 500) : status })
}

const noFiles: Files = { answer: () => Promise.resolve(null), find: () => null }
const running: Server[] = []
afterAll(() => {
  for (const server of running) server.close().closeAllConnections()
})

export interface Asked {
  cookie?: string | null
  form?: Record<string, string>
  headers?: Record<string, string>
  /** Only what it answers with, without the page. */
  undrawn?: boolean
}

export interface WholeSite {
  url: string
  port: number
  /** A page, or a form posted as a browser would, without following where it leads. */
  ask(this: void, path: string, asked?: Asked): Promise<Response>
}

/** Compressing every page and opening it again would take a tenth of these tests' time. */
const plain = { 'accept-encoding': 'identity' }

/** The whole product behind a real port, as the server starts it, on the database that the test has opened. */
export async function startWholeSite(settings: Partial<Site> = {}): Promise<WholeSite> {
  let app: ReturnType<typeof createApp> | null = null
  const server = createAdaptorServer({
    fetch: (request, bindings) => app!.fetch(request, bindings),
    overrideGlobalObjects: false,
  }) as Server
  running.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const origin = settings.origin ?? `http://localhost:${port}`
  app = createApp({
    mode: 'evaluation',
    origin,
    port,
    trustProxy: false,
    askRemix: remixFrom(wholeBuild()),
    files: noFiles,
    mountRoutes,
    ...settings,
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    ask: (path, { cookie, form, headers = {}, undrawn: isUndrawn = false } = {}) =>
      fetch(new URL(path, url), {
        redirect: 'manual',
        headers: {
          ...plain,
          ...(cookie ? { cookie } : {}),
          ...(form ? { origin } : {}),
          ...(isUndrawn ? { [undrawn]: 'yes' } : {}),
          ...headers,
        },
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      }),
  }
}

/** A browser in which this person is signed in and has just proved again who they are. */
export async function aFreshCookieOf({ id }: { id: string }): Promise<string> {
  const token = await asSystem('test', async (tx) => {
    await startSession(tx, id, null, now())
    const { id: sessionId } = await tx.session.findFirstOrThrow({
      where: { personId: id },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    })
    return stepUpSession(tx, sessionId, now())
  })
  return `amana=${token}`
}
