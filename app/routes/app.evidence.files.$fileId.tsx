import type { LoaderFunctionArgs } from '@remix-run/node'
import { attachment } from '#app/server/http/attachment.server.ts'
import { fileToOpen } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => attachment(await fileToOpen(actor, params.fileId!)))
}
