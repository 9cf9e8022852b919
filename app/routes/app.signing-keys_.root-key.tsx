import { data, redirect, type ActionFunctionArgs } from '@remix-run/node'
import { RootKeyForm } from '#app/forms/keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { giveOutRootKey, refuseUnlessKeeper } from '#app/server/workflows/keys.server.ts'

const here = '/app/signing-keys'

export function loader() {
  return redirect(here)
}

/** The file itself: nothing is shown, so there is no page to come back to with an error. */
export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await refuseUnlessKeeper(actor)
    const form = await readForm(request.clone(), RootKeyForm)
    if (!form.ok) throw data(null, { status: 400 })
    await requireStepUp(actor, request, here)
    const { name, pem } = await giveOutRootKey(actor, form.value.rootKeyPassword, now())
    return new Response(pem, {
      headers: {
        'Content-Type': 'application/x-pem-file',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': String(Buffer.byteLength(pem)),
        'Cache-Control': 'no-store',
      },
    })
  })
}
