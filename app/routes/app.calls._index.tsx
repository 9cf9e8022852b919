import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '#app/components/card.tsx'
import { CallList } from '#app/components/line/call-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { callsPage } from '#app/server/queries/calls.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, callsPage)
}

export const meta = titled('line.calls.title')

export default function Calls() {
  const t = useWords()
  const { own, open, now } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('line.calls.title')}</PageTitle>
      {own.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('line.calls.own')}</h2>
          <CallList calls={own} now={now} />
        </>
      )}
      <h2 className="govuk-heading-m">{own.length > 0 ? t('line.calls.others') : t('line.calls.open')}</h2>
      {open.length > 0 ? (
        <CallList calls={open} now={now} />
      ) : (
        <Empty title={t('line.calls.empty.title')}>{t('line.calls.empty.text')}</Empty>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
