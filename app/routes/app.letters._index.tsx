import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { lettersPage } from '#app/server/queries/letters.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { localeNames } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => lettersPage(actor))
}

export const meta = titled('letters.title')

export default function Letters() {
  const t = useWords()
  const { date } = useDates()
  const { body, letters } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to="/app">{t('letters.back')}</BackLink>
      <PageTitle caption={body}>{t('letters.title')}</PageTitle>
      <p className="am-measure">{t('letters.lead')}</p>
      <DataTable
        caption={t('letters.caption')}
        rows={letters}
        idOf={({ outcome, locale }) => `${outcome} ${locale}`}
        columns={[
          {
            id: 'letter',
            head: t('letters.column.letter'),
            cell: ({ outcome, locale }) => (
              <Link className="govuk-link" to={`/app/letters/${outcome}/${locale}`}>
                {t('letters.named', {
                  outcome: t(`machines.assessment.outcome.${outcome}`),
                  language: localeNames[locale],
                })}
              </Link>
            ),
          },
          {
            id: 'whose',
            head: t('letters.column.whose'),
            cell: ({ ownSince }) =>
              ownSince ? t('letters.own', { on: date(ownSince) }) : t('letters.usualOne'),
          },
        ]}
      />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
