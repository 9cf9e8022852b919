import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ConditionList } from '#app/components/conditions/condition-list.tsx'
import { CallList } from '#app/components/line/call-list.tsx'
import { StateBars } from '#app/components/line/state-bars.tsx'
import { WaitingList } from '#app/components/line/waiting-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { homePage } from '#app/server/queries/home.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, homePage)
}

export const meta = titled('line.home.title')

export default function Home() {
  const t = useWords()
  const { waiting, more, conditions, moreConditions, toPublish, byState, calls, open, programmes, may, now } =
    useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('line.home.title')}</PageTitle>
      {waiting.length > 0 && <WaitingList lines={waiting} now={now} />}
      {more > 0 && (
        <p>
          <Link className="govuk-link" to="/app/assessments">
            {t('dashboard.more', { count: more })}
          </Link>
        </p>
      )}
      {conditions.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('dashboard.conditions')}</h2>
          <ConditionList lines={conditions} />
          {moreConditions > 0 && (
            <p>
              <Link className="govuk-link" to="/app/conditions?show=mine">
                {t('dashboard.moreConditions', { count: moreConditions })}
              </Link>
            </p>
          )}
        </>
      )}
      {toPublish.length > 0 && <CallList calls={toPublish} now={now} verb="publish" />}
      {waiting.length + toPublish.length + conditions.length === 0 && (
        <Empty title={t('line.home.empty.title')}>{t('line.home.empty.text')}</Empty>
      )}
      {open.length > 0 && (
        <>
          <h2 className="govuk-heading-l">{t('line.home.open.title')}</h2>
          <CallList calls={open} now={now} />
        </>
      )}
      {(byState.length > 0 || calls.length > 0) && (
        <div className="am-cols am-cols--even">
          <div>{byState.length > 0 && <StateBars caption={t('line.home.byState')} counts={byState} />}</div>
          {calls.length > 0 && (
            <div>
              <h2 className="govuk-heading-m">{t('line.home.calls.title')}</h2>
              <CallList calls={calls} now={now} />
            </div>
          )}
        </div>
      )}
      {(programmes.length > 0 || may.startProgramme) && (
        <>
          <h2 className="govuk-heading-m">{t('line.home.programmes.title')}</h2>
          {programmes.length > 0 ? (
            <ul className="am-next">
              {programmes.map(({ id, title, organisation, _count }) => (
                <li className="am-row" key={id}>
                  <div>
                    <p className="am-row__title">
                      <Link className="govuk-link" to={`/app/programmes/${id}`}>
                        {title}
                      </Link>
                    </p>
                    <p className="am-quiet">
                      {t('line.programme.counts', {
                        organisation: organisation.name,
                        calls: _count.calls,
                        awards: _count.awards,
                      })}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <p className="am-measure">{t('line.programme.none')}</p>
          )}
        </>
      )}
      {(may.startProgramme || may.startOwn) && (
        <ButtonGroup>
          {may.startProgramme && (
            <ButtonLink to="/app/programmes/new" secondary>
              {t('line.programme.start')}
            </ButtonLink>
          )}
          {may.startOwn && (
            <ButtonLink to="/app/assessments/new?own=1" secondary>
              {t('line.own.start')}
            </ButtonLink>
          )}
        </ButtonGroup>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
