import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { chooseEvidencePage } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await chooseEvidencePage(actor, params.assessmentId!)),
    requirement: new URL(request.url).searchParams.get('requirement'),
  }))
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.choose.title')

export default function ChooseEvidence() {
  const t = useWords()
  const { id, title, items, requirement, now } = useLoaderData<typeof loader>()
  const at = `/app/assessments/${id}/evidence`
  const query = requirement ? `?requirement=${encodeURIComponent(requirement)}` : ''
  return (
    <>
      <BackLink to={at}>{t('evidence.plan.title')}</BackLink>
      <PageTitle caption={title}>{t('evidence.choose.title')}</PageTitle>
      <p className="am-measure">{t('evidence.choose.lead')}</p>
      {items.length === 0 ? (
        <Empty title={t('evidence.choose.empty.title')}>{t('evidence.choose.empty.text')}</Empty>
      ) : (
        <ul className="am-evidence">
          {items.map((item) => (
            <EvidenceItem key={item.id} item={item} now={now} to={`${at}/${item.id}${query}`}>
              {item.here && <p>{t('evidence.choose.here')}</p>}
            </EvidenceItem>
          ))}
        </ul>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
