import type { Context, Hono } from 'hono'
import { largestThreadFile } from '#app/sealing/thread-file.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { storeThreadFile } from '#app/server/workflows/case-thread-file.server.ts'

/** Sealing adds a header and sixteen bytes to every 64 KiB. */
const largestSealed = largestThreadFile + 64 * 1024

/** A file for the person of a thread, sealed already by the browser that sends it. The answer is for its script. */
export function mountCaseFiles(app: Hono<Bindings>): void {
  app.post('/app/cases/:concernId/files', async (context) => {
    const actor = await findActor(context.req.raw)
    if (!actor) return nothing(context, 401)
    const { body } = context.req.raw
    if (!body) return nothing(context, 422)
    try {
      const stored = await storeThreadFile(actor, context.req.param('concernId'), notTooLong(body))
      return context.json({ draftId: stored })
    } catch (error) {
      if (error instanceof TooLong) return nothing(context, 413)
      if (error instanceof AppError) return nothing(context, error.status)
      throw error
    }
  })
}

class TooLong extends Error {
  override readonly name = 'TooLong'
}

async function* notTooLong(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const bytes of body) {
    size += bytes.length
    if (size > largestSealed) throw new TooLong('longer than such a file may be')
    yield bytes
  }
}

function nothing(context: Context<Bindings>, status: number): Response {
  return context.newResponse('{}', status as 404, { 'Content-Type': 'application/json' })
}
