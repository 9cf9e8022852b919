import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { CaseLog } from '#app/components/cases/case-facts.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { WhoTable } from '#app/components/cases/who-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { caseReadersPage } from '#app/server/queries/case.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => caseReadersPage(actor, params.concernId!))
}

export const meta = titled('cases.who.table')

/** For paper: who may open what, and who was given what. */
export default function WhoMayOpen() {
  const t = useWords()
  const { date } = useDates()
  const { id, reference, readers, escrowPairs, codes, delivered, now } = useLoaderData<typeof loader>()
  return (
    <>
      <CaseScript />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <PageTitle caption={t('cases.who.asOf', { date: date(now) })} question>
        {t('cases.who.table')}
      </PageTitle>
      <p className="am-measure">{t('cases.who.proof')}</p>
      <WhoTable readers={readers} />
      <h2 className="govuk-heading-m">{t('cases.who.pairsTitle')}</h2>
      {escrowPairs.length === 0 ? (
        <p>{t('cases.who.noPairs')}</p>
      ) : (
        <ul className="am-list">
          {escrowPairs.map((pair) => (
            <li key={pair}>{pair}</li>
          ))}
        </ul>
      )}
      <p>{t('cases.who.codes', { count: codes })}</p>
      <CaseLog log={delivered} title={t('cases.who.delivered')} at={`/app/cases/${id}/log?kind=delivered`} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
