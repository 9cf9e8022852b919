import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { ConditionList } from '#app/components/conditions/condition-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { planConditionsPage } from '#app/server/queries/conditions.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => planConditionsPage(actor, params.assessmentId!))
}

export const meta = titled('conditions.plan.title')

export default function PlanConditions() {
  const t = useWords()
  const { id, title, lines } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle caption={title}>{t('conditions.plan.title')}</PageTitle>
      <p className="am-measure">{t('conditions.lead')}</p>
      {lines.length > 0 ? (
        <ConditionList lines={lines} />
      ) : (
        <Empty title={t('conditions.empty.title')}>{t('conditions.empty.text')}</Empty>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
