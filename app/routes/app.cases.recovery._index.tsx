import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { recoveriesPage } from '#app/server/queries/case-recovery.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { isKey, type Key } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({ ...(await recoveriesPage(actor)), done }))
}

export const meta = titled('recovery.title')

export default function Recoveries() {
  const t = useWords()
  const { date } = useDates()
  const { lines, done } = useLoaderData<typeof loader>()
  const key = `recovery.done.${done ?? ''}`
  return (
    <>
      <CaseScript />
      <BackLink to="/app/cases">{t('cases.title')}</BackLink>
      {isKey(key) && <Notice>{t(key)}</Notice>}
      <PageTitle>{t('recovery.title')}</PageTitle>
      <p className="am-measure">{t('recovery.lead')}</p>
      {lines.length === 0 ? (
        <Empty title={t('recovery.none')}>{t('recovery.noneText')}</Empty>
      ) : (
        <table className="am-table">
          <caption>{t('recovery.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('recovery.column.case')}</th>
              <th scope="col">{t('recovery.column.why')}</th>
              <th scope="col">{t('recovery.column.part')}</th>
              <th scope="col">{t('recovery.column.until')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, reference, body, arrivedOn, why, state, part, endsOn }) => (
              <tr key={id}>
                <td>
                  <Link className="govuk-link" to={`/app/cases/recovery/${id}`}>
                    {reference}
                  </Link>
                  <br />
                  <span className="am-quiet">
                    {body}, {date(arrivedOn)}
                  </span>
                </td>
                <td>{t(`recovery.why.${why}`)}</td>
                <td>{t(stateKey(part, state))}</td>
                <td>{endsOn ? date(endsOn) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function stateKey(part: string, state: string): Key {
  const [exact, general] = [`recovery.part.${part}.${state}`, `recovery.part.${part}`]
  if (isKey(exact)) return exact
  return isKey(general) ? general : 'recovery.part.watches'
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
