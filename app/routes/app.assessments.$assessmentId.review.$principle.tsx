import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { ChangedMeanwhile } from '#app/components/judging/changed-meanwhile.tsx'
import { JudgeForm } from '#app/components/judging/judge-form.tsx'
import { JudgingNotice } from '#app/components/judging/judging-notice.tsx'
import { JudgementTag } from '#app/components/judging/judgement-tag.tsx'
import { Notice } from '#app/components/notice.tsx'
import { titleOfPrinciple } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { judgeForm } from '#app/forms/judge.form.ts'
import { judgingNews } from '#app/forms/judging-news.ts'
import { now } from '#app/server/clock.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { principlePage } from '#app/server/queries/judge.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) =>
    whileJudging(actor, params.assessmentId!, { request, posted: null }, async () => ({
      ...(await principlePage(actor, params.assessmentId!, params.principle!)),
      held: await heldForm(request, actor),
      news: judgingNews(request),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      const page = await principlePage(actor, id, params.principle!)
      const { principle, answers, lists, sampled } = page
      if (!page.judges) throw notPermitted()
      const ids = [...answers, ...lists].map((one) => one.id)
      const form = await readForm(request, judgeForm({ ids, sampled }))
      if (!form.ok) return refused(form)
      const { judgement, reason, points, seenRevision } = form.value
      const named = points.filter(({ kind }) => kind === 'change').map(({ requirementId }) => requirementId)
      const intent =
        judgement === 'accepted'
          ? ({ type: 'acceptPrinciple', principle, reason, points } as const)
          : ({ type: 'askForChange', principle, requirementIds: named, reason, points } as const)
      return keepingTyped(form.typed, async () => {
        await advanceAssessment(actor, id, intent, seenRevision, now())
        return redirect(`/app/assessments/${id}/review${page.next ? `/${page.next}` : ''}?saved=${principle}`)
      })
    })
  })
}

export const meta: MetaFunction<typeof loader> = titleOfPrinciple

export default function ReviewPrinciple() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const overtaken = problem?.errors['']?.key === 'judging.error.changedByAnother'
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}/review`}>{t('judging.review.title')}</BackLink>
      {!problem && <JudgingNotice news={page.news} />}
      {page.held && !problem && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary errors={problem?.errors} />
      {overtaken && <ChangedMeanwhile {...page} typed={problem.typed} />}
      <PageTitle caption={page.title}>{t(`content.principle.${page.principle}`)}</PageTitle>
      <p>
        <JudgementTag judgement={page.judgement} />
      </p>
      <JudgeForm
        {...page}
        may={page.may.judge}
        typed={typed}
        errors={problem?.errors}
        seen={page.revision}
        last={page.next === null}
      />
      {page.may.startReview && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${page.id}/review`}>
            {t('judging.principle.startFirst')}
          </Link>
        </p>
      )}
    </>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
