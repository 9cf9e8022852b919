import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '#app/components/card.tsx'
import { InboxTable } from '#app/components/cases/inbox-table.tsx'
import { NextPage } from '#app/components/cases/next-page.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { overseenPage } from '#app/server/queries/cases.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => overseenPage(actor, new URL(request.url).searchParams.get('after')))
}

export const meta = titled('cases.overseen.title')

export default function Overseen() {
  const t = useWords()
  const { lines, now, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('cases.overseen.title')}</PageTitle>
      <p className="am-measure">{t('cases.overseen.lead')}</p>
      {lines.length === 0 ? (
        <Empty title={t('cases.overseen.none')}>{t('cases.overseen.lead')}</Empty>
      ) : (
        <InboxTable caption={t('cases.overseen.title')} lines={lines} now={now} closed />
      )}
      <NextPage to={next && `/app/cases/overseen?${new URLSearchParams({ after: next })}`} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
