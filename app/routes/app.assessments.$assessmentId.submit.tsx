import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { StillOpen } from '#app/components/line/answers/still-open.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { SubmitForm } from '#app/forms/submit.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { submitPage } from '#app/server/queries/requirement.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => submitPage(actor, params.assessmentId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await refuseStrangers(actor, id)
    const form = await readForm(request, SubmitForm)
    if (!form.ok) return data(form, { status: 422 })
    const { again, seenRevision } = form.value
    const intent = { type: again ? ('resubmit' as const) : ('submit' as const) }
    const sent = await unlessChanged(() => advanceAssessment(actor, id, intent, seenRevision, now()))
    return redirect(`/app/assessments/${id}?news=${sent ? 'sent' : 'moved'}`)
  })
}

export const meta = titled('line.submit.title')

export default function Submit() {
  const t = useWords()
  const { id, title, revision, reviewedBy, counts, unanswered, unsignedRisks, may, audience } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}/check`}>{t('line.check.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={title} question>
        {t('line.submit.title')}
      </PageTitle>
      {unanswered > 0 && counts.asked === 0 ? (
        <p className="am-measure">
          {t('tier.context.opens')}.{' '}
          <Link className="govuk-link" to={`/app/assessments/${id}/context`}>
            {t('tier.context.task')}
          </Link>
        </p>
      ) : unsignedRisks > 0 && unanswered === 0 ? (
        <p className="am-measure">
          {t('line.tasks.send.unsigned', { count: unsignedRisks })}.{' '}
          <Link className="govuk-link" to={`/app/assessments/${id}/lists/risks`}>
            {t('line.more.risks')}
          </Link>
        </p>
      ) : unanswered > 0 ? (
        <div className="am-measure">
          <p>
            <StillOpen counts={counts} />
          </p>
          <p>
            <Link className="govuk-link" to={`/app/assessments/${id}/check`}>
              {t('line.submit.seeMissing')}
            </Link>
          </p>
        </div>
      ) : (
        <form method="post" className="am-measure" noValidate>
          <HiddenRevision revision={revision} />
          {may.resubmit && <input type="hidden" name="again" value="yes" />}
          <h2 className="govuk-heading-m">{t('answers.submit.counts')}</h2>
          <p>
            {counts.answered === counts.asked
              ? t('answers.submit.all', { total: counts.asked })
              : t('answers.submit.needed', { answered: counts.neededAnswered, total: counts.needed })}{' '}
            <StillOpen counts={counts} />
          </p>
          <h2 className="govuk-heading-m">{t('line.submit.reads')}</h2>
          <p>{t('line.submit.reads.text', { by: reviewedBy })}</p>
          <h2 className="govuk-heading-m">{t('line.submit.next')}</h2>
          <ol className="govuk-list govuk-list--number">
            <li>{t('line.submit.next.1')}</li>
            <li>{t('line.submit.next.2')}</li>
            <li>{t('line.submit.next.3')}</li>
          </ol>
          <Declaration />
          <Checkboxes
            name="confirmed"
            legend={t('line.submit.declaration')}
            size="m"
            error={rejected?.errors.confirmed}
            choices={[
              {
                value: 'yes',
                label: audience === 'funder' ? t('line.submit.confirm.own') : t('line.submit.confirm'),
              },
            ]}
          />
          <ButtonGroup>
            <Button>
              {may.resubmit ? t('machines.assessment.event.resubmit') : t('machines.assessment.event.submit')}
            </Button>
            <Link className="govuk-link" to={`/app/assessments/${id}`}>
              {t('content.do.cancel')}
            </Link>
          </ButtonGroup>
        </form>
      )}
    </>
  )
}

const declared = ['read', 'asked', 'true', 'noCase'] as const

/** What the box below confirms, sentence by sentence. */
function Declaration() {
  const t = useWords()
  return (
    <>
      <p>{t('answers.declare.lead')}</p>
      <ul className="govuk-list govuk-list--bullet">
        {declared.map((sentence) => (
          <li key={sentence}>{t(`answers.declare.${sentence}`)}</li>
        ))}
      </ul>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
