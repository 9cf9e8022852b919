import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HowLanes } from '#app/components/how/how-lanes.tsx'
import { ViewpointLinks } from '#app/components/how/viewpoint-links.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { useWords } from '#app/components/words.tsx'
import { processPage } from '#app/server/queries/how-this-works.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import howStyles from '#app/styles/how.css?url'
import type { Key } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get('as')
  return withVisitor(request, () => processPage(params.process, asked))
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data ? (`how.process.${args.data.process}` as Key) : 'how.title')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: howStyles }]

export default function HowThisProcessWorks() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { process, viewpoint, viewpoints } = page
  return (
    <>
      <p className="am-how-back">
        <LocalLink to="/how-this-works">{t('how.title')}</LocalLink>
      </p>
      <h1>{t(`how.process.${process}` as Key)}</h1>
      <p className="lead">{t(`how.process.${process}.lead` as Key)}</p>
      <ViewpointLinks process={process} viewpoints={viewpoints} current={viewpoint} />
      <HowLanes page={page} />
      <p className="note am-how-small">{t('how.source')}</p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
