import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { SentAnswers } from '#app/components/judging/answers.tsx'
import { ConditionFields } from '#app/components/judging/condition-fields.tsx'
import { ProcessCard } from '#app/components/judging/process-card.tsx'
import { Asked, Notice } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { conditionNumbers, decideForm } from '#app/forms/decide.form.ts'
import { ReturnForm } from '#app/forms/judge.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { decidePage } from '#app/server/queries/review.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await decidePage(actor, params.assessmentId!)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await refuseStrangers(actor, id)
    const back = new URL(request.url).searchParams.has('return')
    if (back) {
      const form = await readForm(request, ReturnForm)
      if (!form.ok) return refused(form)
      const { returnReason: reason, seenRevision } = form.value
      return keepingTyped(form.typed, async () => {
        await advanceAssessment(actor, id, { type: 'returnToReview', reason }, seenRevision, now())
        return redirect(`/app/assessments/${id}`)
      })
    }
    const form = await readForm(request.clone(), decideForm(now().toISOString().slice(0, 10)))
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    const { seenRevision, ...decision } = form.value
    return keepingTyped(form.typed, async () => {
      await advanceAssessment(actor, id, { type: 'decide', ...decision }, seenRevision, now())
      return redirect(`/app/assessments/${id}`)
    })
  })
}

export const meta = titled('judging.decide.title')

export default function Decide() {
  const t = useWords()
  const locale = useLocale()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const here = `/app/assessments/${page.id}`
  const errors = problem?.errors
  const returning = typed?.returnReason !== undefined
  return (
    <>
      <BackLink to={here}>{page.title}</BackLink>
      <Columns
        label={t('judging.aside')}
        side={
          <>
            <ProcessCard steps={page.steps} />
            <Card title={t('judging.decide.who')} quiet>
              {page.reviewers.length > 0 && (
                <p>{t('judging.decide.reviewedBy', { names: page.reviewers.join(', ') })}</p>
              )}
              <p className="am-quiet">{t('judging.decide.fourEyes')}</p>
            </Card>
          </>
        }
      >
        {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
        <ErrorSummary errors={errors} />
        <PageTitle caption={`${page.title}. ${page.organisationName}, ${countryName(locale, page.country)}`}>
          {t('judging.decide.title')}
        </PageTitle>
        <p className="am-measure">
          {t('judging.decide.open', { open: page.openPoints.length, of: page.answers })}{' '}
          <Link className="govuk-link" to={`${here}/review`}>
            {t('judging.decide.read')}
          </Link>
        </p>
        {page.openPoints.length > 0 && (
          <SentAnswers answers={page.openPoints} locale={page.submissionLocale} now={page.now} />
        )}
        {page.unacceptedRisks > 0 && (
          <Asked title={t('judging.decide.risks', { count: page.unacceptedRisks })}>
            <Link className="govuk-link" to={`${here}/review/risks`}>
              {t('judging.decide.risksRead')}
            </Link>
          </Asked>
        )}
        {page.may.decide ? (
          <>
            <form method="post" noValidate className="am-decision">
              <HiddenRevision revision={page.revision} />
              <Radios
                name="outcome"
                legend={t('judging.decide.question')}
                size="m"
                value={typed?.outcome}
                error={errors?.outcome}
                choices={[
                  { value: 'approved', label: t('judging.decide.approved') },
                  {
                    value: 'approved_with_conditions',
                    label: t('judging.decide.approvedWithConditions'),
                    conditional: conditionNumbers.map((number) => (
                      <ConditionFields key={number} number={number} typed={typed} errors={errors} />
                    )),
                  },
                  { value: 'declined', label: t('judging.decide.declined') },
                ]}
              />
              <TextArea
                name="reason"
                label={t('judging.decide.reason')}
                hint={t('judging.decide.reasonHint')}
                value={typed?.reason ?? ''}
                error={errors?.reason}
              />
              <p className="am-quiet">{t('judging.decide.stepUp')}</p>
              <ButtonGroup>
                <Button>{t('judging.decide.do')}</Button>
              </ButtonGroup>
            </form>
            <details className="govuk-details" open={returning}>
              <summary className="govuk-details__summary">
                <span className="govuk-details__summary-text">{t('judging.decide.returnTitle')}</span>
              </summary>
              <div className="govuk-details__text">
                <form method="post" action="?return" noValidate>
                  <HiddenRevision revision={page.revision} />
                  <TextArea
                    name="returnReason"
                    label={t('judging.decide.returnReason')}
                    rows={3}
                    value={typed?.returnReason ?? ''}
                    error={errors?.returnReason}
                  />
                  <Button secondary>{t('machines.assessment.event.returnToReview')}</Button>
                </form>
              </div>
            </details>
          </>
        ) : (
          <p className="am-quiet">{t('judging.decide.closed')}</p>
        )}
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
