import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ClockInWords } from '#app/components/conditions/clock-in-words.tsx'
import { ConditionFacts } from '#app/components/conditions/condition-facts.tsx'
import { ConditionHistory } from '#app/components/conditions/condition-history.tsx'
import { WaitingChip } from '#app/components/conditions/waiting-chip.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { StateLine } from '#app/components/state-line.tsx'
import { useWords } from '#app/components/words.tsx'
import { conditionPage } from '#app/server/queries/conditions.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { isKey } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({ ...(await conditionPage(actor, params.conditionId!)), done }))
}

export const meta = titled('conditions.one.page')

export default function Condition() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const done = `conditions.done.${page.done}`
  return (
    <>
      <BackLink to="/app/conditions">{t('conditions.title')}</BackLink>
      {isKey(done) && <Notice>{t(done)}</Notice>}
      <Columns
        label={t('line.process.label')}
        side={
          <Card title={t('line.process.title')} quiet>
            <StateLine
              states={page.steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))}
              label={t('line.process.label')}
            />
          </Card>
        }
      >
        <PageTitle caption={t('conditions.one.title', { position: page.position })} question>
          <span lang={page.locale} dir="auto">
            {page.sentence}
          </span>
        </PageTitle>
        <p>
          <WaitingChip line={page} />
        </p>
        <p>
          <b>{t(page.sentenceKey)}</b>{' '}
          {page.clock.promised && t(`conditions.promised.${page.clock.promised}`)}
        </p>
        <ConditionFacts {...page} />
        <WhatNow {...page} />
        <ClockInWords {...page} />
        <ConditionHistory history={page.history} setOn={page.setOn} now={page.now} locale={page.locale} />
      </Columns>
    </>
  )
}

function WhatNow({ id, assessmentId, pages, kept, metAt }: ReturnType<typeof useLoaderData<typeof loader>>) {
  const t = useWords()
  if (metAt) return null
  return (
    <section aria-labelledby="now">
      <h2 id="now" className="am-group">
        {t('conditions.now.title')}
      </h2>
      {kept && <p>{t(`conditions.kept.${kept}`)}</p>}
      {kept === 'undeclared' && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${assessmentId}/declare`}>
            {t('conditions.kept.declare')}
          </Link>
        </p>
      )}
      {pages.length === 0 && !kept && <p>{t('conditions.now.nothing')}</p>}
      <ButtonGroup>
        {pages.map((page, index) => (
          <ButtonLink key={page} to={`/app/conditions/${id}/${page}`} secondary={index > 0}>
            {page === 'evidence' ? t('conditions.give.title') : t(`conditions.page.${page}.title`)}
          </ButtonLink>
        ))}
      </ButtonGroup>
    </section>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
