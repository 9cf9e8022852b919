import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { AskByName } from '#app/components/ask-by-name.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { AskForm } from '#app/forms/recovery.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { askForReset } from '#app/server/workflows/recovery.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => {
    const code = new URL(request.url).searchParams.get('code')
    if (code) throw redirect(`/app/recover/code?code=${encodeURIComponent(code)}`)
    return null
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, AskForm)
    const name = form.ok ? form.value.name : (form.typed.name ?? '')
    if (!form.ok) return data({ errors: form.errors, name, asked: false }, { status: 422 })

    const result = await askForReset(request, name)
    if (!result.ok) return data({ errors: { '': result.error }, name, asked: false }, { status: 429 })
    return data({ errors: {}, name: '', asked: true })
  })
}

export const meta = titled('auth.reset.title')

export default function Reset() {
  const t = useWords()
  const answer = useActionData<typeof action>()
  if (answer?.asked) {
    return (
      <div className="am-measure">
        <PageTitle>{t('auth.reset.askedTitle')}</PageTitle>
        <p>{t('auth.reset.asked')}</p>
        <p>
          <Link className="govuk-link" to="/app/recover">
            {t('auth.signIn.toRecover')}
          </Link>
        </p>
      </div>
    )
  }
  return (
    <AskByName title={t('auth.reset.title')} button={t('auth.reset.button')} answer={answer}>
      <p>{t('auth.reset.how')}</p>
    </AskByName>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
