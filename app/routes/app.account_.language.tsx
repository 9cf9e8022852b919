import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { LanguageChoice } from '#app/forms/account.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { nextPath, withoutLanguage } from '#app/server/sign-in/next-path.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { chooseLanguage } from '#app/server/workflows/account.server.ts'

export function loader() {
  return redirect('/app/account')
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, LanguageChoice)
    if (!form.ok) return redirect('/app/account')

    await chooseLanguage(actor, form.value.locale)
    return redirect(withoutLanguage(nextPath(form.value.returnTo)))
  })
}
