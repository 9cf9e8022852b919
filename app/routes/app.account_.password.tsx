import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { NewPassword } from '#app/components/new-password.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { PasswordForm } from '#app/forms/account.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { changePassword } from '#app/server/workflows/account.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, () => null)
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, PasswordForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    const result = await changePassword(actor, request, form.value)
    if (!result.ok) return data({ errors: { current: result.error } }, { status: 422 })
    return redirect('/app/account')
  })
}

export const meta = titled('auth.password.title')

export default function ChangePassword() {
  const t = useWords()
  const errors = useActionData<typeof action>()?.errors
  return (
    <div className="am-measure">
      <BackLink to="/app/account">{t('shell.account')}</BackLink>
      <ErrorSummary errors={errors} kept={false} />
      <PageTitle>{t('auth.password.title')}</PageTitle>
      <p>{t('auth.password.endsOthers')}</p>
      <form method="post">
        <TextField
          name="current"
          type="password"
          label={t('auth.password.current')}
          autoComplete="current-password"
          error={errors?.current}
        />
        <NewPassword errors={errors} />
        <Button>{t('auth.password.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
