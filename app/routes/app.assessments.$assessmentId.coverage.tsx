import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { Bodies, CoverageTag, Judgement, StatusKey } from '#app/components/coverage/coverage-parts.tsx'
import { OpenRequirements } from '#app/components/coverage/open-requirements.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { coveragePage } from '#app/server/queries/coverage.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.assessmentId!
  return withActor(request, (actor) =>
    whileJudging(actor, id, { request, posted: null }, () => coveragePage(actor, id)),
  )
}

export const meta = titled('coverage.title')

export default function Coverage() {
  const t = useWords()
  const { id, title, back, ofSubmission, nothingAsked, bodies } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}${back === 'opinion' ? '/opinion' : ''}`}>{title}</BackLink>
      <PageTitle>{t('coverage.title')}</PageTitle>
      <Judgement />
      {nothingAsked ? (
        <Empty title={t('coverage.nothing.title')}>{t('coverage.nothing')}</Empty>
      ) : (
        <>
          <p className="am-measure">{t(ofSubmission ? 'coverage.lead.sent' : 'coverage.lead')}</p>
          <StatusKey chain={false} />
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
                    id: 'open',
                    head: t('coverage.column.open'),
                    cell: (area) =>
                      area.open.length > 0 ? (
                        <OpenRequirements open={area.open} area={area.name} />
                      ) : (
                        t(`coverage.why.${area.status}`)
                      ),
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

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
