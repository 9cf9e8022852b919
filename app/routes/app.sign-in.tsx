import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { DemonstrationAccounts } from '#app/components/demonstration-accounts.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PasskeyForm } from '#app/components/passkey-form.tsx'
import { useWords } from '#app/components/words.tsx'
import { SignInForm } from '#app/forms/sign-in.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { signInPage } from '#app/server/queries/sign-in.server.ts'
import { afterSignIn, nextIn } from '#app/server/sign-in/next-path.server.ts'
import { findActor, withVisitor } from '#app/server/with-actor.server.ts'
import { signInWithPasskey, signInWithPassword } from '#app/server/workflows/sign-in.server.ts'

type Answer = { errors: FieldErrors; name: string }

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    if (await findActor(request)) throw redirect(nextIn(request))
    return signInPage(request)
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, SignInForm)
    if (!form.ok) return data<Answer>({ errors: form.errors, name: form.typed.name ?? '' }, { status: 422 })

    const { name, password, credential } = form.value
    const result = credential
      ? await signInWithPasskey(request, credential)
      : await signInWithPassword(request, { name, password })
    if (!result.ok) return data<Answer>({ errors: { '': result.error }, name }, { status: 422 })
    return redirect(afterSignIn(request, result.awaiting), { headers: { 'Set-Cookie': result.cookie } })
  })
}

export const meta = titled('auth.signIn.title')

export default function SignIn() {
  const t = useWords()
  const { saved, wasSent, passkey, firstAdministrator, demonstration, reportingPage } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <div className="am-measure">
        <ErrorSummary errors={rejected?.errors} kept={false} />
        <PageTitle>{t('auth.signIn.title')}</PageTitle>
        {saved ? <p>{t('auth.signIn.saved')}</p> : wasSent && <p>{t('auth.signIn.continue')}</p>}
        {firstAdministrator && (
          <p>
            <Link className="govuk-link" to="/app/first-administrator">
              {t('auth.signIn.firstAdministrator')}
            </Link>
          </p>
        )}
        <form method="post">
          <TextField
            name="name"
            label={t('auth.field.account')}
            autoComplete="username"
            spellCheck={false}
            value={rejected?.name}
            error={rejected?.errors.name}
          />
          <TextField
            name="password"
            type="password"
            label={t('auth.field.password')}
            autoComplete="current-password"
            error={rejected?.errors.password}
          />
          <Button>{t('auth.signIn.button')}</Button>
        </form>
        <h2 className="govuk-heading-m">{t('auth.signIn.otherWays')}</h2>
        <PasskeyForm purpose="get" options={passkey} button={t('auth.signIn.passkey')} />
        <ul className="govuk-list">
          <li>
            <Link className="govuk-link" to="/app/reset">
              {t('auth.signIn.toReset')}
            </Link>
          </li>
          <li>
            <Link className="govuk-link" to="/app/recover">
              {t('auth.signIn.toRecover')}
            </Link>
          </li>
          <li>
            <Link className="govuk-link" to="/app/invitation">
              {t('auth.signIn.toInvitation')}
            </Link>
          </li>
        </ul>
      </div>
      <DemonstrationAccounts accounts={demonstration} reportingPage={reportingPage} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
