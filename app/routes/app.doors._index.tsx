import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { WaitingChanges } from '#app/components/doors/waiting-changes.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { WaitingRecordings } from '#app/components/spoken/waiting-recordings.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { doorsPage } from '#app/server/queries/doors.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, doorsPage)
}

export const meta = titled('doors.title')

export default function Doors() {
  const t = useWords()
  const { date } = useDates()
  const { doors, waiting, recordings, naming, leads } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('doors.title')}</PageTitle>
      <p className="am-measure">{t('doors.lead')}</p>
      <WaitingChanges changes={waiting} named />
      <WaitingRecordings recordings={recordings} />
      {doors.length === 0 ? (
        <Empty title={t('doors.none')}>{t('doors.noneHint')}</Empty>
      ) : (
        <DataTable
          caption={<span className="govuk-visually-hidden">{t('doors.title')}</span>}
          rows={doors}
          idOf={({ id }) => id}
          columns={[
            {
              id: 'name',
              head: t('doors.column.name'),
              cell: ({ id, name }) => (
                <Link className="govuk-link" to={`/app/doors/${id}`}>
                  {name}
                </Link>
              ),
            },
            { id: 'body', head: t('doors.column.body'), cell: ({ body }) => body },
            {
              id: 'state',
              head: t('doors.column.state'),
              cell: ({ openedOn, missing }) =>
                openedOn
                  ? t('doors.openSince', { on: date(openedOn) })
                  : t('doors.missing.count', { count: missing }),
            },
            {
              id: 'duty',
              head: t('doors.column.duty'),
              cell: ({ onDuty }) => t(onDuty ? 'doors.duty.covered' : 'doors.duty.nobody'),
            },
          ]}
        />
      )}
      {leads && (
        <p className="am-measure">
          <Link className="govuk-link" to="/app/doors/named">
            {t('doors.named.title')}
          </Link>
          {'. '}
          {naming > 0 && t('doors.named.waiting', { count: naming })}
        </p>
      )}
      <p className="am-measure">
        <Link className="govuk-link" to="/app/doors/lessons">
          {t('lessons.body.title')}
        </Link>
      </p>
      <p>
        <ButtonLink to="/app/doors/new">{t('doors.new.title')}</ButtonLink>
      </p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
