import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { JudgingNotice } from '#app/components/judging/judging-notice.tsx'
import { JudgementTag } from '#app/components/judging/judgement-tag.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { judgingNews } from '#app/forms/judging-news.ts'
import { FinishForm } from '#app/forms/opinion.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { opinionPage } from '#app/server/queries/opinion.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { finishOpinion } from '#app/server/workflows/opinion.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.assessmentId!
  return withActor(request, (actor) =>
    whileJudging(actor, id, { request, posted: null }, async () => ({
      ...(await opinionPage(actor, id)),
      news: judgingNews(request),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      await opinionPage(actor, id)
      const form = await readForm(request, FinishForm)
      if (!form.ok) return refused(form)
      return keepingTyped(form.typed, async () => {
        await finishOpinion(actor, id, form.value.seenRevision, now())
        return redirect(`/app/assessments/${id}/opinion`)
      })
    })
  })
}

export const meta = titled('review.opinion.title')

export default function Opinion() {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const here = `/app/assessments/${page.id}/opinion`
  const judged = page.principles.filter(({ judgement }) => judgement !== 'open').length
  const whole = judged === page.principles.length
  return (
    <>
      <BackLink to="/app">{t('shell.problem.home')}</BackLink>
      {!problem && <JudgingNotice news={page.news} />}
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={`${page.title}, ${page.organisationName}, ${countryName(locale, page.country)}`}>
        {t('review.opinion.title')}
      </PageTitle>
      <p className="am-measure">
        <b>{t(`review.opinion.lead.${page.part === 'first' ? 'second' : page.part}`)}</b>{' '}
        {t('review.opinion.blind')}
      </p>
      <p className="am-quiet">
        {t('review.opinion.sent', {
          number: page.submission.number,
          date: date(page.submission.submittedAt),
        })}
      </p>
      <ul className="govuk-task-list">
        {page.principles.map(({ principle, judgement, answers }) => (
          <li key={principle} className="govuk-task-list__item govuk-task-list__item--with-link">
            <div className="govuk-task-list__name-and-hint">
              <Link
                className="govuk-link govuk-task-list__link"
                to={`${here}/${principle}`}
                aria-describedby={`j-${principle}`}
              >
                {t(`content.principle.${principle}`)}
              </Link>
              <div className="govuk-task-list__hint">{t('judging.review.answers', { count: answers })}</div>
            </div>
            <div className="govuk-task-list__status" id={`j-${principle}`}>
              <JudgementTag judgement={judgement} />
            </div>
          </li>
        ))}
      </ul>
      {page.done && <p className="am-measure">{t('review.opinion.done')}</p>}
      {page.mayGive && !page.done && whole && (
        <form method="post" className="am-move">
          <HiddenRevision revision={page.submission.number} />
          <p className="am-measure">{t('review.opinion.finishLead')}</p>
          <ButtonGroup>
            <Button>{t('review.opinion.finish')}</Button>
          </ButtonGroup>
        </form>
      )}
      {page.mayGive && !page.done && !whole && <p className="am-quiet">{t('review.opinion.notYet')}</p>}
      {!page.mayGive && !page.done && <p className="am-quiet">{t('review.opinion.closed')}</p>}
      <p>
        <Link className="govuk-link" to={`/app/assessments/${page.id}/declare`}>
          {t('review.declare.link')}
        </Link>
      </p>
    </>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
