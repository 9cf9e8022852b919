import { resolve } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { createServer } from 'vite'
import { showWholeErrors } from '#app/server/http/failure.server.ts'
import { runServer } from '#app/server/main.server.ts'
import type { Files } from '#app/server/http/static.server.ts'

process.chdir(resolve(import.meta.dirname, '../../..'))

showWholeErrors()

/** Pages and styles change at once. Server code needs a restart: `npm run dev` watches it and restarts by itself. */
const vite = await createServer({ server: { middlewareMode: true, hmr: false }, appType: 'custom' })
const none: Files = { answer: () => Promise.resolve(null), find: () => null }

await runServer({
  build: () => vite.ssrLoadModule('virtual:remix/server-build') as unknown as Promise<ServerBuild>,
  files: none,
  development: true,
  around: (server) => {
    const [answer] = server.listeners('request') as ((request: unknown, response: unknown) => void)[]
    if (!answer) return
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      vite.middlewares(request, response, () => answer(request, response))
    })
  },
})
