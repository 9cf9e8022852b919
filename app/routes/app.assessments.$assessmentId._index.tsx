import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { MovedMeanwhile } from '#app/components/line/moved-meanwhile.tsx'
import planStyles from '#app/components/line/plan.css?url'
import { Overview } from '#app/components/line/overview.tsx'
import { PlanTasks } from '#app/components/line/plan-tasks.tsx'
import { Notice } from '#app/components/notice.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { useWords } from '#app/components/words.tsx'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const query = new URL(request.url).searchParams
    return {
      ...(await assessmentPage(actor, params.assessmentId!)),
      news: newsIn(query.get('news')),
    }
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: planStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data?.audience === 'funder' ? 'line.assessment.ownTitle' : 'line.assessment.title')

export default function Assessment() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to="/app/assessments">{t('line.back.assessments')}</BackLink>
      {page.news === 'moved' && <MovedMeanwhile />}
      {page.news && page.news !== 'moved' && (
        <Notice>
          <p>{t(`line.assessment.news.${page.news}`)}</p>
        </Notice>
      )}
      {page.side === 'author' ? <PlanTasks {...page} /> : <Overview {...page} />}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

const news = ['sent', 'withdrawn', 'moved', 'takenBack', 'upgraded'] as const

function newsIn(value: string | null) {
  return news.find((one) => one === value) ?? null
}
