import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { SentAnswers } from '#app/components/judging/answers.tsx'
import { JudgementTag } from '#app/components/judging/judgement-tag.tsx'
import { Asked, Notice } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { JudgeForm } from '#app/forms/judge.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { principlePage } from '#app/server/queries/review.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await principlePage(actor, params.assessmentId!, params.principle!)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId: id } = params
    const page = await principlePage(actor, id!, params.principle!)
    const form = await readForm(request, JudgeForm)
    if (!form.ok) return refused(form)
    const { principle } = page.current
    const { judgement, reason, requirementIds, seenRevision } = form.value
    const known = requirementIds.filter((asked) => page.current.answers.some((answer) => answer.id === asked))
    const intent =
      judgement === 'accepted'
        ? ({ type: 'acceptPrinciple', principle, reason } as const)
        : ({ type: 'askForChange', principle, requirementIds: known, reason } as const)
    return keepingTyped(form.typed, async () => {
      await advanceAssessment(actor, id!, intent, seenRevision, now())
      return redirect(
        page.next ? `/app/assessments/${id}/review/${page.next}` : `/app/assessments/${id}/review`,
      )
    })
  })
}

export const meta = titled('judging.principle.pageTitle')

export default function ReviewPrinciple() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const { current, revision } = page
  const typed = problem?.typed ?? page.held ?? undefined
  const remark = current.remark
  const judgement = typed?.judgement ?? (current.judgement === 'open' ? undefined : current.judgement)
  const named = typed ? (typed.requirementIds ?? '').split('\n') : (remark?.requirementIds ?? [])
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}/review`}>{t('judging.review.title')}</BackLink>
      {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={page.title}>{t(`content.principle.${current.principle}`)}</PageTitle>
      <p>
        <JudgementTag judgement={current.judgement} />
      </p>
      {remark?.judgement === 'changes_asked' && (
        <Asked title={t('judging.principle.asked', { date: date(remark.at) })}>{remark.reason}</Asked>
      )}
      <SentAnswers
        answers={current.answers}
        locale={page.submissionLocale}
        evidence={page.evidence}
        now={page.now}
      />
      {page.may.judge ? (
        <form method="post" noValidate>
          <HiddenRevision revision={revision} />
          <Radios
            name="judgement"
            legend={t('judging.principle.question')}
            size="m"
            value={judgement}
            error={problem?.errors?.judgement}
            choices={[
              {
                value: 'accepted',
                label: t('judging.principle.accept'),
                hint: t('judging.principle.acceptHint'),
              },
              {
                value: 'changes_asked',
                label: t('judging.principle.change'),
                hint: t('judging.principle.changeHint'),
                conditional: (
                  <Checkboxes
                    name="requirementIds"
                    legend={t('judging.principle.which')}
                    hint={t('judging.principle.whichHint')}
                    values={named}
                    choices={current.answers.map(({ id, question }) => ({
                      value: id,
                      label: `${id}: ${question}`,
                    }))}
                  />
                ),
              },
            ]}
          />
          <TextArea
            name="reason"
            label={t('judging.principle.reason')}
            hint={t('judging.principle.reasonHint')}
            value={typed?.reason ?? remark?.reason ?? ''}
            error={problem?.errors?.reason}
          />
          <ButtonGroup>
            <Button>{t(page.next ? 'judging.principle.saveNext' : 'judging.principle.save')}</Button>
          </ButtonGroup>
        </form>
      ) : (
        <p className="am-quiet">{t('judging.principle.closed')}</p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
