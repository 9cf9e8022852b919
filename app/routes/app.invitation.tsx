import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { NewPassword } from '#app/components/new-password.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { InvitationForm } from '#app/forms/invitation.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { invitationPage, type InvitationPage } from '#app/server/queries/invitation.server.ts'
import { afterSignIn, visitorLocale } from '#app/server/sign-in/next-path.server.ts'
import { findActor, withVisitor } from '#app/server/with-actor.server.ts'
import { acceptAsMember, acceptAsNew } from '#app/server/workflows/invitation.server.ts'

type Answer = { errors?: FieldErrors; code: string; userName?: string; page?: InvitationPage | null }

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    const code = new URL(request.url).searchParams.get('code') ?? ''
    const page = code ? await invitationPage(request, await findActor(request), code) : null
    return { code, page: page?.ok ? page : null, error: page && !page.ok ? page.error : null }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const actor = await findActor(request)
    const form = await readForm(request, InvitationForm)
    const code = form.ok ? form.value.code : (form.typed.code ?? '')
    const rejected = async (errors: FieldErrors, userName = '', withPage = true) => {
      const page = withPage ? await invitationPage(request, actor, code) : null
      return data<Answer>({ errors, code, userName, page: page?.ok ? page : null }, { status: 422 })
    }
    if (!form.ok) return rejected(form.errors, form.typed.userName, form.typed.step === 'accept')

    const { step, userName, password } = form.value
    if (step === 'join') {
      if (!actor) throw redirect(`/app/sign-in?next=${encodeURIComponent('/app/invitation')}`)
      const joined = await acceptAsMember(actor, request, code)
      if (!joined.ok) return rejected({ code: joined.error }, '', false)
      return redirect(joined.signInAgain ? '/app/sign-in' : '/app/account')
    }
    if (step === 'accept') {
      const account = {
        code,
        userName: userName.toLowerCase() || null,
        password,
        locale: visitorLocale(request),
      }
      const accepted = await acceptAsNew(request, account)
      if (!accepted.ok) return rejected({ [fieldOf(accepted.error.key)]: accepted.error }, userName)
      return redirect(afterSignIn(request, accepted.awaiting), { headers: { 'Set-Cookie': accepted.cookie } })
    }
    const page = await invitationPage(request, actor, code)
    if (!page.ok) return rejected({ code: page.error }, '', false)
    return data<Answer>({ code, page })
  })
}

function fieldOf(key: string): string {
  return key.startsWith('auth.userName') ? 'userName' : 'code'
}

export const meta = titled('auth.invitation.title')

export default function Invitation() {
  const t = useWords()
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer ? answer.page : loaded.page
  const errors: FieldErrors | undefined =
    answer?.errors ?? (loaded.error && !answer ? { code: loaded.error } : undefined)
  const code = answer?.code ?? loaded.code
  return (
    <div className="am-measure">
      <ErrorSummary errors={errors} kept={false} />
      <PageTitle>{t('auth.invitation.title')}</PageTitle>
      {page ? (
        <Accept page={page} code={code} userName={answer?.userName} errors={errors} />
      ) : (
        <form method="post" action="/app/invitation">
          <p>{t('auth.invitation.how')}</p>
          <TextField
            name="code"
            label={t('auth.field.code')}
            hint={t('auth.code.groups')}
            width={20}
            autoComplete="off"
            spellCheck={false}
            value={code}
            error={errors?.code}
          />
          <Button>{t('auth.continue')}</Button>
        </form>
      )}
    </div>
  )
}

type AcceptProps = {
  page: InvitationPage
  code: string
  userName?: string | undefined
  errors?: FieldErrors | undefined
}

function Accept({ page, code, userName, errors }: AcceptProps) {
  const t = useWords()
  const { organisation, name, signedInAs } = page
  const toSignIn = `/app/sign-in?next=${encodeURIComponent(`/app/invitation?code=${code}`)}`
  return (
    <>
      <p>{t('auth.invitation.offer', { name, organisation, role: t(page.role) })}</p>
      {signedInAs ? (
        <form method="post" action="/app/invitation">
          <input type="hidden" name="step" value="join" />
          <input type="hidden" name="code" value={code} />
          <Button>{t('auth.invitation.join', { name: signedInAs })}</Button>
        </form>
      ) : page.hasAccount ? (
        <p>
          {t('auth.invitation.hasAccount')}{' '}
          <Link className="govuk-link" to={toSignIn}>
            {t('auth.signIn.title')}
          </Link>
        </p>
      ) : (
        <>
          <form method="post" action="/app/invitation">
            <input type="hidden" name="step" value="accept" />
            <input type="hidden" name="code" value={code} />
            {page.email ? (
              <p>
                {t('auth.invitation.signInWith')} <b>{page.email}</b>
                <input type="hidden" name="email" autoComplete="username" value={page.email} readOnly />
              </p>
            ) : (
              <TextField
                name="userName"
                label={t('auth.field.userName')}
                hint={t('auth.userName.hint')}
                autoComplete="username"
                spellCheck={false}
                width={20}
                value={userName || page.userName || undefined}
                error={errors?.userName}
              />
            )}
            <NewPassword errors={errors} />
            <Button>{t('auth.invitation.accept')}</Button>
          </form>
          <p>
            <Link className="govuk-link" to={toSignIn}>
              {t('auth.invitation.toSignIn')}
            </Link>
          </p>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
