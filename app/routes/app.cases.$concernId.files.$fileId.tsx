import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { deliverFile } from '#app/server/workflows/case-delivery.server.ts'

/** Sealed bytes: only the browser of whoever holds the key makes a picture of them. */
export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { stream, size, id } = await deliverFile(actor, params.concernId!, params.fileId!, now())
    return new Response(stream, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${id}.age"`,
        'Content-Length': String(size),
        'Cache-Control': 'no-store',
      },
    })
  })
}
