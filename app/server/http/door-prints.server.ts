import type { Context, Hono } from 'hono'
import {
  drawNeutralPrint,
  neutralKinds,
  type NeutralPrint,
} from '#app/server/documents/neutral-prints.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { asAttachment } from '#app/server/files/name.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { doorForPrint } from '#app/server/queries/doors.server.ts'
import { requireActor } from '#app/server/with-actor.server.ts'
import { isLocale } from '#content/words.ts'

/** Printed things of a reporting page. Neither the file nor its name says what they are for. */
export function mountDoorPrints(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  for (const kind of neutralKinds)
    app.get(`/app/doors/:doorId/${kind}.pdf`, (context) => answer(context, kind, askRemix, origin))
}

async function answer(
  context: Context<Bindings>,
  kind: NeutralPrint['kind'],
  askRemix: AskRemix,
  origin: string,
): Promise<Response> {
  const doorId = context.req.param('doorId') ?? ''
  try {
    const actor = await requireActor(context.req.raw)
    const { address } = await doorForPrint(actor, doorId)
    const asked = context.req.query('lang')
    const locale = isLocale(asked) ? asked : actor.locale
    const bytes = await drawNeutralPrint({ kind, locale, address })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': asAttachment(`${kind}-${locale}.pdf`),
        'Content-Length': String(bytes.byteLength),
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Response) return error
    if (!(error instanceof AppError)) throw error
    // The page that leads here refuses the same people.
    const page = new URL(`/app/doors/${doorId}/prints`, context.req.url)
    const request = new Request(page, { headers: context.req.raw.headers })
    const { nonce, locale, address } = context.var
    return askRemix(requestAt(origin, request, null, address), { nonce, locale })
  }
}
