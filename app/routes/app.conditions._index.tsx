import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ConditionList } from '#app/components/conditions/condition-list.tsx'
import { SelectField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { conditionsPage } from '#app/server/queries/conditions.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get('show')
  return withActor(request, (actor) => conditionsPage(actor, asked))
}

export const meta = titled('conditions.title')

const filters = ['all', 'mine', 'us', 'others', 'overdue', 'met'] as const

export default function Conditions() {
  const t = useWords()
  const { lines, filter, more } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('conditions.title')}</PageTitle>
      <p className="am-measure">{t('conditions.lead')}</p>
      <form method="get">
        <SelectField
          name="show"
          label={t('conditions.filter.label')}
          value={filter}
          options={filters.map((value) => ({ value, label: t(`conditions.filter.${value}`) }))}
        />
        <Button secondary>{t('conditions.filter.do')}</Button>
      </form>
      <p>
        <b>{t('conditions.count', { count: lines.length })}</b>
      </p>
      {more && <p>{t('conditions.more', { count: 200 })}</p>}
      {lines.length > 0 ? (
        <ConditionList lines={lines} />
      ) : (
        <Empty title={t('conditions.empty.title')}>{t('conditions.empty.text')}</Empty>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
