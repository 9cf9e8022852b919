import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { onceDeclared } from '#app/server/http/while-judging.server.ts'
import { downloadDocument } from '#app/server/workflows/documents.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

/** Every copy that leaves is an entry in the ledger, with who took it. */
export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    // A download opens no page: whoever had to declare first finds it on the plan's.
    const { name, bytes } = await onceDeclared(actor, id, `/app/assessments/${id}`, () =>
      downloadDocument(actor, id, params.kind!, now()),
    )
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': String(bytes.length),
        'Cache-Control': 'no-store',
      },
    })
  })
}
