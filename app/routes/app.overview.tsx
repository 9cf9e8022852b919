import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { DataTable } from '#app/components/data-table.tsx'
import { OwedFigures } from '#app/components/line/owed-figures.tsx'
import { stepKey } from '#app/components/line/state-tag.tsx'
import { titled } from '#app/components/meta-title.ts'
import { LessonSection } from '#app/components/lessons/lesson-list.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { columns, dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({ ...(await dashboardPage(actor)), columns }))
}

export const meta = titled('dashboard.title')

const day = 24 * 60 * 60 * 1000

export default function Overview() {
  const t = useWords()
  const { date } = useDates()
  const { calls, own, longest, owed, lessons, now, columns } = useLoaderData<typeof loader>()
  const hasOwn = Object.values(own).some((count) => count > 0)
  const rows = [
    ...calls.map((call) => ({ ...call, own: false as const })),
    ...(hasOwn ? [{ id: 'own', title: t('dashboard.own'), counts: own, own: true as const }] : []),
  ]
  return (
    <>
      <PageTitle>{t('dashboard.title')}</PageTitle>
      <p className="govuk-body-l am-measure">{t('dashboard.lead')}</p>
      <h2 className="govuk-heading-m">{t('dashboard.owed.title')}</h2>
      <OwedFigures owed={owed} />
      {longest.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('dashboard.longest.title')}</h2>
          <ul className="govuk-list">
            {longest.map(({ state, count, since }) => (
              <li key={state}>
                <Link className="govuk-link" to={`/app/assessments?state=${state}`}>
                  {t('dashboard.longest.line', {
                    state: t(stepKey(state)),
                    count,
                    days: Math.max(
                      0,
                      Math.floor((new Date(now).getTime() - new Date(since).getTime()) / day),
                    ),
                    date: date(since),
                  })}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {rows.length === 0 ? (
        <p className="am-measure">{t('dashboard.calls.none')}</p>
      ) : (
        <DataTable
          caption={t('dashboard.calls.caption')}
          idOf={({ id }) => id}
          rows={rows}
          columns={[
            {
              id: 'call',
              head: t('dashboard.calls.call'),
              cell: (row) =>
                row.own ? (
                  row.title
                ) : (
                  <>
                    <Link className="govuk-link" to={`/app/calls/${row.id}`}>
                      {row.title}
                    </Link>{' '}
                    <small>{t('dashboard.calls.closes', { date: date(row.closesOn) })}</small>
                  </>
                ),
            },
            ...columns.map((column) => ({
              id: column,
              head: t(stepKey(column)),
              numeric: true,
              cell: ({ counts }: (typeof rows)[number]) => counts[column],
            })),
          ]}
        />
      )}
      <LessonSection lessons={lessons} title={t('lessons.title')} forWhom />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
