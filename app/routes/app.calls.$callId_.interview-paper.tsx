import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { InterviewPaper } from '#app/components/interview/interview-paper.tsx'
import styles from '#app/components/interview/paper.css?url'
import { titled } from '#app/components/meta-title.ts'
import { callInterviewPaper } from '#app/server/queries/interview.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { isLocale } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => {
    const asked = new URL(request.url).searchParams.get('language')
    return callInterviewPaper(actor, params.callId!, isLocale(asked) ? asked : actor.locale)
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const meta = titled('interview.paper.title')

export default function PaperOfCall() {
  const { id, ...paper } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/app/calls/${id}`}>{paper.title}</BackLink>
      <InterviewPaper {...paper} docx={`/app/calls/${id}/interview-paper.docx`} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
