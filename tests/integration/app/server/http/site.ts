import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { redirect, type ActionFunctionArgs, type ServerBuild } from '@remix-run/node'
import { afterAll } from 'vitest'
import * as entry from '#app/entry.server.tsx'
import * as root from '#app/root.tsx'
import * as nowhere from '#app/routes/$.tsx'
import * as front from '#app/routes/_index.tsx'
import { createApp, type Site } from '#app/server/http/app.server.ts'
import { remixFrom } from '#app/server/http/remix.server.ts'
import type { Files } from '#app/server/http/static.server.ts'

const echo = {
  default: () => null,
  action: async ({ request }: ActionFunctionArgs) => {
    const form = await request.formData()
    return redirect(form.has('text') ? '/heard' : '/nothing')
  },
}

const failing = {
  default: () => null,
  loader: ({ request }: ActionFunctionArgs) => {
    const secret = 'the words of a survivor'
    const down = new URL(request.url).searchParams.has('database')
    throw down ? Object.assign(new Error(secret), { code: 'ECONNREFUSED' }) : new Error(secret)
  },
}

/** The real root, entry and error pages with a few routes of the test's own, as Remix's build would hand them over. */
function buildOf(): ServerBuild {
  const modules = {
    root: { path: '', module: root },
    'routes/_index': { parentId: 'root', index: true, module: front },
    'routes/echo': { parentId: 'root', path: 'echo', module: echo },
    'routes/app.echo': { parentId: 'root', path: 'app/echo', module: echo },
    'routes/failing': { parentId: 'root', path: 'failing', module: failing },
    'routes/$': { parentId: 'root', path: '*', module: nowhere },
  }
  const routes = Object.fromEntries(Object.entries(modules).map(([id, route]) => [id, { id, ...route }]))
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
    entry: { module: entry },
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

const running: Server[] = []
afterAll(() => {
  for (const server of running) server.close().closeAllConnections()
})

async function listening(server: Server): Promise<number> {
  running.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

const noFiles: Files = { answer: () => Promise.resolve(null), find: () => null }

export type Running = { url: string; port: number }

export async function startSite(settings: Partial<Site> = {}): Promise<Running> {
  let app: ReturnType<typeof createApp> | null = null
  const server = createAdaptorServer({
    fetch: (request, bindings) => app!.fetch(request, bindings),
    overrideGlobalObjects: false,
  }) as Server
  const port = await listening(server)
  app = createApp({
    mode: 'evaluation',
    origin: `http://localhost:${port}`,
    port,
    trustProxy: false,
    askRemix: remixFrom(buildOf()),
    files: noFiles,
    mountRoutes: (site) => {
      site.get('/thrown', () => {
        throw new Error('a Hono route with a mistake')
      })
    },
    ...settings,
  })
  return { url: `http://127.0.0.1:${port}`, port }
}

/** A proxy that puts its own name into Host, as many do, and perhaps another into X-Forwarded-Host. */
export async function startProxy(port: number, rewritten: Record<string, string>): Promise<Running> {
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, ...rewritten }
    const onward = forward({ port, host: '127.0.0.1', path: incoming.url, method: incoming.method, headers })
    onward.on('response', (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  const own = await listening(server)
  return { url: `http://127.0.0.1:${own}`, port: own }
}

/** Sends a form as a browser would, without following where it leads. */
export function send(url: string, text: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ text }),
  })
}
