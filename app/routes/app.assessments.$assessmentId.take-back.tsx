import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeBackForm } from '#app/forms/submit.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { takeBackPage } from '#app/server/queries/take-back.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => takeBackPage(actor, params.assessmentId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const { callClosed } = await takeBackPage(actor, id)
    const form = await readForm(request, takeBackForm(callClosed))
    if (!form.ok) return data(form, { status: 422 })
    const { seenRevision } = form.value
    const done = await unlessChanged(() =>
      advanceAssessment(actor, id, { type: 'takeBack' }, seenRevision, now()),
    )
    return redirect(`/app/assessments/${id}?news=${done ? 'takenBack' : 'moved'}`)
  })
}

export const meta = titled('line.takeBack.title')

export default function TakeBack() {
  const t = useWords()
  const { id, title, revision, reviewedBy, call, callClosed, now: today } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {t('line.takeBack.title')}
      </PageTitle>
      <p className="am-measure">{t('line.takeBack.what', { by: reviewedBy })}</p>
      <p className="am-measure">{t('line.takeBack.kept')}</p>
      {call && !callClosed && (
        <>
          <p className="am-measure">{t('line.takeBack.until')}</p>
          <p>
            <ClockChip dueAt={call.closesOn} now={today} />
          </p>
        </>
      )}
      <form method="post" className="am-measure" noValidate>
        <HiddenRevision revision={revision} />
        {callClosed && (
          <Checkboxes
            name="understood"
            legend={t('line.takeBack.closed')}
            hint={t('line.takeBack.closed.hint')}
            error={rejected?.errors.understood}
            choices={[{ value: 'yes', label: t('line.takeBack.understood') }]}
          />
        )}
        <ButtonGroup>
          <Button>{t('line.takeBack.do')}</Button>
          <Link className="govuk-link" to={`/app/assessments/${id}`}>
            {t('line.takeBack.leave')}
          </Link>
        </ButtonGroup>
      </form>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
