import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { HowLanes } from '#app/components/how/how-lanes.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { assessmentProcessPage } from '#app/server/queries/how-this-works.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import howStyles from '#app/styles/how.css?url'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => assessmentProcessPage(actor, params.assessmentId!))
}

export const meta = titled('how.title')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: howStyles }]

export default function HowThisAssessmentWorks() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/assessments/${page.id}`}>{page.title}</BackLink>
      <PageTitle>{t('how.title')}</PageTitle>
      <p className="am-measure">{t('how.record.lead')}</p>
      <HowLanes page={page} />
      <p className="am-quiet">{t('how.source')}</p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
