import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { RemovePasskeyForm } from '#app/forms/account.form.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { removePasskey } from '#app/server/workflows/account.server.ts'

export function loader() {
  return redirect('/app/account/passkeys')
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request, '/app/account/passkeys')
    const form = await readForm(request, RemovePasskeyForm)
    if (!form.ok) throw notFound()

    await removePasskey(actor, form.value.passkeyId)
    return redirect('/app/account/passkeys')
  })
}
