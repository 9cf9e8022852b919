import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LocalLink } from '#app/components/local-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { LedgerPicture } from '#app/components/verify/ledger-picture.tsx'
import { useWords } from '#app/components/words.tsx'
import { ledgerExplained } from '#app/server/queries/ledger.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => ledgerExplained())
}

export const meta = titled('ledger.explained.title')

/** For somebody on a board who was never told what a hash is. */
export default function LedgerExplained() {
  const t = useWords()
  const { size, latest, witnesses, erased, restored } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{t('ledger.explained.title')}</h1>
      <p className="lead">{t('ledger.explained.lead')}</p>

      <h2>{t('ledger.explained.is.title')}</h2>
      <p>{t('ledger.explained.is.list')}</p>
      <p>{t('ledger.explained.is.seal')}</p>
      <LedgerPicture size={size} latest={latest} witnesses={witnesses} />

      <h2>{t('ledger.explained.proves.title')}</h2>
      <ul>
        <li>{t('ledger.explained.proves.when')}</li>
        <li>{t('ledger.explained.proves.nothingGone')}</li>
        <li>{t('ledger.explained.proves.sameForAll')}</li>
      </ul>
      <h2>{t('ledger.explained.not.title')}</h2>
      <ul>
        <li>{t('ledger.explained.not.safe')}</li>
        <li>{t('ledger.explained.not.entered')}</li>
        <li>{t('ledger.explained.not.who')}</li>
      </ul>

      <h2>{t('ledger.explained.copies.title')}</h2>
      <p>{t('ledger.explained.copies.text')}</p>
      <p>
        <b>{t('ledger.witnesses', { count: witnesses })}</b>
      </p>

      <h2>{t('ledger.explained.reports.title')}</h2>
      <p>{t('ledger.explained.reports.text')}</p>

      <h2>{t('ledger.explained.erase.title')}</h2>
      <p>{t('ledger.explained.erase.text')}</p>
      <p>{t('ledger.explained.erase.count', { count: erased })}</p>

      <h2>{t('ledger.explained.restore.title')}</h2>
      <p>{t('ledger.explained.restore.text')}</p>
      <p>{t('ledger.explained.restore.count', { count: restored })}</p>

      <h2>{t('ledger.explained.check.title')}</h2>
      <ol>
        <li>{t('ledger.explained.check.1')}</li>
        <li>{t('ledger.explained.check.2')}</li>
        <li>{t('ledger.explained.check.3')}</li>
      </ol>
      <ul>
        <li>
          <LocalLink to="/ledger">{t('ledger.explained.toLedger')}</LocalLink>
        </li>
        <li>
          <LocalLink to="/verify">{t('ledger.explained.toVerify')}</LocalLink>
        </li>
      </ul>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
