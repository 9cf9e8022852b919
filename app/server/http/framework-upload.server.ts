import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { FrameworkForm } from '#app/forms/framework.form.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { largestForm, readBody } from '#app/server/http/body.server.ts'
import { readForm, type Form } from '#app/server/http/read-form.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import type { ShownFault } from '#content/import/framework-file.ts'
import { decode, mostBytes, tidy } from '#content/import/text.ts'

const path = '/app/frameworks/new'
/** A file, the text in the box beside it, and the form around them. */
const largestFrameworkForm = 2 * mostBytes + 64 * 1024
const example = join(import.meta.dirname, '../../../docs/examples/own-requirements.yaml')

/** The form with a file of requirements, which is larger than other forms may be, and an example to begin with. */
export function mountFrameworks(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  app.post(path, async (context) => {
    const { raw } = context.req
    const known = await findActor(raw)
    const body = await readBody(raw, known ? largestFrameworkForm : largestForm).catch(() => null)
    const page = { nonce: context.var.nonce, locale: context.var.locale }
    if (body) return askRemix(requestAt(origin, raw, body, context.var.address), page)
    const empty = new Request(raw.url, { headers: withoutBody(raw.headers) })
    const answer = await askRemix(requestAt(origin, empty, null, context.var.address), {
      ...page,
      frameworkTooLarge: true,
    })
    return new Response(answer.body, { status: answer.ok ? 413 : answer.status, headers: answer.headers })
  })

  app.get('/app/frameworks/example.yaml', (context) =>
    context.body(Readable.toWeb(createReadStream(example)) as ReadableStream, 200, {
      'Content-Type': 'application/yaml; charset=utf-8',
      'Content-Disposition': 'attachment; filename="own-requirements.yaml"',
    }),
  )
}

function withoutBody(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of ['content-length', 'content-type', 'transfer-encoding', 'expect']) headers.delete(name)
  return headers
}

export type GivenText =
  | { text: string; pasted: boolean }
  | { problem: 'none' | 'tooLarge'; pasted: boolean }
  | { problem: 'notUtf8'; fault: ShownFault; pasted: false }

/** What was sent: the choices around it, and the text from the file or, without a file, from the box. */
export async function readFrameworkForm(
  request: Request,
): Promise<{ form: Form<FrameworkForm>; given: GivenText; typed: string }> {
  const copy = request.clone()
  const parts = await request.formData().catch(() => null)
  const text = parts?.get('text')
  const file = parts?.get('file')
  const typed = typeof text === 'string' ? tidy(text) : ''
  const form = await readForm(withoutText(copy, parts), FrameworkForm)
  return { form, given: await givenText(file ?? null, typed), typed }
}

/** The choices alone: the text would be trimmed and its null bytes refused, without saying where they stand. */
function withoutText(request: Request, parts: FormData | null): Request {
  if (!parts) return request
  const rest = new URLSearchParams()
  for (const [name, value] of parts)
    if (typeof value === 'string' && name !== 'text') rest.append(name, value)
  return new Request(request.url, { method: 'POST', body: rest })
}

async function givenText(file: FormDataEntryValue | null, typed: string): Promise<GivenText> {
  if (file instanceof File && file.size > 0) {
    if (file.size > mostBytes) return { problem: 'tooLarge', pasted: false }
    const read = decode(new Uint8Array(await file.arrayBuffer()))
    if ('text' in read) return { text: read.text, pasted: false }
    return { problem: 'notUtf8', fault: { ...read.fault, excerpt: '' }, pasted: false }
  }
  if (file instanceof File && file.name !== '') return { text: '', pasted: false }
  if (typed.trim() === '') return { problem: 'none', pasted: true }
  if (Buffer.byteLength(typed) > mostBytes) return { problem: 'tooLarge', pasted: true }
  return { text: typed, pasted: true }
}
