import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { planEvidencePage } from '#app/server/queries/evidence.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const done = new URL(request.url).searchParams.get('done')
    return {
      ...(await planEvidencePage(actor, params.assessmentId!)),
      done: done === 'added' || done === 'saved' || done === 'removed' ? done : null,
    } as const
  })
}

export const meta: MetaFunction<typeof loader> = (args) => titleOf(args, 'evidence.plan.title')

export default function PlanEvidence() {
  const t = useWords()
  const { id, title, items, mayChange, now, done } = useLoaderData<typeof loader>()
  const at = `/app/assessments/${id}`
  return (
    <>
      <BackLink to={at}>{title}</BackLink>
      {done && (
        <Notice>
          <p>{t(`evidence.done.${done}`)}</p>
        </Notice>
      )}
      <PageTitle caption={title}>{t('evidence.plan.title')}</PageTitle>
      <p className="am-measure">{t('evidence.plan.lead')}</p>
      {mayChange && (
        <ButtonGroup>
          <ButtonLink to={`${at}/evidence/new`}>{t('evidence.plan.add')}</ButtonLink>
          <ButtonLink to={`${at}/evidence/choose`} secondary>
            {t('evidence.plan.choose')}
          </ButtonLink>
        </ButtonGroup>
      )}
      {items.length === 0 && (
        <Empty title={t('evidence.plan.empty.title')}>{t('evidence.plan.empty.text')}</Empty>
      )}
      {items.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('evidence.plan.count', { count: items.length })}</h2>
          <ul className="am-evidence">
            {items.map((item) => (
              <EvidenceItem
                key={item.id}
                item={item}
                now={now}
                to={`${at}/evidence/${item.id}`}
                whole
                action={
                  mayChange ? (
                    <Link className="govuk-link" to={`${at}/evidence/${item.id}`}>
                      {t('evidence.plan.change')}
                      <span className="govuk-visually-hidden"> {item.title}</span>
                    </Link>
                  ) : undefined
                }
              >
                <p>
                  {t('evidence.plan.serves', { count: item.serves.length })}{' '}
                  {item.serves.map(({ id: requirement, question }, index) => (
                    <span key={requirement}>
                      {index > 0 && ', '}
                      <Link className="govuk-link" to={`${at}/requirements/${requirement}`} title={question}>
                        {requirement}
                      </Link>
                    </span>
                  ))}
                </p>
              </EvidenceItem>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
