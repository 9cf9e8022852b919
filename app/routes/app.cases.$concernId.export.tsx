import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { asZip } from '#app/server/http/case-export.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { mustHaveOpened } from '#app/server/workflows/case-content.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.concernId!
  return withActor(request, async (actor) => {
    await mustHaveOpened(actor, id)
    // A file leads to no page: they come back to the case, and take it there.
    await requireStepUp(actor, request, `/app/cases/${id}`)
    return asZip(await exportCase(actor, id, now()))
  })
}
