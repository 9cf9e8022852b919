import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { LevelTag } from '#app/components/registers/level-tag.tsx'
import { RowShown } from '#app/components/registers/row-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import { signOffForm } from '#app/forms/register-row.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { signPage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { signOffRisk } from '#app/server/workflows/risk-sign-off.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => signPage(actor, params.assessmentId!, params.register!, params.rowId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId: id = '', rowId = '' } = params
    await signPage(actor, id, params.register!, rowId)
    const form = await readForm(request, signOffForm)
    if (!form.ok) return refused(form)
    return keepingTyped(form.typed, async () => {
      await signOffRisk(actor, id, rowId, form.value.reason, form.value.seenRevision, now())
      return redirect(`/app/assessments/${id}/lists/risks?saved`)
    })
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction = titled('registers.signOff.do')

export default function SignOff() {
  const t = useWords()
  const { id, title, sites, row, signOff, locale } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${id}/lists/risks/${row.id}`}>{t('registers.risks.one')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {t('registers.signOff.do')}
      </PageTitle>
      <p>
        {t('registers.column.after')} <LevelTag level={signOff.after} />
      </p>
      <p>
        {t(signOff.after === 'critical' ? 'registers.signOff.ruleCritical' : 'registers.signOff.ruleHigh')}
      </p>
      <RowShown register="risks" values={row.values} sites={sites} />
      <form method="post" noValidate>
        <HiddenRevision revision={row.revision} />
        <TextArea
          name="reason"
          label={t('registers.signOff.reason')}
          hint={t('registers.signOff.reason.hint')}
          lang={locale}
          value={rejected?.typed.reason}
          error={rejected?.errors.reason}
        />
        <Button>{t('registers.signOff.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
