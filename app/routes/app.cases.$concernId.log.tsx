import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { CaseLog } from '#app/components/cases/case-facts.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { caseLogPage } from '#app/server/queries/case.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  return withActor(request, (actor) => caseLogPage(actor, params.concernId!, searchParams))
}

export const meta = titled('cases.log.page')

export default function WholeLog() {
  const t = useWords()
  const { id, reference, kind, lines, earlier } = useLoaderData<typeof loader>()
  return (
    <>
      <CaseScript />
      <BackLink to={kind === 'done' ? `/app/cases/${id}` : `/app/cases/${id}/who`}>
        {t('cases.one.title', { reference })}
      </BackLink>
      <PageTitle>{t('cases.log.page')}</PageTitle>
      <CaseLog
        log={{ lines, earlier }}
        title={t(kind === 'done' ? 'cases.log.title' : 'cases.who.delivered')}
        at={`/app/cases/${id}/log?kind=${kind}`}
      />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
