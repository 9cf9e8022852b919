import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { useWords } from '#app/components/words.tsx'
import { listsPage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { wordOf } from '#content/registers/definition.ts'
import { registers } from '#content/registers/registers.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => listsPage(actor, params.assessmentId!))
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction = titled('registers.title')

export default function Lists() {
  const t = useWords()
  const { id, title, lists, mayEdit } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle caption={title}>{t('registers.title')}</PageTitle>
      <p className="am-measure">{t('registers.lead')}</p>
      {!mayEdit && <p className="am-measure am-quiet">{t('registers.readOnly')}</p>}
      <ul className="am-gaps">
        {lists.map((list) => (
          <li key={list.id}>
            <Link className="govuk-link" to={`/app/assessments/${id}/lists/${list.id}`}>
              {t(wordOf(registers[list.id], 'title'))}
            </Link>
            <span>{t(wordOf(registers[list.id], 'lead'))}</span>
            <span className="am-quiet">
              {t('registers.rows', { count: list.count })}
              {list.waiting > 0 && ` ${t('registers.waiting', { count: list.waiting })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
