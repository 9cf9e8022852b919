import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { UndoForm } from '#app/forms/undo.form.ts'
import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { undoPage } from '#app/server/queries/appeal.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const page = await undoPage(actor, id)
    // Whoever has just sent the form is told here what came between, with their words.
    const sent = new URL(request.url).searchParams.has('undo')
    if (!sent && !page.decision) throw notFound()
    // Signed, or appealed against: the plan's own page says so.
    if (!sent && !page.may) throw redirect(`/app/assessments/${id}`)
    return { ...page, held: await heldForm(request, actor) }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    await undoPage(actor, id)
    const form = await readForm(request.clone(), UndoForm)
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    const { reason, seenRevision } = form.value
    return keepingTyped(form.typed, async () => {
      await advanceAssessment(actor, id, { type: 'revertDecision', reason }, seenRevision, now())
      return redirect(`/app/assessments/${id}`)
    })
  })
}

export const meta = titled('decision.undo.title')

export default function UndoDecision() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const { decision } = page
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={`${page.title}. ${page.organisationName}`} question>
        {t('decision.undo.title')}
      </PageTitle>
      {decision && (
        <InsetQuote
          from={t('decision.undo.decided', {
            outcome: t(`machines.assessment.outcome.${decision.outcome}`),
            on: date(decision.decidedAt),
          })}
        >
          <p className="am-pre">{decision.reason}</p>
        </InsetQuote>
      )}
      <p className="am-measure">{t('decision.undo.what')}</p>
      {page.may ? (
        <form method="post" action="?undo" noValidate className="am-measure">
          <HiddenRevision revision={page.revision} />
          <TextArea
            name="reason"
            label={t('decision.undo.reason')}
            hint={t('decision.undo.reasonHint')}
            value={typed?.reason ?? ''}
            error={problem?.errors.reason}
          />
          <p className="am-quiet">{t('decision.stepUp')}</p>
          <ButtonGroup>
            <Button>{t('decision.undo.do')}</Button>
            <Link className="govuk-link" to={`/app/assessments/${page.id}`}>
              {t('decision.undo.leave')}
            </Link>
          </ButtonGroup>
        </form>
      ) : (
        <p className="am-quiet">{t(page.appealed ? 'decision.undo.appealed' : 'decision.undo.closed')}</p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
