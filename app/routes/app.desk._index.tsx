import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/button.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { deskPage } from '#app/server/queries/desk.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import type { Key } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => deskPage(actor))
}

export const meta = titled('desk.title')

export default function Desk() {
  const t = useWords()
  const { date } = useDates()
  const { requests } = useLoaderData<typeof loader>()
  return (
    <>
      <CaseScript />
      <PageTitle>{t('desk.title')}</PageTitle>
      <p className="am-measure">{t('desk.lead')}</p>
      <p>
        <ButtonLink to="/app/desk/new">{t('desk.new')}</ButtonLink>
      </p>
      {requests.length === 0 ? (
        <p>{t('desk.none')}</p>
      ) : (
        <DataTable
          caption={<span className="govuk-visually-hidden">{t('desk.title')}</span>}
          rows={requests}
          idOf={({ id }) => id}
          columns={[
            {
              id: 'kind',
              head: t('desk.kind'),
              cell: ({ id, kind, reference }) => (
                <Link className="govuk-link" to={`/app/desk/${id}`}>
                  {t('desk.one', { kind: t(`desk.kind.${kind}` as Key), reference })}
                </Link>
              ),
            },
            { id: 'body', head: t('desk.body'), cell: ({ body }) => body },
            { id: 'state', head: t('desk.state'), cell: ({ state }) => t(`desk.state.${state}` as Key) },
            { id: 'received', head: t('desk.received'), cell: ({ receivedOn }) => date(receivedOn) },
            {
              id: 'due',
              head: t('desk.due'),
              cell: ({ dueOn, answeredOn, isLate }) =>
                answeredOn
                  ? t('desk.answeredOn', { date: date(answeredOn) })
                  : t(isLate ? 'desk.late' : 'desk.dueOn', { date: date(dueOn) }),
            },
          ]}
        />
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
