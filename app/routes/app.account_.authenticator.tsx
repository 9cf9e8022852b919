import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RecoveryCodes, SetUpAuthenticator } from '#app/components/authenticator.tsx'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { SetUpForm } from '#app/forms/sign-in.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { authenticatorToSetUp, type AuthenticatorToSetUp } from '#app/server/queries/account.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { replaceAuthenticator } from '#app/server/workflows/account.server.ts'

type Answer = { errors?: FieldErrors; page?: AuthenticatorToSetUp; recoveryCodes?: string[] }

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    return authenticatorToSetUp(actor.id)
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    const rejected = async (errors: FieldErrors, proposal?: string) =>
      data<Answer>({ errors, page: await authenticatorToSetUp(actor.id, proposal) }, { status: 422 })
    const form = await readForm(request, SetUpForm)
    if (!form.ok) return rejected(form.errors, form.typed.proposal)

    const result = await replaceAuthenticator(actor, request, form.value)
    if (!result.ok) return rejected({ code: result.error }, form.value.proposal)
    return data<Answer>({ recoveryCodes: result.recoveryCodes })
  })
}

export const meta = titled('auth.setUp.title')

export default function Authenticator() {
  const t = useWords()
  const fresh = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer?.recoveryCodes) {
    return (
      <div className="am-measure">
        <PageTitle>{t('auth.recoveryCodes.title')}</PageTitle>
        <RecoveryCodes codes={answer.recoveryCodes} />
        <ButtonLink to="/app/account">{t('auth.recoveryCodes.done')}</ButtonLink>
      </div>
    )
  }
  return (
    <div className="am-measure">
      <BackLink to="/app/account">{t('shell.account')}</BackLink>
      <ErrorSummary errors={answer?.errors} kept={false} />
      <PageTitle>{t('auth.setUp.title')}</PageTitle>
      <p>{t('auth.setUp.replaces')}</p>
      <SetUpAuthenticator {...(answer?.page ?? fresh)} error={answer?.errors?.code} />
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
