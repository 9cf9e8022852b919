import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { Bodies, CoverageTag, Judgement, StatusKey } from '#app/components/coverage/coverage-parts.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { programmeCoveragePage } from '#app/server/queries/coverage.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => programmeCoveragePage(actor, params.programmeId!))
}

export const meta = titled('coverage.chain.title')

export default function ProgrammeCoverage() {
  const t = useWords()
  const { id, title, hops, bodies } = useLoaderData<typeof loader>()
  const unread = hops.filter(({ planId }) => planId === null)
  const numbers = new Map(hops.map((hop, index) => [hop.id, index + 1]))
  return (
    <>
      <BackLink to={`/app/programmes/${id}`}>{title}</BackLink>
      <PageTitle>{t('coverage.chain.title')}</PageTitle>
      <Judgement />
      {hops.length === 0 ? (
        <Empty title={t('coverage.chain.none.title')}>{t('coverage.chain.none')}</Empty>
      ) : (
        <>
          <p className="am-measure">{t('coverage.chain.lead', { count: hops.length })}</p>
          {unread.length > 0 && (
            <p className="am-measure">{t('coverage.chain.unread', { count: unread.length })}</p>
          )}
          <Hops hops={hops} />
          <StatusKey chain />
          <Bodies bodies={bodies}>
            {({ areas }, name) => (
              <DataTable
                caption={<span className="govuk-visually-hidden">{t('coverage.table', { body: name })}</span>}
                columns={[
                  { id: 'area', head: t('coverage.column.area'), cell: (area) => area.name },
                  {
                    id: 'status',
                    head: t('coverage.column.status'),
                    cell: (area) => <CoverageTag status={area.status} />,
                  },
                  {
                    id: 'hops',
                    head: t('coverage.column.hops'),
                    cell: ({ status, weakest }) =>
                      status === 'covered' || status === 'notApplicable'
                        ? t('coverage.chain.all')
                        : t('coverage.chain.hops', {
                            hops: weakest.map((hop) => String(numbers.get(hop))).join(', '),
                            count: weakest.length,
                          }),
                  },
                ]}
                rows={areas}
                idOf={(area) => area.code}
              />
            )}
          </Bodies>
        </>
      )}
    </>
  )
}

type HopData = { id: string; title: string; organisationName: string; planId: string | null }

function Hops({ hops }: { hops: HopData[] }) {
  const t = useWords()
  return (
    <section aria-labelledby="hops">
      <h2 className="govuk-heading-m" id="hops">
        {t('coverage.chain.hopsTitle')}
      </h2>
      <ol className="govuk-list govuk-list--number">
        {hops.map(({ id, title, organisationName, planId }) => (
          <li key={id}>
            {organisationName}: {title}.{' '}
            {planId ? (
              <Link className="govuk-link" to={`/app/assessments/${planId}/coverage`}>
                {t('coverage.chain.read')}
                <span className="govuk-visually-hidden"> ({organisationName})</span>
              </Link>
            ) : (
              t('coverage.chain.notKnown')
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
