import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { DemonstrationCode } from '#app/components/demonstration-code.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PasskeyForm } from '#app/components/passkey-form.tsx'
import { useWords } from '#app/components/words.tsx'
import { StepUpForm } from '#app/forms/sign-in.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { stepUpPage } from '#app/server/queries/account.server.ts'
import { heldIn, nextIn } from '#app/server/sign-in/next-path.server.ts'
import { now } from '#app/server/clock.server.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { passkeyToProve } from '#app/server/workflows/account.server.ts'
import { stepUp } from '#app/server/workflows/sign-in.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const next = nextIn(request)
    if (hasSteppedUp(actor, now())) throw redirect(next)
    return {
      ...(await stepUpPage(actor)),
      passkey: await passkeyToProve(actor),
      saved: heldIn(next) !== null,
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, StepUpForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    const { password, code, credential } = form.value
    const result = await stepUp(actor, request, credential ? { credential } : code ? { code } : { password })
    if (!result.ok) return data({ errors: { proof: result.error } }, { status: 422 })
    return redirect(nextIn(request), { headers: { 'Set-Cookie': result.cookie } })
  })
}

export const meta = titled('auth.stepUp.title')

export default function StepUp() {
  const t = useWords()
  const { by, demonstration, passkey, saved } = useLoaderData<typeof loader>()
  const error = useActionData<typeof action>()?.errors.proof
  return (
    <div className="am-measure">
      <ErrorSummary errors={error ? { [by]: error } : undefined} kept={false} />
      <PageTitle>{t('auth.stepUp.title')}</PageTitle>
      <p>{t('auth.stepUp.why')}</p>
      {saved && <p>{t('auth.stepUp.saved')}</p>}
      <DemonstrationCode shown={demonstration} />
      <form method="post">
        {by === 'code' ? (
          <TextField
            name="code"
            label={t('auth.code.label')}
            hint={t('auth.stepUp.fresh')}
            width={10}
            autoComplete="one-time-code"
            spellCheck={false}
            error={error}
          />
        ) : (
          <TextField
            name="password"
            type="password"
            label={t('auth.field.password')}
            autoComplete="current-password"
            error={error}
          />
        )}
        <Button>{t('auth.stepUp.button')}</Button>
      </form>
      {passkey && <PasskeyForm purpose="get" options={passkey} button={t('auth.stepUp.passkey')} />}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
