import type { LoaderFunctionArgs } from '@remix-run/node'
import { ownKeys } from '#app/server/queries/handler-keys.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

/** For the script of these pages: my locked keys. */
export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => Response.json(await ownKeys(actor)))
}
