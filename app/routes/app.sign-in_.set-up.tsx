import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RecoveryCodes, SetUpAuthenticator } from '#app/components/authenticator.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { SetUpForm } from '#app/forms/sign-in.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import type { AuthenticatorToSetUp } from '#app/server/queries/account.server.ts'
import { setUpPage } from '#app/server/queries/sign-in.server.ts'
import { nextIn } from '#app/server/sign-in/next-path.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { signInWithNewAuthenticator } from '#app/server/workflows/sign-in.server.ts'

type Answer = {
  errors?: FieldErrors
  page?: AuthenticatorToSetUp | null
  recoveryCodes?: string[]
  next: string
}

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => setUpPage(request))
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const next = nextIn(request)
    const rejected = async (errors: FieldErrors, proposal?: string) =>
      data<Answer>({ errors, next, page: await setUpPage(request, proposal) }, { status: 422 })
    const form = await readForm(request, SetUpForm)
    if (!form.ok) return rejected(form.errors, form.typed.proposal)

    const result = await signInWithNewAuthenticator(request, form.value)
    if (!result.ok) return rejected({ code: result.error }, form.value.proposal)
    const { recoveryCodes, cookie } = result
    return data<Answer>({ recoveryCodes, next }, { headers: { 'Set-Cookie': cookie } })
  })
}

export const meta = titled('auth.setUp.title')

export default function SetUpSecondFactor() {
  const t = useWords()
  const fresh = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer?.page ?? fresh
  if (answer?.recoveryCodes) {
    return (
      <div className="am-measure">
        <PageTitle>{t('auth.recoveryCodes.title')}</PageTitle>
        <RecoveryCodes codes={answer.recoveryCodes} />
        <ButtonLink to={answer.next}>{t('auth.recoveryCodes.done')}</ButtonLink>
      </div>
    )
  }
  return (
    <div className="am-measure">
      <ErrorSummary errors={answer?.errors} kept={false} />
      <PageTitle>{t('auth.setUp.title')}</PageTitle>
      <p>{t('auth.setUp.why')}</p>
      {page ? (
        <SetUpAuthenticator {...page} error={answer?.errors?.code} />
      ) : (
        <ButtonLink to="/app/sign-in">{t('auth.startOver')}</ButtonLink>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
