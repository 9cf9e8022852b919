import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { withActor } from '#app/server/with-actor.server.ts'
import { signOutEverywhere } from '#app/server/workflows/sign-in.server.ts'

export function loader() {
  return redirect('/app/account')
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const cookie = await signOutEverywhere(actor)
    return redirect('/app/sign-in', { headers: { 'Set-Cookie': cookie } })
  })
}
