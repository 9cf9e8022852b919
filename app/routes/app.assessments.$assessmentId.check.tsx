import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { CheckedAnswers } from '#app/components/line/answers/checked-answers.tsx'
import { StillOpen } from '#app/components/line/answers/still-open.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { checkPage } from '#app/server/queries/requirement.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { principles } from '#content/vocabulary.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => checkPage(actor, params.assessmentId!))
}

export const meta = titled('line.check.title')

export default function Check() {
  const t = useWords()
  const { id, title, locale, questions, counts, unanswered, may } = useLoaderData<typeof loader>()
  const sends = may.submit || may.resubmit
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle question>{may.answer ? t('line.check.title') : t('line.check.read')}</PageTitle>
      <p className="am-measure">
        <b>{t('content.framework.answered', { answered: counts.answered, total: counts.asked })}.</b>{' '}
        <StillOpen counts={counts} />
        {unanswered === 0 && sends && <> {t('line.check.whole')}</>}
      </p>
      {ofPrinciples(questions).map(([principle, asked]) => (
        <section key={principle} aria-labelledby={principle}>
          <h2 id={principle} className="am-group">
            {t(`content.principle.${principle}`)}
          </h2>
          <p className="am-quiet">
            {t('answers.check.ofPrinciple', {
              answered: asked.filter(({ given }) => given).length,
              total: asked.length,
            })}
          </p>
          <CheckedAnswers planId={id} questions={asked} lang={locale} />
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

function ofPrinciples<Item extends { principle: string }>(items: readonly Item[]) {
  return principles.flatMap((principle): [typeof principle, Item[]][] => {
    const found = items.filter((item) => item.principle === principle)
    return found.length > 0 ? [[principle, found]] : []
  })
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
