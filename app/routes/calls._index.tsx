import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LocalLink } from '#app/components/local-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { useDates, useWords } from '#app/components/words.tsx'
import { publicCalls } from '#app/server/queries/calls.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, publicCalls)
}

export const meta = titled('public.calls.title')

export default function PublicCalls() {
  const t = useWords()
  const { date } = useDates()
  const { calls } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{t('public.calls.title')}</h1>
      <p className="lead">{t('public.calls.lead')}</p>
      {calls.length === 0 && (
        <div className="am-empty">
          <p>
            <b>{t('public.calls.empty.title')}</b>
          </p>
          <p>{t('public.calls.empty.text')}</p>
        </div>
      )}
      <ul className="doors">
        {calls.map(({ id, title, closesOn, organisation }) => (
          <li key={id}>
            <h2>
              <LocalLink to={`/calls/${id}`}>{title}</LocalLink>
            </h2>
            <p>{organisation.name}</p>
            <p>
              <time dateTime={closesOn.toISOString().slice(0, 10)}>
                {t('public.call.until', { date: date(closesOn) })}
              </time>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
