import { PassThrough } from 'node:stream'
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { PageContextProvider } from '#app/components/page-context.tsx'
import { recordFailure } from '#app/server/http/failure.server.ts'

const patience = 10_000

/** Remix calls this before it draws the page that says so. What was refused on purpose is no failure. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  const isRefusal = isRouteErrorResponse(error) && error.status < 500
  if (!request.signal.aborted && !isRefusal) context.failure = recordFailure(error)
}

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  const answer = (body: BodyInit) =>
    new Response(body, {
      headers,
      status: status === 500 && context.failure ? context.failure.status : status,
    })
  if (!isInteractive(entry)) return answer(drawWithoutScript(request, entry, context))
  return answer(await drawWhole(request, entry, context))
}

function isInteractive(entry: EntryContext): boolean {
  return entry.staticHandlerContext.matches.some(({ route }) => {
    const handle: unknown = entry.routeModules[route.id]?.handle
    return (
      typeof handle === 'object' && handle !== null && 'interactive' in handle && handle.interactive === true
    )
  })
}

/** Without scripts there is nothing to hand over to, so the loader data are not sent a second time. */
function drawWithoutScript(request: Request, entry: EntryContext, context: AppLoadContext): string {
  const { serverHandoffStream, ...rest } = entry
  serverHandoffStream?.cancel().catch(() => {})
  return `<!DOCTYPE html>${renderToString(pageOf(request, rest, context))}`
}

/** One whole body: an error while drawing can still change the status. */
function drawWhole(request: Request, entry: EntryContext, context: AppLoadContext): Promise<ReadableStream> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(pageOf(request, entry, context), {
      nonce: context.nonce,
      onAllReady() {
        clearTimeout(timer)
        const body = new PassThrough()
        resolve(createReadableStreamFromReadable(body))
        pipe(body)
      },
      onShellError(error) {
        clearTimeout(timer)
        reject(error instanceof Error ? error : new Error('the page could not be drawn'))
      },
      onError(error) {
        context.failure = recordFailure(error)
      },
    })
    const timer = setTimeout(abort, patience)
  })
}

function pageOf(request: Request, entry: EntryContext, context: AppLoadContext) {
  return (
    <PageContextProvider value={context}>
      <RemixServer context={entry} url={request.url} nonce={context.nonce} />
    </PageContextProvider>
  )
}
