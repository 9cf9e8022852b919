import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { NobodyHears, ReasonsGiven } from '#app/components/judging/after-deciding.tsx'
import { Appeals, PastDecisions } from '#app/components/judging/past-decisions.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { HearForm, LodgeForm, TakeBackAppealForm } from '#app/forms/appeal.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { appealPage } from '#app/server/queries/appeal.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await appealPage(actor, params.assessmentId!)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await refuseStrangers(actor, id)
    const asked = new URL(request.url).searchParams
    const advanceTo = (typed: Record<string, string>, intent: AssessmentIntent, seen: number) =>
      keepingTyped(typed, async () => {
        await advanceAssessment(actor, id, intent, seen, now())
        return redirect(`/app/assessments/${id}/appeal`)
      })
    if (asked.has('hear')) {
      const form = await readForm(request.clone(), HearForm)
      if (!form.ok) return refused(form)
      await requireStepUp(actor, request)
      const { heard, reason, seenRevision } = form.value
      const type = heard === 'upheld' ? 'upholdAppeal' : 'dismissAppeal'
      return advanceTo(form.typed, { type, reason }, seenRevision)
    }
    if (asked.has('takeBack')) {
      const form = await readForm(request, TakeBackAppealForm)
      if (!form.ok) return refused(form)
      return advanceTo(form.typed, { type: 'takeBackAppeal' }, form.value.seenRevision)
    }
    const form = await readForm(request, LodgeForm)
    if (!form.ok) return refused(form)
    const { grounds, seenRevision } = form.value
    return advanceTo(form.typed, { type: 'lodgeAppeal', grounds }, seenRevision)
  })
}

export const meta = titled('decision.appeal.title')

export default function Appeal() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const errors = problem?.errors
  const { decision, may } = page
  const until = decision?.appealUntil
  const here = `/app/assessments/${page.id}/appeal`
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary errors={errors} />
      <PageTitle caption={`${page.title}. ${page.organisationName}`}>{t('decision.appeal.title')}</PageTitle>
      <p className="am-measure">{t('decision.appeal.lead', { body: page.reviewedBy })}</p>
      {decision && (
        <section aria-labelledby="decided">
          <h2 id="decided" className="am-group">
            {t('decision.appeal.about')}
          </h2>
          <InsetQuote
            from={t('decision.undo.decided', {
              outcome: t(`machines.assessment.outcome.${decision.outcome}`),
              on: date(decision.decidedAt),
            })}
          >
            <p className="am-pre">{decision.reason}</p>
          </InsetQuote>
          <ReasonsGiven reasons={decision.reasons} />
          {until && <p className="am-measure">{t('decision.appeal.until', { date: date(until) })}</p>}
          {decision.outcome === 'approved' && <p className="am-measure">{t('decision.appeal.nothing')}</p>}
        </section>
      )}
      {page.appeals.some(({ state }) => state === 'lodged') && (
        <p className="am-measure">
          <b>{t('decision.appeal.waits')}</b>
        </p>
      )}
      <NobodyHears body={page.nobodyHears} />
      <Appeals appeals={page.appeals} />
      {may.declare && (
        <p>
          <Link
            className="govuk-link"
            to={`/app/assessments/${page.id}/declare?next=${encodeURIComponent(here)}`}
          >
            {t('line.overview.declare')}
          </Link>
        </p>
      )}
      {may.lodge && (
        <form method="post" noValidate className="am-measure">
          <HiddenRevision revision={page.revision} />
          <TextArea
            name="grounds"
            label={t('decision.appeal.grounds')}
            hint={t('decision.appeal.groundsHint')}
            rows={8}
            value={typed?.grounds ?? ''}
            error={errors?.grounds}
          />
          <Button>{t('decision.appeal.lodge')}</Button>
        </form>
      )}
      {may.takeBack && (
        <form method="post" action="?takeBack" noValidate className="am-measure">
          <HiddenRevision revision={page.revision} />
          <p>{t('decision.appeal.takeBackWhat')}</p>
          <Button secondary>{t('machines.assessment.event.takeBackAppeal')}</Button>
        </form>
      )}
      {may.hear && (
        <form method="post" action="?hear" noValidate className="am-measure">
          <HiddenRevision revision={page.revision} />
          <Radios
            name="heard"
            legend={t('decision.hear.question')}
            size="m"
            value={typed?.heard}
            error={errors?.heard}
            choices={[
              { value: 'upheld', label: t('decision.hear.uphold'), hint: t('decision.hear.upholdHint') },
              { value: 'dismissed', label: t('decision.hear.dismiss'), hint: t('decision.hear.dismissHint') },
            ]}
          />
          <TextArea
            name="reason"
            label={t('decision.hear.reason')}
            hint={t('decision.hear.reasonHint')}
            value={typed?.reason ?? ''}
            error={errors?.reason}
          />
          <p className="am-quiet">{t('decision.stepUp')}</p>
          <ButtonGroup>
            <Button>{t('decision.hear.do')}</Button>
          </ButtonGroup>
        </form>
      )}
      <PastDecisions id={page.id} past={page.past} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
