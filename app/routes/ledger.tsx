import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { useDates, useWords } from '#app/components/words.tsx'
import { ledgerPage } from '#app/server/queries/ledger.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => ledgerPage())
}

export const meta = titled('verify.ledger.title')

export default function Ledger() {
  const t = useWords()
  const { date, number } = useDates()
  const { size, vkey, standing, latest, checkpoints, restorations } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{t('verify.ledger.title')}</h1>
      <p className="lead">{t('verify.ledger.lead')}</p>
      {standing === 'shorter' && (
        <p className="err" role="alert">
          {t('verify.ledger.shorter')}
        </p>
      )}
      <p>
        <b>{t('verify.ledger.size', { count: size })}</b>
      </p>
      <h2>{t('verify.ledger.latest')}</h2>
      {latest ? (
        <>
          <pre className="hash card" tabIndex={0} aria-label={t('verify.ledger.latest')}>
            {latest.note}
          </pre>
          <p>
            <a href="/ledger/checkpoint">{t('verify.ledger.plain')}</a>
          </p>
        </>
      ) : (
        <p>{t('verify.ledger.none')}</p>
      )}
      <h2>{t('verify.ledger.key')}</h2>
      <p className="hash">{vkey}</p>
      <h2>{t('verify.ledger.how')}</h2>
      <ol>
        <li>{t('verify.ledger.how.1')}</li>
        <li>{t('verify.ledger.how.2')}</li>
        <li>{t('verify.ledger.how.3')}</li>
      </ol>
      {checkpoints.length > 0 && (
        <DataTable
          caption={t('verify.ledger.list')}
          idOf={(row) => String(row.size)}
          rows={checkpoints}
          columns={[
            {
              id: 'size',
              head: t('verify.ledger.column.size'),
              cell: (row) => number(row.size),
              numeric: true,
            },
            { id: 'at', head: t('verify.ledger.column.at'), cell: (row) => date(row.at, 'moment') },
            {
              id: 'root',
              head: t('verify.ledger.column.root'),
              cell: (row) => <span className="hash">{row.root}</span>,
            },
            {
              id: 'mailed',
              head: t('verify.ledger.column.mailed'),
              cell: (row) => (row.mailedAt ? date(row.mailedAt) : t('verify.ledger.notMailed')),
            },
          ]}
        />
      )}
      {restorations.length > 0 && (
        <>
          <h2>{t('verify.ledger.restored')}</h2>
          <ul>
            {restorations.map(({ position, at, reason }) => (
              <li key={position}>
                <b>{t('verify.ledger.restored.item', { date: date(at), position })}</b>
                <br />
                {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
