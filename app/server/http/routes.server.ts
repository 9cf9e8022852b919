import type { Hono } from 'hono'
import { ensureAuthority } from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { mountExports } from '#app/server/http/exports.server.ts'
import { isUpload, readUpload } from '#app/server/http/evidence-upload.server.ts'
import { mountFrameworks } from '#app/server/http/framework-upload.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { verifyUpload, type UploadProblem } from '#app/server/http/verify-upload.server.ts'
import { mayAddEvidence } from '#app/server/queries/evidence.server.ts'
import { newestNote } from '#app/server/queries/ledger.server.ts'
import { health } from '#app/server/queries/health.server.ts'

const statusOf: Record<UploadProblem, number> = { none: 422, empty: 422, cut: 422, tooLarge: 413, busy: 503 }

/**
 * What does not pass through Remix: uploads read as streams, downloads, health. A route here answers with a Response of
 * its own; headers, cross-origin refusal and failures are already taken care of, the limit on bodies is not.
 */
export function mountRoutes(app: Hono<Bindings>, askRemix: AskRemix, origin: string): void {
  app.get('/health', async (context) => {
    const { ok } = await health()
    return context.json({ ok }, ok ? 200 : 503, { 'Cache-Control': 'no-store' })
  })

  app.post('/verify', async (context) => {
    const upload = await verifyUpload(context.req.raw)
    const page = new Request(context.req.url, { headers: withoutBody(context.req.raw.headers) })
    const answer = await askRemix(requestAt(origin, page, null, context.var.address), {
      nonce: context.var.nonce,
      locale: context.var.locale,
      ...upload,
    })
    const status = 'verified' in upload ? 200 : statusOf[upload.uploadProblem]
    if (status === 503) answer.headers.set('Retry-After', '30')
    return new Response(answer.body, { status: answer.ok ? status : answer.status, headers: answer.headers })
  })

  /** The page's own action sees an ordinary form, and finds the file that came with it in its context. */
  app.post('/app/assessments/:assessmentId/evidence/new', async (context, next) => {
    const { raw } = context.req
    if (!isUpload(raw)) return next()
    const person = await findActor(raw)
    const welcome = person !== null && (await mayAddEvidence(person, context.req.param('assessmentId')))
    const { fields, upload } = await readUpload(raw, welcome ? person.id : null)
    const form = new Request(raw.url, { method: 'POST', headers: formHeaders(raw.headers) })
    const body = new TextEncoder().encode(fields.toString())
    const answer = await askRemix(requestAt(origin, form, body, context.var.address), {
      nonce: context.var.nonce,
      locale: context.var.locale,
      evidenceUpload: upload,
    })
    if (answer.status === 503) answer.headers.set('Retry-After', '30')
    return answer
  })

  mountExports(app, askRemix, origin)
  mountFrameworks(app, askRemix, origin)

  app.get('/ledger/checkpoint', async (context) => {
    const note = await newestNote()
    return note ? context.text(note) : context.text('', 404)
  })

  app.get('/verify/certificates.pem', async (context) => {
    const { rootPem, issuingPem } = await ensureAuthority(env.keysFolder)
    return context.body(`${rootPem}\n${issuingPem}`, 200, { 'Content-Type': 'application/x-pem-file' })
  })
}

function formHeaders(given: Headers): Headers {
  const headers = withoutBody(given)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  return headers
}

function withoutBody(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of ['content-length', 'content-type', 'transfer-encoding', 'expect']) headers.delete(name)
  return headers
}
