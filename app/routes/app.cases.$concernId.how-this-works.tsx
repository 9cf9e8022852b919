import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { HowLanes } from '#app/components/how/how-lanes.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { caseProcessPage } from '#app/server/queries/how-this-works.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import howStyles from '#app/styles/how.css?url'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => caseProcessPage(actor, params.concernId!))
}

export const meta = titled('how.title')

export default function HowThisCaseWorks() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  return (
    <>
      {/* Not in the head: pages of cases follow one another inside <main>, and bring along what they need. */}
      <link rel="stylesheet" href={howStyles} />
      <CaseScript />
      <BackLink to={`/app/cases/${page.id}`}>{t('cases.one.title', { reference: page.reference })}</BackLink>
      <PageTitle>{t('how.title')}</PageTitle>
      <p className="am-measure">{t('how.record.case.lead')}</p>
      <HowLanes page={page} />
      <p className="am-quiet">{t('how.source')}</p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
