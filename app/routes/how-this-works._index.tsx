import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LocalLink } from '#app/components/local-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { useWords } from '#app/components/words.tsx'
import { processList } from '#app/server/queries/how-this-works.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import howStyles from '#app/styles/how.css?url'
import type { Key } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, () => processList())
}

export const meta = titled('how.title')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: howStyles }]

export default function HowThisWorks() {
  const t = useWords()
  const { processes } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{t('how.title')}</h1>
      <p className="lead">{t('how.lead')}</p>
      <ul className="doors">
        {processes.map(({ id, steps }) => (
          <li key={id}>
            <h2>
              <LocalLink to={`/how-this-works/${id}`}>{t(`how.process.${id}` as Key)}</LocalLink>
            </h2>
            <p>{t(`how.process.${id}.lead` as Key)}</p>
            <p>{t('how.list.steps', { count: steps })}</p>
          </li>
        ))}
      </ul>
      <h2>{t('how.source.title')}</h2>
      <p className="am-measure">{t('how.source')}</p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
