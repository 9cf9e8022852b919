import { data, type ActionFunctionArgs } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { AskByName } from '#app/components/ask-by-name.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { AskForm } from '#app/forms/recovery.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { askToComeBack } from '#app/server/workflows/recovery.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, AskForm)
    const name = form.ok ? form.value.name : (form.typed.name ?? '')
    if (!form.ok) return data({ errors: form.errors, name, asked: false }, { status: 422 })

    const result = await askToComeBack(request, name)
    if (!result.ok) return data({ errors: { '': result.error }, name, asked: false }, { status: 429 })
    return data({ errors: {}, name: '', asked: true })
  })
}

export const meta = titled('auth.recover.title')

export default function Recover() {
  const t = useWords()
  const answer = useActionData<typeof action>()
  if (answer?.asked) {
    return (
      <div className="am-measure">
        <PageTitle>{t('auth.recover.askedTitle')}</PageTitle>
        <p>{t('auth.recover.asked')}</p>
        <p>{t('auth.recover.twoPeople')}</p>
        <ButtonLink to="/app/recover/code">{t('auth.recover.toCode')}</ButtonLink>
      </div>
    )
  }
  return (
    <AskByName title={t('auth.recover.title')} button={t('auth.recover.button')} answer={answer}>
      <p>{t('auth.recover.how')}</p>
      <p>{t('auth.recover.twoPeople')}</p>
      <p>
        <Link className="govuk-link" to="/app/recover/code">
          {t('auth.recover.haveCode')}
        </Link>
      </p>
      <p>
        <Link className="govuk-link" to="/app/people/recoveries">
          {t('auth.recover.toVouch')}
        </Link>
      </p>
    </AskByName>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
