import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { NewPassword } from '#app/components/new-password.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { ComeBackForm } from '#app/forms/recovery.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { afterSignIn } from '#app/server/sign-in/next-path.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { comeBack, isRecoveryCode } from '#app/server/workflows/recovery.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const code = new URL(request.url).searchParams.get('code')
    return { code, works: code === null || (await isRecoveryCode(request, code)) }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, ComeBackForm)
    if (!form.ok) return data({ errors: form.errors, code: form.typed.code ?? '' }, { status: 422 })

    const result = await comeBack(request, form.value)
    if (!result.ok) return data({ errors: { code: result.error }, code: form.value.code }, { status: 422 })
    return redirect(afterSignIn(request, result.awaiting), { headers: { 'Set-Cookie': result.cookie } })
  })
}

export const meta = titled('auth.comeBack.title')

export default function ComeBack() {
  const t = useWords()
  const { code, works } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  if (!works && !rejected) {
    return (
      <div className="am-measure">
        <PageTitle>{t('auth.comeBack.goneTitle')}</PageTitle>
        <p>{t('auth.comeBack.gone')}</p>
        <p>
          <Link className="govuk-link" to="/app/reset">
            {t('auth.signIn.toReset')}
          </Link>
        </p>
      </div>
    )
  }
  return (
    <div className="am-measure">
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle>{t('auth.comeBack.title')}</PageTitle>
      <p>{t('auth.comeBack.ends')}</p>
      <form method="post">
        <TextField
          name="code"
          label={t('auth.field.code')}
          hint={t('auth.code.groups')}
          width={20}
          autoComplete="off"
          spellCheck={false}
          value={rejected?.code ?? code ?? undefined}
          error={rejected?.errors.code}
        />
        <NewPassword errors={rejected?.errors} />
        <Button>{t('auth.comeBack.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
