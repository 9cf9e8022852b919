import { Hono } from 'hono'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { readBody } from '#app/server/http/body.server.ts'
import { compress, encodingFor, isWorthCompressing } from '#app/server/http/compress.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { securityHeaders } from '#app/server/http/headers.server.ts'
import { mayChangeThings, originsOf, type Place } from '#app/server/http/origin.server.ts'
import type { PageContext } from '#app/server/http/page-context.server.ts'
import { plainPage, type PlainProblem } from '#app/server/http/plain-page.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import type { Files } from '#app/server/http/static.server.ts'
import { withRequestMemory } from '#app/server/sign-in/request-memory.server.ts'
import { chooseLocale } from '#content/words.ts'

export type Site = Place & {
  trustProxy: boolean
  askRemix: AskRemix
  files: Files
  mountRoutes: (app: Hono<Bindings>, askRemix: AskRemix, origin: string) => void
}

export function createApp(site: Site): Hono<Bindings> {
  const app = new Hono<Bindings>()
  const origins = originsOf(site)
  const https = site.origin.startsWith('https:')
  const stylesheet = site.files.find(/^\/assets\/public-[\w-]+\.css$/)

  app.use(async (context, next) => {
    const url = new URL(context.req.url)
    context.set('nonce', newNonce())
    context.set('locale', localeOf(context.req.raw, url))
    context.set(
      'address',
      addressOf(context.req.raw, context.env?.incoming?.socket.remoteAddress, site.trustProxy),
    )
    await withRequestMemory(next)
    const finished = await finish(context.req.raw, context.res)
    // Hono would lay the old headers over the new ones.
    context.res = undefined
    context.res = finished
    for (const [name, value] of Object.entries(securityHeaders(url.pathname, context.get('nonce'), https))) {
      context.res.headers.set(name, value)
    }
    if (!context.res.headers.has('Cache-Control'))
      context.res.headers.set('Cache-Control', 'private, no-cache')
  })

  app.use(async (context, next) => {
    const file = await site.files.answer(context.req.raw, new URL(context.req.url).pathname)
    if (file) return file
    const refusal = refusalOf(context.req.raw, origins)
    const neutral = isReporting(context.req.raw)
    if (refusal) return plainPage({ problem: refusal, locale: context.get('locale'), stylesheet, neutral })
    return next()
  })

  site.mountRoutes(app, site.askRemix, site.origin)

  app.all('*', async (context) => {
    const { req, var: known } = context
    const reads = req.method === 'GET' || req.method === 'HEAD'
    const body = reads ? null : await readBody(req.raw)
    if (!reads && !body) return plainPage({ problem: 'tooLarge', locale: known.locale, stylesheet })
    const request = requestAt(site.origin, req.raw, body, known.address)
    const page: PageContext = { nonce: known.nonce, locale: known.locale }
    const answer = await site.askRemix(request, page)
    const problem = problemWithoutPage(request, answer, page)
    if (!problem) return answer
    return plainPage({
      problem,
      locale: known.locale,
      stylesheet,
      neutral: isReporting(request),
      ...(page.failure ? { failureId: page.failure.id } : {}),
    })
  })

  app.onError((error, context) => {
    const { id, status } = recordFailure(error)
    const problem = status === 503 ? 'unavailable' : 'broken'
    const neutral = isReporting(context.req.raw)
    return plainPage({ problem, locale: context.get('locale'), stylesheet, failureId: id, neutral })
  })

  return app
}

/** A download that is not there, and a page that could not even draw its error: Remix answers those in code. */
function problemWithoutPage(
  { url }: Request,
  answer: Response,
  { failure }: PageContext,
): PlainProblem | null {
  const isPage = answer.headers.get('Content-Type')?.startsWith('text/html')
  if (answer.status < 400 || isPage || new URL(url).pathname.endsWith('.data')) return null
  if (failure?.status === 503) return 'unavailable'
  return problems[answer.status] ?? 'broken'
}

const problems: Record<number, PlainProblem | undefined> = {
  400: 'badAddress',
  403: 'notPermitted',
  404: 'notFound',
  405: 'notFound',
  409: 'notReady',
}

function refusalOf(request: Request, origins: ReadonlySet<string>): PlainProblem | null {
  // A reporting page knows nobody, so there is nothing that another site could use: whoever hides where they come from is heard.
  if (!isReporting(request) && !mayChangeThings(request.method, request.headers, origins))
    return 'wrongOrigin'
  const { pathname, search } = new URL(request.url)
  // PostgreSQL takes no null byte, and no address of ours has one.
  if (/%00/i.test(pathname + search) || !isWellFormed(pathname)) return 'badAddress'
  return null
}

function isReporting({ url }: Request): boolean {
  return /^\/r\//.test(new URL(url).pathname)
}

function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function localeOf(request: Request, url: URL) {
  return chooseLocale({
    query: url.searchParams.get('lang'),
    acceptLanguage: request.headers.get('accept-language'),
  })
}

/** For rate limits only, never stored. Behind a trusted proxy the last entry is the one that the proxy itself wrote. */
function addressOf(request: Request, socketAddress: string | undefined, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded || (socketAddress ?? '')
}

async function finish(request: Request, response: Response): Promise<Response> {
  const isText = /^text\//.test(response.headers.get('Content-Type') ?? '')
  // What is saved may be long: it goes out as it comes.
  const isPage = isText && !response.headers.get('Content-Disposition')?.startsWith('attachment')
  const encoding = encodingFor(request.headers.get('accept-encoding'))
  if (!isPage || !response.body || response.headers.has('Content-Encoding')) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.append('Vary', 'Accept-Language, Accept-Encoding')
  const packed = encoding && isWorthCompressing(response, bytes) ? await compress(bytes, encoding) : bytes
  if (encoding && packed !== bytes) headers.set('Content-Encoding', encoding)
  headers.set('Content-Length', String(packed.byteLength))
  return new Response(packed, { status: response.status, headers })
}

function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
}
