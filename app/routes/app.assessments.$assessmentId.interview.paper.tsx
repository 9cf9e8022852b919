import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { InterviewPaper } from '#app/components/interview/interview-paper.tsx'
import styles from '#app/components/interview/paper.css?url'
import { titled } from '#app/components/meta-title.ts'
import { useWords } from '#app/components/words.tsx'
import { interviewPaper } from '#app/server/queries/interview.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { isLocale } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => {
    const asked = new URL(request.url).searchParams.get('language')
    return interviewPaper(actor, params.assessmentId!, isLocale(asked) ? asked : actor.locale)
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const meta = titled('interview.paper.title')

export default function Paper() {
  const t = useWords()
  const { id, title, why, ...paper } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/assessments/${id}${why ? '' : '/interview'}`}>{title}</BackLink>
      {why ? (
        <Empty title={t(`interview.why.${why}.title`)}>
          {t(`interview.why.${why}`)}{' '}
          <Link className="govuk-link" to={`/app/assessments/${id}`}>
            {t('interview.why.back')}
          </Link>
        </Empty>
      ) : (
        <InterviewPaper {...paper} title={title} docx={`/app/assessments/${id}/interview/paper.docx`} />
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
