import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ClockCards } from '#app/components/cases/case-facts.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { StepsList } from '#app/components/case-steps/steps-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { openSteps } from '#app/server/queries/case-steps.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({ ...(await openSteps(actor, params.concernId!)), done }))
}

export const meta = titled('caseSteps.title')

export default function Steps() {
  const t = useWords()
  const { id, reference, stage, steps, clocks, waiting, now, done } = useLoaderData<typeof loader>()
  return (
    <>
      <CaseScript />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      {done && <Notice>{t('caseSteps.done')}</Notice>}
      <PageTitle question>{t('caseSteps.title')}</PageTitle>
      <p className="am-measure">{t(stage)}</p>
      <StepsList concernId={id} steps={steps} waiting={waiting} />
      <ClockCards clocks={clocks} now={now} />
      <p className="am-quiet am-measure">{t('caseSteps.threeClosings')}</p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
