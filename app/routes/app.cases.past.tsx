import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { pastDatePage } from '#app/server/queries/two-people.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({ cases: await pastDatePage(actor, now()) }))
}

export const meta = titled('keeping.past.title')

export default function PastDate() {
  const t = useWords()
  const { date } = useDates()
  const { cases } = useLoaderData<typeof loader>()
  const past = cases.filter(({ isPast }) => isPast)
  const undated = cases.filter(({ until }) => until === null)
  const table = (rows: typeof cases, caption: string) => (
    <DataTable
      caption={caption}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'case',
          head: t('keeping.past.case'),
          cell: ({ id, reference }) => (
            <Link className="govuk-link" to={`/app/cases/${id}/keeping`}>
              {reference}
            </Link>
          ),
        },
        { id: 'ended', head: t('keeping.past.ended'), cell: ({ endedOn }) => endedOn && date(endedOn) },
        {
          id: 'until',
          head: t('keeping.past.until'),
          cell: ({ until }) => (until ? date(until) : t('keeping.past.noDay')),
        },
        {
          id: 'hold',
          head: t('keeping.past.hold'),
          cell: ({ hold }) => t(hold === 'released' ? 'keeping.past.released' : 'keeping.past.on'),
        },
      ]}
    />
  )
  return (
    <>
      <CaseScript />
      <BackLink to="/app/cases">{t('cases.title')}</BackLink>
      <PageTitle question>{t('keeping.past.title')}</PageTitle>
      <p className="am-measure">{t('keeping.past.lead')}</p>
      {past.length === 0 ? <p>{t('keeping.past.none')}</p> : table(past, t('keeping.past.due'))}
      {undated.length > 0 && table(undated, t('keeping.past.undated'))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
