import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { EquitySignals } from '#app/components/judging/equity-signals.tsx'
import { JudgingNotice } from '#app/components/judging/judging-notice.tsx'
import { JudgementTag } from '#app/components/judging/judgement-tag.tsx'
import { OthersWhoJudge } from '#app/components/judging/others-who-judge.tsx'
import { ProcessCard } from '#app/components/judging/process-card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { MoveForm } from '#app/forms/judge.form.ts'
import { judgingNews } from '#app/forms/judging-news.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { refuseStrangers } from '#app/server/queries/refuse-strangers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) =>
    whileJudging(actor, params.assessmentId!, { request, posted: null }, async () => ({
      ...(await reviewPage(actor, params.assessmentId!)),
      news: judgingNews(request),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      await refuseStrangers(actor, id)
      const form = await readForm(request, MoveForm)
      if (!form.ok) return refused(form)
      const { move, seenRevision } = form.value
      await advanceAssessment(actor, id, { type: move }, seenRevision, now())
      return redirect(`/app/assessments/${id}${move === 'startReview' ? '/review?started' : ''}`)
    })
  })
}

export const meta = titled('judging.review.title')

export default function Review() {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const here = `/app/assessments/${page.id}`
  const judged = page.principles.filter(({ judgement }) => judgement !== 'open').length
  const asked = page.principles.filter(({ judgement }) => judgement === 'changes_asked').length
  const waits = page.missing.length > 0 || page.others.some((other) => !other.done)
  const done = judged === page.principles.length
  return (
    <>
      <BackLink to={here}>{page.title}</BackLink>
      <Columns
        label={t('judging.aside')}
        side={
          <>
            <ProcessCard steps={page.steps} />
            <Card title={t('judging.sent')} quiet>
              <Facts
                rows={[
                  { label: t('judging.sent.number'), value: page.submission.number },
                  { label: t('judging.sent.at'), value: date(page.submission.submittedAt, 'moment') },
                  { label: t('judging.sent.framework'), value: page.framework },
                  {
                    label: t('judging.sent.hash'),
                    value: <span className="am-hash">{page.submission.hash.slice(0, 16)}…</span>,
                  },
                ]}
              />
            </Card>
            <EquitySignals signals={page.equity} review={`${here}/review`} />
          </>
        }
      >
        {!problem && <JudgingNotice news={page.news} />}
        <ErrorSummary errors={problem?.errors} />
        <PageTitle caption={`${page.organisationName}, ${countryName(locale, page.country)}`}>
          {t('judging.review.title')}
        </PageTitle>
        <p className="am-measure">{t('judging.review.lead', { judged, of: page.principles.length })}</p>
        <ul className="govuk-task-list">
          {page.principles.map(({ principle, judgement, answers, changed }) => (
            <li key={principle} className="govuk-task-list__item govuk-task-list__item--with-link">
              <div className="govuk-task-list__name-and-hint">
                <Link
                  className="govuk-link govuk-task-list__link"
                  to={`${here}/review/${principle}`}
                  aria-describedby={`j-${principle}`}
                >
                  {t(`content.principle.${principle}`)}
                </Link>
                <div className="govuk-task-list__hint">
                  {t('judging.review.answers', { count: answers })}
                  {changed !== null && `. ${t('review.index.changed', { count: changed })}`}
                </div>
              </div>
              <div className="govuk-task-list__status" id={`j-${principle}`}>
                <JudgementTag judgement={judgement} />
              </div>
            </li>
          ))}
        </ul>
        <p>
          <Link className="govuk-link" to={`${here}/coverage`}>
            {t('line.review.coverage')}
          </Link>
        </p>
        {(page.risks > 0 || page.evidence > 0) && (
          <ul className="govuk-list">
            {page.risks > 0 && (
              <li>
                <Link className="govuk-link" to={`${here}/review/risks`}>
                  {t('judging.review.risks', { count: page.risks })}
                </Link>
              </li>
            )}
            {page.evidence > 0 && <li>{t('judging.review.evidence', { count: page.evidence })}</li>}
          </ul>
        )}
        <OthersWhoJudge others={page.others} missing={page.missing} />
        {page.may.startReview && (
          <Move move="startReview" revision={page.revision} lead={t('judging.review.startLead')} />
        )}
        {page.may.judge && asked > 0 && (
          <Move
            move="requestChanges"
            revision={page.revision}
            lead={t('judging.review.requestLead', { count: asked })}
          />
        )}
        {page.may.judge && done && waits && <p className="am-measure">{t('review.others.waits')}</p>}
        {page.may.judge && done && !waits && (
          <Move
            move="completeReview"
            revision={page.revision}
            lead={t(asked > 0 ? 'judging.review.completeAnyway' : 'judging.review.completeLead')}
            secondary={asked > 0}
          />
        )}
        {page.may.judge && !done && <p className="am-quiet">{t('judging.review.notDone')}</p>}
        {page.may.assignReviewers && (
          <p>
            <Link className="govuk-link" to={`/app/reviews/${page.id}`}>
              {t('review.one.link')}
            </Link>
          </p>
        )}
        <p>
          <Link className="govuk-link" to={`${here}/declare`}>
            {t('review.declare.link')}
          </Link>
        </p>
        {page.may.decide && (
          <ButtonLink to={`${here}/decide`}>{t('machines.assessment.event.decide')}</ButtonLink>
        )}
      </Columns>
    </>
  )
}

type Moves = 'startReview' | 'requestChanges' | 'completeReview'

function Move({
  move,
  revision,
  lead,
  secondary = false,
}: {
  move: Moves
  revision: number
  lead: string
  secondary?: boolean
}) {
  const t = useWords()
  return (
    <form method="post" className="am-move">
      <HiddenRevision revision={revision} />
      <p className="am-measure">{lead}</p>
      <ButtonGroup>
        <Button name="move" value={move} secondary={secondary}>
          {t(`machines.assessment.event.${move}`)}
        </Button>
      </ButtonGroup>
    </form>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
