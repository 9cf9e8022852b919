import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { useDuties } from '#app/components/case-keys/key-list.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { whoOpensPage } from '#app/server/queries/handler-keys.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({ on: now(), keys: await whoOpensPage(actor) }))
}

export const meta = titled('caseKeys.whoOpens.title')

export default function WhoOpens() {
  const t = useWords()
  const { date } = useDates()
  const dutiesOf = useDuties()
  const { on, keys } = useLoaderData<typeof loader>()
  const kindsOf = (kinds: string[], together: boolean) => {
    const named = kinds.map((kind) => t(`caseKeys.kind.${kind as 'file' | 'thread' | 'identity'}`)).join(', ')
    return together ? t('caseKeys.whoOpens.together', { what: named }) : named
  }
  return (
    <>
      <CaseScript />
      <BackLink to="/app/case-keys">{t('caseKeys.title')}</BackLink>
      <PageTitle caption={date(on)}>{t('caseKeys.whoOpens.title')}</PageTitle>
      <p className="am-measure">{t('caseKeys.whoOpens.lead')}</p>
      {keys.length === 0 && <p>{t('caseKeys.whoOpens.noKeys')}</p>}
      {keys.map(({ id, name, body, duties, countedOn, cases }) => (
        <section key={id}>
          <h2 className="govuk-heading-m">
            {name}, {body}
          </h2>
          <p>
            {dutiesOf(duties)}. {t('caseKeys.state.counts', { day: date(countedOn) })}
          </p>
          {cases.length === 0 ? (
            <p>{t('caseKeys.whoOpens.none')}</p>
          ) : (
            <DataTable
              caption={t('caseKeys.whoOpens.cases', { name })}
              rows={cases}
              idOf={(one) => `${one.id}${one.together}`}
              columns={[
                {
                  id: 'case',
                  head: t('caseKeys.whoOpens.case'),
                  cell: ({ shortId }) => <code>{shortId}</code>,
                },
                {
                  id: 'what',
                  head: t('caseKeys.whoOpens.what'),
                  cell: ({ kinds, together }) => kindsOf(kinds, together),
                },
                { id: 'since', head: t('caseKeys.whoOpens.since'), cell: ({ since }) => date(since) },
              ]}
            />
          )}
        </section>
      ))}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
