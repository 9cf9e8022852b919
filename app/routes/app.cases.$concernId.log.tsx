import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { BackLink } from '#app/components/back-link.tsx'
import { CaseLog } from '#app/components/cases/case-facts.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { notFound } from '#app/server/errors.server.ts'
import { caseLogPage } from '#app/server/queries/case.server.ts'
import { logKinds } from '#app/server/queries/case-log.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

const Asked = z.object({
  kind: z.enum(logKinds).default('done'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => {
    const asked = Asked.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!asked.success) throw notFound()
    return caseLogPage(actor, params.concernId!, asked.data.kind, asked.data.page)
  })
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
