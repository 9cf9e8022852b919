import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { ExportList } from '#app/components/exports/export-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { exportsPage } from '#app/server/queries/exports.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => exportsPage(actor, params.assessmentId!))
}

export const meta = titled('exports.title')

export default function Exports() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { id, title, signed, described, sealed } = page
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle>{t('exports.title')}</PageTitle>
      <p className="am-measure">{t('exports.lead')}</p>
      <p className="am-measure">{t(signed ? 'exports.lead.signed' : 'exports.lead.draft')}</p>
      {sealed > 0 && <p className="am-measure">{t('exports.list.sealed', { count: sealed })}</p>}
      {described ? (
        <ExportList {...page} />
      ) : (
        <Empty title={t('exports.notDescribed.title')}>
          {t('exports.notDescribed')}{' '}
          <Link className="govuk-link" to={`/app/assessments/${id}`}>
            {t('interview.why.back')}
          </Link>
        </Empty>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
