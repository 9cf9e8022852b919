import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { asAttachment } from '#app/server/files/name.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { requireActor } from '#app/server/with-actor.server.ts'
import { mayExport, takeExport, type Download } from '#app/server/workflows/exports.server.ts'
import { mayTakePanelPack, takePanelPack } from '#app/server/workflows/panel-pack.server.ts'
import { takeBlankPlan, takeInterviewPaper, takePaperOfCall } from '#app/server/workflows/paper.server.ts'
import { isLocale, type Locale } from '#content/words.ts'

type At = Context<Bindings>

/** Files to take along. They are made on asking, kept nowhere, and refused as the pages are that lead to them. */
export function mountExports(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  const asPage = (context: At, page: string) => refusedBy(context, page, askRemix, origin)

  app.get('/app/assessments/:id/exports/:file', async (context) => {
    const { id, file } = context.req.param()
    const page = `/app/assessments/${id}/exports`
    return answer(
      context,
      () => asPage(context, page),
      async (actor, locale) => {
        if (isHead(context)) return mayExport(actor, id)
        return takeExport(actor, id, file, locale, now())
      },
    )
  })

  app.get('/app/assessments/:id/interview/paper.docx', async (context) => {
    const { id } = context.req.param()
    const page = `/app/assessments/${id}/interview/paper`
    return answer(
      context,
      () => asPage(context, page),
      (actor, locale) => takeInterviewPaper(actor, id, locale ?? actor.locale),
    )
  })

  app.get('/app/calls/:id/interview-paper.docx', async (context) => {
    const { id } = context.req.param()
    return answer(
      context,
      () => asPage(context, `/app/calls/${id}`),
      (actor, locale) => takePaperOfCall(actor, id, locale ?? actor.locale),
    )
  })

  app.get('/app/calls/:id/panel-pack.pdf', async (context) => {
    const { id } = context.req.param()
    return answer(
      context,
      () => asPage(context, `/app/calls/${id}/panel`),
      (actor) => (isHead(context) ? mayTakePanelPack(actor, id) : takePanelPack(actor, id, now())),
    )
  })

  app.get('/app/calls/:id/blank-plan', async (context) => {
    const { id } = context.req.param()
    const tier = context.req.query('tier') ?? null
    return answer(
      context,
      () => asPage(context, `/app/calls/${id}`),
      (actor, locale) => takeBlankPlan(actor, id, tier, locale ?? actor.locale),
    )
  })
}

/** HEAD asks whether it is there: nothing is made, and nothing has left. */
function isHead(context: At): boolean {
  return context.req.raw.method === 'HEAD'
}

async function answer(
  context: At,
  refused: () => Promise<Response>,
  take: (actor: Actor, locale: Locale | null) => Promise<Download | void>,
): Promise<Response> {
  try {
    const actor = await requireActor(context.req.raw)
    const asked = context.req.query('lang')
    const found = await take(actor, isLocale(asked) ? asked : null)
    return found ? asResponse(found) : new Response(null)
  } catch (error) {
    if (error instanceof Response) return error
    if (error instanceof AppError) return refused()
    throw error
  }
}

function asResponse({ name, mediaType, body }: Download): Response {
  const streamed = body instanceof Readable
  const length: Record<string, string> = streamed ? {} : { 'Content-Length': String(body.byteLength) }
  return new Response(streamed ? (Readable.toWeb(body) as ReadableStream) : new Uint8Array(body), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': asAttachment(name),
      'Cache-Control': 'no-store',
      ...length,
    },
  })
}

/** The page that leads to the file refuses the same people; where it would let them in, there is no such file. */
async function refusedBy(context: At, page: string, askRemix: AskRemix, origin: string): Promise<Response> {
  const ask = (path: string) => {
    const request = new Request(new URL(path, context.req.url), { headers: context.req.raw.headers })
    const { nonce, locale, address } = context.var
    return askRemix(requestAt(origin, request, null, address), { nonce, locale })
  }
  const answered = await ask(page)
  return answered.status >= 400 ? answered : ask('/app/there-is-no-such-file')
}
