import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
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
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { opinionOf } from '#app/server/queries/opinion.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'
import { giveOpinion } from '#app/server/workflows/opinion.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.assessmentId!
  return withActor(request, (actor) =>
    whileJudging(actor, id, { request, posted: null }, async () => ({
      ...(await opinionOf(actor, id, params.principle!)),
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
      const page = await opinionOf(actor, id, params.principle!)
      const ids = [...page.answers, ...page.lists].map((one) => one.id)
      const form = await readForm(request, judgeForm({ ids, sampled: page.sampled }))
      if (!form.ok) return refused(form)
      const { seenRevision, ...opinion } = form.value
      return keepingTyped(form.typed, async () => {
        await giveOpinion(actor, id, page.principle, opinion, seenRevision, now())
        const { next, principle } = page
        return redirect(`/app/assessments/${id}/opinion${next ? `/${next}` : ''}?saved=${principle}`)
      })
    })
  })
}

export const meta: MetaFunction<typeof loader> = titleOfPrinciple

export default function OpinionOnPrinciple() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held ?? undefined
  const overtaken = problem?.errors['']?.key === 'judging.error.changedByAnother'
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}/opinion`}>{t('review.opinion.title')}</BackLink>
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
        may={page.mayGive && !page.done}
        typed={typed}
        errors={problem?.errors}
        seen={page.submissionNumber}
        last={page.next === null}
      />
    </>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
