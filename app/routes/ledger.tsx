import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DataTable } from '#app/components/data-table.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { HeldForm, HeldResult } from '#app/components/verify/held-checkpoint.tsx'
import { TooOften } from '#app/components/verify/too-often.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { HeldCheckpointForm } from '#app/forms/held-checkpoint.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { checkHeld, ledgerPage } from '#app/server/queries/ledger.server.ts'
import { takeTry } from '#app/server/sign-in/rate-limit.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => ledgerPage())
}

/** Anybody may ask, without a cookie or a script: what is pasted is compared with the ledger and not kept. */
export function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    if (!takeTry('lookUp', request).allowed)
      return data({ answer: null, typed: undefined, unread: false, tooOften: true }, { status: 429 })
    const form = await readForm(request, HeldCheckpointForm)
    const answer = form.ok ? await checkHeld(form.value.note) : { read: false as const }
    const typed = form.typed.note
    return answer.read
      ? data({ answer, typed, unread: false, tooOften: false })
      : data({ answer: null, typed, unread: true, tooOften: false }, { status: 422 })
  })
}

export const meta = titled('verify.ledger.title')

export default function Ledger() {
  const t = useWords()
  const { date, number } = useDates()
  const { size, vkey, standing, latest, checkpoints, restorations, erasures, witnesses } =
    useLoaderData<typeof loader>()
  const asked = useActionData<typeof action>()
  return (
    <>
      <h1>{t('verify.ledger.title')}</h1>
      {asked?.tooOften && <TooOften />}
      {asked?.answer && <HeldResult answer={asked.answer} />}
      <p className="lead">{t('verify.ledger.lead')}</p>
      <p>
        <LocalLink to="/ledger/explained">{t('ledger.explained.link')}</LocalLink>
      </p>
      {standing === 'shorter' && (
        <p className="err" role="alert">
          {t('verify.ledger.shorter')}
        </p>
      )}
      <p>
        <b>{t('verify.ledger.size', { count: size })}</b>
      </p>
      <p>{t('ledger.witnesses', { count: witnesses })}</p>
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
      <h2>{t('ledger.held.title')}</h2>
      <HeldForm typed={asked?.typed} error={asked?.unread === true} />
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
      {erasures.length > 0 && (
        <>
          <h2>{t('ledger.erased.title')}</h2>
          <p>{t('ledger.erased.lead')}</p>
          <ul>
            {erasures.map(({ position, at, reason }) => (
              <li key={position}>
                {t('ledger.erased.item', { date: date(at), position })}
                {reason && ` ${t(`ledger.erased.reason.${reason}`)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
