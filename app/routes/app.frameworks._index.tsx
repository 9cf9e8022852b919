import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { FrameworkAbout, pathOf } from '#app/components/frameworks/framework-head.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { frameworksPage } from '#app/server/queries/frameworks.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => frameworksPage(actor))
}

export const meta = titled('frameworks.title')

export default function Frameworks() {
  const t = useWords()
  const { date, number } = useDates()
  const { builtIn, own, may } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('frameworks.title')}</PageTitle>
      <p className="am-measure">{t('frameworks.lead')}</p>
      {(may.publish || own.length > 0) && (
        <>
          <h2 className="govuk-heading-l">{t('frameworks.own')}</h2>
          {own.length === 0 ? (
            <Empty title={t('frameworks.own.none')}>{t('frameworks.own.none.hint')}</Empty>
          ) : (
            <DataTable
              caption={<span className="govuk-visually-hidden">{t('frameworks.own')}</span>}
              rows={own}
              idOf={({ id, version }) => `${id}/${version}`}
              columns={[
                {
                  id: 'title',
                  head: t('frameworks.name'),
                  cell: (row) => (
                    <>
                      <Link className="govuk-link" to={pathOf(row)}>
                        {row.title}
                      </Link>
                      {!row.translated && <span className="am-quiet"> {t('frameworks.notTranslated')}</span>}
                    </>
                  ),
                },
                {
                  id: 'version',
                  head: t('frameworks.version'),
                  cell: ({ version }) => version,
                  numeric: true,
                },
                {
                  id: 'count',
                  head: t('frameworks.preview.own'),
                  cell: ({ count }) => number(count),
                  numeric: true,
                },
                { id: 'by', head: t('frameworks.by'), cell: ({ organisationName }) => organisationName },
                { id: 'on', head: t('frameworks.status'), cell: ({ publishedAt }) => date(publishedAt) },
              ]}
            />
          )}
          {may.publish && (
            <ButtonGroup>
              <ButtonLink to="/app/frameworks/new">{t('frameworks.new.title')}</ButtonLink>
            </ButtonGroup>
          )}
        </>
      )}
      <h2 className="govuk-heading-l">{t('frameworks.builtIn')}</h2>
      {builtIn.map((head) => (
        <Card key={head.version}>
          <h3 className="govuk-heading-m">
            <Link className="govuk-link" to={pathOf(head)}>
              {`${head.title}, ${head.versionName}`}
            </Link>
          </h3>
          <FrameworkAbout {...head} />
        </Card>
      ))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
