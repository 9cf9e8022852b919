import type { Context, Hono } from 'hono'
import type { Actor } from '#app/policies/actor.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { mountCaseFiles } from '#app/server/http/case-file-upload.server.ts'
import { mountConcernForms } from '#app/server/http/concern-upload.server.ts'
import { mountDoorPrints } from '#app/server/http/door-prints.server.ts'
import { mountExports } from '#app/server/http/exports.server.ts'
import { isUpload, readUpload } from '#app/server/http/evidence-upload.server.ts'
import { mountFrameworks } from '#app/server/http/framework-upload.server.ts'
import { mountKeys } from '#app/server/http/keys.server.ts'
import { mountLock } from '#app/server/http/lock-upload.server.ts'
import { requestAt, type AskRemix } from '#app/server/http/remix.server.ts'
import { mountSpoken } from '#app/server/http/spoken.server.ts'
import { verifyUpload, type UploadProblem } from '#app/server/http/verify-upload.server.ts'
import { mayGiveEvidence } from '#app/server/queries/conditions.server.ts'
import { mayAddEvidence } from '#app/server/queries/evidence.server.ts'
import { newestNote } from '#app/server/queries/ledger.server.ts'
import { health } from '#app/server/queries/health.server.ts'
import { proofByNumber } from '#app/server/queries/verify.server.ts'
import { takeTry } from '#app/server/sign-in/rate-limit.server.ts'

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
  const takeFile = async (context: Context<Bindings>, isWelcome: (person: Actor) => Promise<boolean>) => {
    const { raw } = context.req
    const person = await findActor(raw)
    const welcome = person !== null && (await isWelcome(person))
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
  }

  app.post('/app/assessments/:assessmentId/evidence/new', (context, next) => {
    const id = context.req.param('assessmentId')
    return isUpload(context.req.raw) ? takeFile(context, (person) => mayAddEvidence(person, id)) : next()
  })

  app.post('/app/conditions/:conditionId/evidence', (context, next) => {
    const id = context.req.param('conditionId')
    return isUpload(context.req.raw) ? takeFile(context, (person) => mayGiveEvidence(person, id)) : next()
  })

  mountLock(app)
  mountCaseFiles(app)
  mountConcernForms(app, askRemix, origin)
  mountExports(app, askRemix, origin)
  mountDoorPrints(app, askRemix, origin)
  mountSpoken(app, askRemix, origin)
  mountFrameworks(app, askRemix, origin)

  app.get('/ledger/checkpoint', async (context) => {
    const note = await newestNote()
    return note ? context.text(note) : context.text('', 404)
  })

  /** For tools that read c2sp.org/tlog-proof; `step` names an earlier signature. */
  app.get('/verify/:number/proof.txt', async (context) => {
    const asked = requestAt(origin, context.req.raw, null, context.var.address)
    if (!takeTry('lookUp', asked).allowed) return context.text('', 429, { 'Retry-After': '60' })
    const step = /^\d{1,2}$/.exec(context.req.query('step') ?? '')?.[0]
    const proof = await proofByNumber(context.req.param('number'), step ? Number(step) : null)
    return proof ? context.text(proof) : context.text('', 404)
  })

  mountKeys(app)
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
