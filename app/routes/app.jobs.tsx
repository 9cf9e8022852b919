import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { Notice } from '#app/components/notice.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { RetryForm } from '#app/forms/retry.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { deadJobsPage, retryDeadJob } from '#app/server/queries/jobs.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => deadJobsPage(actor))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { typed } = await readForm(request, RetryForm)
    await retryDeadJob(actor, typed.id ?? '', now())
    return redirect('/app/jobs?retried=yes')
  })
}

export const meta = titled('office.jobs.title')

export default function Jobs() {
  const t = useWords()
  const { date } = useDates()
  const { jobs, waiting } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  return (
    <>
      {query.get('retried') === 'yes' && <Notice>{t('office.jobs.retried')}</Notice>}
      <PageTitle>{t('office.jobs.title')}</PageTitle>
      <p className="am-measure">{t('office.jobs.lead', { waiting })}</p>
      {jobs.length === 0 ? (
        <Empty title={t('office.jobs.none')}>{t('office.jobs.noneHint')}</Empty>
      ) : (
        <DataTable
          caption={t('office.jobs.caption')}
          rows={jobs}
          idOf={({ id }) => id}
          columns={[
            { id: 'what', head: t('office.jobs.what'), cell: ({ name }) => t(`office.jobs.name.${name}`) },
            { id: 'when', head: t('office.jobs.when'), cell: ({ at }) => date(at, 'moment') },
            { id: 'why', head: t('office.jobs.why'), cell: ({ code }) => t(`mail.failure.${code}`) },
            {
              id: 'retry',
              head: t('office.jobs.retry'),
              cell: ({ id, name }) => (
                <form method="post">
                  <input type="hidden" name="id" value={id} />
                  <Button secondary>
                    {t('office.jobs.retry')}
                    <span className="govuk-visually-hidden"> {t(`office.jobs.name.${name}`)}</span>
                  </Button>
                </form>
              ),
            },
          ]}
        />
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
