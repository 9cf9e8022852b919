import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { logPage } from '#app/server/queries/log.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { isKey } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const before = new URL(request.url).searchParams.get('before') ?? ''
  return withActor(request, (actor) => logPage(actor, /^\d{1,15}$/.test(before) ? Number(before) : null))
}

export const meta = titled('office.log.title')

export default function Log() {
  const t = useWords()
  const { date, number } = useDates()
  const { entries, older } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('office.log.title')}</PageTitle>
      <p className="am-measure">
        {t('office.log.lead')}{' '}
        <Link className="govuk-link" to="/app/witnesses">
          {t('office.witnesses.title')}
        </Link>
      </p>
      {entries.length === 0 ? (
        <Empty title={t('office.log.none')}>{t('office.log.noneHint')}</Empty>
      ) : (
        <DataTable
          caption={t('office.log.caption')}
          rows={entries}
          idOf={({ position }) => String(position)}
          columns={[
            {
              id: 'position',
              head: t('office.log.position'),
              cell: ({ position }) => number(position),
              numeric: true,
            },
            { id: 'at', head: t('office.log.at'), cell: ({ at }) => date(at, 'moment') },
            {
              id: 'action',
              head: t('office.log.action'),
              cell: ({ action }) => <ActionName action={action} />,
            },
            {
              id: 'data',
              head: t('office.log.data'),
              cell: ({ data, erasedAt }) =>
                erasedAt ? t('ledger.log.erased', { date: date(erasedAt) }) : <FactsOf data={data} />,
            },
          ]}
        />
      )}
      {older !== null && (
        <p>
          <Link className="govuk-link" to={`/app/log?before=${older}`}>
            {t('office.log.older')}
          </Link>
        </p>
      )}
    </>
  )
}

function ActionName({ action }: { action: string }) {
  const t = useWords()
  const key = `office.log.action.${action}`
  return isKey(key) ? t(key) : <code>{action}</code>
}

function FactsOf({ data }: { data: unknown }) {
  const facts = Object.entries((data ?? {}) as Record<string, unknown>)
  return (
    <span className="am-quiet">
      {facts.map(([name, value]) => `${name} ${shortened(String(value))}`).join(', ')}
    </span>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

/** A hash says enough by its beginning. */
function shortened(value: string): string {
  return /^[0-9a-f]{40,}$/.test(value) ? `${value.slice(0, 12)}…` : value
}
