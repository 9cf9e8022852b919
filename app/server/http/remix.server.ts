import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { PageContext } from '#app/server/http/page-context.server.ts'

export type AskRemix = (request: Request, context: PageContext) => Promise<Response>

/**
 * Remix compares Origin with Host. Where the request comes from is already decided, by the canonical origin, so Remix is
 * told that origin whatever a proxy wrote into Host or X-Forwarded-Host.
 */
export function requestAt(
  origin: string,
  request: Request,
  body: Uint8Array<ArrayBuffer> | null,
  address: string,
): Request {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.set('host', new URL(origin).host)
  headers.delete('x-forwarded-host')
  headers.delete('x-forwarded-proto')
  if (headers.has('origin')) headers.set('origin', origin)
  // Always overwritten here, so a visitor cannot choose it. For rate limits only, never stored.
  headers.set('x-amana-address', address)
  return new Request(`${origin}${pathname}${search}`, {
    method: request.method,
    headers,
    signal: request.signal,
    ...(body ? { body } : {}),
  })
}

export function remixFrom(build: ServerBuild | (() => Promise<ServerBuild>), development = false): AskRemix {
  return createRequestHandler(build, development ? 'development' : 'production')
}
