import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { WithdrawForm } from '#app/forms/submit.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { withdrawPage } from '#app/server/queries/requirement.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => withdrawPage(actor, params.assessmentId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await refuseStrangers(actor, id)
    const form = await readForm(request, WithdrawForm)
    if (!form.ok) return data(form, { status: 422 })
    const { seenRevision } = form.value
    const done = await unlessChanged(() =>
      advanceAssessment(actor, id, { type: 'withdraw' }, seenRevision, now()),
    )
    return redirect(`/app/assessments/${id}?news=${done ? 'withdrawn' : 'moved'}`)
  })
}

export const meta = titled('line.withdraw.title')

export default function Withdraw() {
  const t = useWords()
  const { id, title, revision, state } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {t('line.withdraw.title')}
      </PageTitle>
      <p className="am-measure">{state === 'draft' ? t('line.withdraw.draft') : t('line.withdraw.sent')}</p>
      <p className="am-measure">{t('line.withdraw.kept')}</p>
      <form method="post">
        <HiddenRevision revision={revision} />
        <ButtonGroup>
          <Button>{t('line.withdraw.do')}</Button>
          <Link className="govuk-link" to={`/app/assessments/${id}`}>
            {t('line.withdraw.keep')}
          </Link>
        </ButtonGroup>
      </form>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
