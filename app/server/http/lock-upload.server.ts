import type { Hono } from 'hono'
import { now } from '#app/server/clock.server.ts'
import { hasRoomForFiles } from '#app/server/concerns/disk.server.ts'
import { largestConcernFile } from '#app/server/concerns/receive-file.server.ts'
import { storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { takeTurn } from '#app/server/concerns/slow-down.server.ts'
import { SentTooSlowly, takePlace } from '#app/server/concerns/upload-places.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { readBody } from '#app/server/http/body.server.ts'
import { nothing, notTooLong, TooLong } from '#app/server/http/sealed-upload.server.ts'
import { openDoor } from '#app/server/workflows/concern-filing.server.ts'
import { LockedSending, receiveLocked } from '#app/server/workflows/lock.server.ts'

/** Five megabytes of words, sealed and written as base64. */
const largestSending = 24 * 1024 * 1024

/** What a browser sends that has sealed by itself: each file alone, then the parcel. Answers are for its script. */
export function mountLock(app: Hono<Bindings>): void {
  app.post('/r/:slug/lock/file', async (context) => {
    await takeTurn('upload', context.var.address)
    if (!(await openDoor(context.req.param('slug')))?.isOpen) return nothing(context, 404)
    const { body } = context.req.raw
    if (!body) return nothing(context, 422)
    const place = await takePlace()
    if (!place) return nothing(context, 503)
    try {
      if (!(await hasRoomForFiles())) return nothing(context, 507)
      const { draftId } = await storeDraft(notTooLong(place.watch(body), largestConcernFile))
      return context.json({ draftId })
    } catch (error) {
      if (error instanceof TooLong) return nothing(context, 413)
      if (error instanceof SentTooSlowly) return nothing(context, 503)
      throw error
    } finally {
      place.leave()
    }
  })

  app.post('/r/:slug/lock/send', async (context) => {
    await takeTurn('file', context.var.address)
    const body = await readBody(context.req.raw, largestSending)
    if (!body) return nothing(context, 413)
    const sending = LockedSending.safeParse(jsonIn(body))
    if (!sending.success) return nothing(context, 422)
    try {
      await receiveLocked(context.req.param('slug'), sending.data, now())
      return context.json({ state: 'received' })
    } catch (error) {
      if (error instanceof AppError) return nothing(context, error.status)
      throw error
    }
  })
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
