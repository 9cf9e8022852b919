import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { asZip } from '#app/server/http/case-export.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => asZip(await exportCase(actor, params.concernId!, now())))
}
