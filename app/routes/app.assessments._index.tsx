import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { Pages, StateFilter } from '#app/components/line/list-parts.tsx'
import { WaitingList } from '#app/components/line/waiting-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { assessmentsPage } from '#app/server/queries/home.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => {
    const { searchParams } = new URL(request.url)
    return assessmentsPage(actor, { state: searchParams.get('state'), page: searchParams.get('page') })
  })
}

export const meta = titled('line.assessments.title')

export default function Assessments() {
  const t = useWords()
  const { lines, counts, state, page, next, may, now } = useLoaderData<typeof loader>()
  const waiting = lines.filter((line) => line.waiting !== null)
  const others = lines.filter((line) => line.waiting === null)
  return (
    <>
      <PageTitle>{t('line.assessments.title')}</PageTitle>
      {counts.length > 1 && <StateFilter counts={counts} chosen={state} />}
      {lines.length === 0 && (
        <Empty title={t('line.assessments.empty.title')}>{t('line.assessments.empty.text')}</Empty>
      )}
      {waiting.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('line.assessments.waiting')}</h2>
          <WaitingList lines={waiting} now={now} />
        </>
      )}
      {others.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('line.assessments.others')}</h2>
          <WaitingList lines={others} now={now} />
        </>
      )}
      <Pages page={page} next={next} state={state} />
      {(may.plan || may.startOwn) && (
        <ButtonGroup>
          {may.plan && (
            <ButtonLink to="/app/calls" secondary>
              {t('line.assessments.findCall')}
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
