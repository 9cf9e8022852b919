import type { Hono } from 'hono'
import { largestThreadFile } from '#app/sealing/thread-file.ts'
import { largestConcernFile } from '#app/server/concerns/receive-file.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { takeSealed } from '#app/server/http/sealed-upload.server.ts'
import { keepImportFile } from '#app/server/workflows/case-import.server.ts'
import { storeThreadFile } from '#app/server/workflows/case-thread-file.server.ts'

/** Files that a handler sends: of a case that is brought in, and for the person of a thread. */
export function mountCaseFiles(app: Hono<Bindings>): void {
  app.post('/app/cases/import/file', (context) => takeSealed(context, largestConcernFile, keepImportFile))
  app.post('/app/cases/:concernId/files', (context) =>
    takeSealed(context, largestThreadFile, (actor, sealed) =>
      storeThreadFile(actor, context.req.param('concernId'), sealed),
    ),
  )
}
