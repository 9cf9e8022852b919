import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { EndKeyForm } from '#app/forms/handler-keys.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { endKeyPage } from '#app/server/queries/handler-keys.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { endKey } from '#app/server/workflows/handler-keys.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const page = await endKeyPage(actor, params.keyId!, now())
    await requireStepUp(actor, request)
    return page
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await endKeyPage(actor, params.keyId!, now())
    await requireStepUp(actor, request)
    const form = await readForm(request, EndKeyForm)
    if (!form.ok) return refused(form)
    await endKey(actor, params.keyId!, now())
    return redirect('/app/case-keys')
  })
}

export const meta = titled('caseKeys.end.title')

export default function EndCaseKey() {
  const t = useWords()
  const { own, name, body, leavesTooFew } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={body}>
        {own ? t('caseKeys.end.title') : t('caseKeys.end.linkOther', { name })}
      </PageTitle>
      <ul className="govuk-list govuk-list--bullet">
        <li>{t('caseKeys.end.unread')}</li>
        <li>{t('caseKeys.end.later')}</li>
        <li>{t('caseKeys.end.never')}</li>
        {leavesTooFew && (
          <li>
            <b>{t('caseKeys.end.tooFew')}</b>
          </li>
        )}
      </ul>
      <form method="post">
        <Checkboxes
          name="sure"
          legend={t('caseKeys.end.sure')}
          error={problem?.errors['sure']}
          choices={[{ value: 'yes', label: t('caseKeys.end.sureYes') }]}
        />
        <Button>{t('caseKeys.end.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
