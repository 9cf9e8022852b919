import type { Context, Hono } from 'hono'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { RecordingForm } from '#app/forms/spoken.form.ts'
import { takeTurn } from '#app/server/concerns/slow-down.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { largestSound, readSound, type Sound } from '#app/server/files/sound.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { largestForm, readBody } from '#app/server/http/body.server.ts'
import { readForm, type Form } from '#app/server/http/read-form.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { soundAt, soundForKeeper } from '#app/server/queries/door-recordings.server.ts'
import type { SoundBytes } from '#app/server/repositories/door-recordings.server.ts'
import { findActor, requireActor } from '#app/server/with-actor.server.ts'

const largestRecordingForm = largestSound + 64 * 1024

/** Sound for whoever listens, a piece at a time where that is asked; and the form with a file that is larger than other forms. */
export function mountSpoken(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  app.get('/r/:slug/spoken/:recordingId', async (context, next) => {
    await takeTurn('listen', context.var.address)
    const { slug, recordingId } = context.req.param()
    const found = await soundAt(slug, recordingId, context.req.query('t') ?? '')
    return found ? play(context.req.raw, found) : next()
  })

  app.get('/app/doors/:doorId/spoken/:recordingId/sound', async (context) => {
    const { doorId, recordingId } = context.req.param()
    try {
      const actor = await requireActor(context.req.raw)
      return play(context.req.raw, await soundForKeeper(actor, doorId, recordingId))
    } catch (error) {
      if (error instanceof Response) return error
      if (!(error instanceof AppError)) throw error
      return atPage(context, askRemix, origin, `/app/doors/${doorId}/spoken/heard/${recordingId}`)
    }
  })

  app.post('/app/doors/:doorId/spoken/:slot/:language', async (context) => {
    const { raw } = context.req
    const known = await findActor(raw)
    const body = await readBody(raw, known ? largestRecordingForm : largestForm).catch(() => null)
    if (!body)
      return atPage(context, askRemix, origin, new URL(raw.url).pathname, { recordingTooLarge: true })
    const { nonce, locale, address } = context.var
    return askRemix(requestAt(origin, raw, body, address), { nonce, locale })
  })
}

/** The page, as if it had only been opened. */
async function atPage(
  { req, var: known }: Context<Bindings>,
  askRemix: AskRemix,
  origin: string,
  path: string,
  more: { recordingTooLarge?: true } = {},
): Promise<Response> {
  const headers = new Headers(req.raw.headers)
  for (const name of ['content-length', 'content-type', 'transfer-encoding', 'expect', 'range'])
    headers.delete(name)
  const request = requestAt(origin, new Request(new URL(path, req.url), { headers }), null, known.address)
  const answer = await askRemix(request, { nonce: known.nonce, locale: known.locale, ...more })
  const status = answer.ok ? (more.recordingTooLarge ? 413 : 404) : answer.status
  return new Response(answer.body, { status, headers: answer.headers })
}

const endings: Record<string, string> = {
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/webm': 'webm',
}

/** Nothing of it stays in a shared phone's cache, and its name says nothing. */
function play(request: Request, { media, sound }: SoundBytes): Response {
  const headers = new Headers({
    'Content-Type': media,
    'Content-Disposition': `inline; filename="sound.${endings[media] ?? 'bin'}"`,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
  })
  const piece = pieceOf(request.headers.get('range'), sound.byteLength)
  if (piece === 'none') {
    headers.set('Content-Range', `bytes */${sound.byteLength}`)
    return new Response(null, { status: 416, headers })
  }
  const { from, until } = piece ?? { from: 0, until: sound.byteLength }
  if (piece) headers.set('Content-Range', `bytes ${from}-${until - 1}/${sound.byteLength}`)
  headers.set('Content-Length', String(until - from))
  return new Response(sound.subarray(from, until), { status: piece ? 206 : 200, headers })
}

/** Null for everything: also for what is no range of bytes, or several of them. */
export function pieceOf(asked: string | null, size: number): { from: number; until: number } | 'none' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const [, first = '', last = ''] = found
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const until = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return from >= size || until <= from ? 'none' : { from, until }
}

/** What was sent: the words of the form, and the recording or what is wrong with it. */
export async function readRecordingForm(request: Request): Promise<{
  form: Form<RecordingForm>
  sound: Sound
  errors: FieldErrors
}> {
  const copy = request.clone()
  const form = await readForm(request, RecordingForm)
  const file = (await copy.formData().catch(() => null))?.get('file')
  const given = file instanceof File && (file.name !== '' || file.size > 0) ? file : null
  const sound: Sound | null = given ? await readSound(new Uint8Array(await given.arrayBuffer())) : null
  const problem = sound === null ? 'none' : 'problem' in sound ? sound.problem : form.ok ? null : 'again'
  const errors: FieldErrors = {
    ...(problem === null ? {} : { file: { key: `spoken.error.${problem}` } }),
    ...(form.ok ? {} : form.errors),
  }
  return { form, sound: sound ?? { problem: 'empty' }, errors }
}

/** A recording comes in parts; what only ends one does not. */
export function isRecordingForm(request: Request): boolean {
  return /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
}
