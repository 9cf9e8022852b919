import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Empty } from '#app/components/card.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { GroupedInbox, InboxTable } from '#app/components/cases/inbox-table.tsx'
import { LabelFilters } from '#app/components/cases/label-filters.tsx'
import { NextPage } from '#app/components/cases/next-page.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { inboxPage } from '#app/server/queries/cases.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const view = searchParams.get('view') === 'all' ? 'all' : 'open'
  return withActor(request, (actor) => inboxPage(actor, view, searchParams.get('after')))
}

export const meta = titled('cases.title')

export default function Cases() {
  const t = useWords()
  const { view, lines, load, now, next, isLater } = useLoaderData<typeof loader>()
  const hasLabels = lines.some(({ label }) => label)
  return (
    <>
      <CaseScript />
      <PageTitle>{t('cases.title')}</PageTitle>
      <p className="am-measure">{t('cases.load', { ...load })}</p>
      <ul className="am-filter">
        {(['open', 'all'] as const).map((each) => (
          <li key={each}>
            <Link
              className="govuk-link"
              to={each === 'all' ? '/app/cases?view=all' : '/app/cases'}
              aria-current={view === each ? 'page' : undefined}
            >
              {t(`cases.view.${each}`)}
            </Link>
          </li>
        ))}
      </ul>
      {hasLabels && <UnlockBox />}
      {hasLabels && <LabelFilters />}
      {lines.length === 0 ? (
        <Empty title={t(isLater ? 'cases.empty.end' : 'cases.empty.title')}>{t('cases.empty.text')}</Empty>
      ) : view === 'all' ? (
        <InboxTable caption={t('cases.view.all')} lines={lines} now={now} />
      ) : (
        <GroupedInbox lines={lines} now={now} />
      )}
      <NextPage
        to={next && `/app/cases?${new URLSearchParams({ ...(view === 'all' ? { view } : {}), after: next })}`}
      />
      <p className="am-quiet am-measure">{t('cases.sealed.rest')}</p>
      <ul className="am-filter">
        <li>
          <Link className="govuk-link" to="/app/cases/import">
            {t('cases.bringIn')}
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to="/app/cases/care">
            {t('cases.care.link')}
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to="/app/cases/recovery">
            {t('recovery.title')}
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to="/app/cases/past">
            {t('keeping.past.title')}
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to="/app/cases/figures">
            {t('caseSteps.figures')}
          </Link>
        </li>
      </ul>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
