import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useWords } from '#app/components/words.tsx'
import { checkPage } from '#app/server/queries/requirement.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => checkPage(actor, params.assessmentId!))
}

export const meta = titled('line.check.title')

const principles = ['rights', 'equity', 'transparency', 'accountability'] as const

export default function Check() {
  const t = useWords()
  const { id, title, locale, questions, unanswered, may } = useLoaderData<typeof loader>()
  const sends = may.submit || may.resubmit
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle question>{may.answer ? t('line.check.title') : t('line.check.read')}</PageTitle>
      <p className="am-measure">
        <b>
          {t('content.framework.answered', {
            answered: questions.length - unanswered,
            total: questions.length,
          })}
          .
        </b>{' '}
        {unanswered > 0 ? t('line.check.missing', { count: unanswered }) : sends && t('line.check.whole')}
      </p>
      {principles.map((principle) => (
        <section key={principle} aria-labelledby={principle}>
          <h2 id={principle} className="am-group">
            {t(`content.principle.${principle}`)}
          </h2>
          <SummaryList
            rows={questions
              .filter((question) => question.principle === principle)
              .map(({ id: requirementId, question, answer, open }) => ({
                label: question,
                value: <AnswerShown answer={answer} lang={locale} />,
                change: {
                  to: `/app/assessments/${id}/requirements/${requirementId}`,
                  label: open
                    ? answer
                      ? t('content.do.change')
                      : t('content.do.answer')
                    : t('content.do.view'),
                  about: t('line.check.about', { id: requirementId, question }),
                },
              }))}
          />
        </section>
      ))}
      {sends && unanswered === 0 && (
        <ButtonGroup>
          <ButtonLink to={`/app/assessments/${id}/submit`}>{t('line.check.on')}</ButtonLink>
        </ButtonGroup>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
