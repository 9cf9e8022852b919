import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { openedPassportsPage } from '#app/server/queries/passport.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, openedPassportsPage)
}

export const meta = titled('passport.opened.title')

export default function OpenedPassports() {
  const t = useWords()
  const { date } = useDates()
  const { grants, severalBodies } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to="/app">{t('line.back.home')}</BackLink>
      <PageTitle>{t('passport.opened.title')}</PageTitle>
      {grants.length === 0 ? (
        <Empty title={t('passport.opened.none.title')}>{t('passport.opened.none.text')}</Empty>
      ) : (
        <>
          <p className="am-measure">{t('passport.opened.lead')}</p>
          <ul className="am-next">
            {grants.map(({ id, organisation, to, call, untilOn }) => (
              <li className="am-row" key={id}>
                <div>
                  <p className="am-row__title">
                    <Link className="govuk-link" to={`/app/passports/${id}`}>
                      {organisation}
                    </Link>
                  </p>
                  <p className="am-quiet">
                    {severalBodies
                      ? t('passport.opened.forBody', { organisation: to, call, date: date(untilOn) })
                      : t('passport.opened.for', { call, date: date(untilOn) })}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
