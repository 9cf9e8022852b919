import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { DemonstrationCode } from '#app/components/demonstration-code.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { CodeForm } from '#app/forms/sign-in.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { codePage } from '#app/server/queries/sign-in.server.ts'
import { nextIn } from '#app/server/sign-in/next-path.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { signInWithCode } from '#app/server/workflows/sign-in.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => codePage(request))
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, CodeForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    const result = await signInWithCode(request, form.value.code)
    if (!result.ok) return data({ errors: { code: result.error } }, { status: 422 })
    return redirect(nextIn(request), { headers: { 'Set-Cookie': result.cookie } })
  })
}

export const meta = titled('auth.code.title')

export default function SignInCode() {
  const t = useWords()
  const { saved, demonstration } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle>{t('auth.code.title')}</PageTitle>
      {saved && <p>{t('auth.signIn.saved')}</p>}
      <DemonstrationCode shown={demonstration} />
      <form method="post">
        <TextField
          name="code"
          label={t('auth.code.label')}
          hint={t('auth.code.hint')}
          width={10}
          inputMode="text"
          autoComplete="one-time-code"
          spellCheck={false}
          error={rejected?.errors.code}
        />
        <Button>{t('auth.code.button')}</Button>
      </form>
      <p>{t('auth.code.lost')}</p>
      <p>
        <Link className="govuk-link" to="/app/sign-in">
          {t('auth.startOver')}
        </Link>
      </p>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
