import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { WhatIsAsked } from '#app/components/line/what-is-asked.tsx'
import { LocalLink } from '#app/components/local-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { useDates, useWords } from '#app/components/words.tsx'
import { publicCall, visitorLocale } from '#app/server/queries/calls.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, () => publicCall(params.callId!, visitorLocale(request)))
}

export const meta = titled('public.call.title')

export default function PublicCall() {
  const t = useWords()
  const { date } = useDates()
  const call = useLoaderData<typeof loader>()
  const open = call.state === 'open'
  return (
    <>
      <p>
        <LocalLink to="/calls">{t('public.call.back')}</LocalLink>
      </p>
      <h1>{call.title}</h1>
      <p className="lead">{t(call.sentenceKey)}</p>
      <div className="grid">
        <div>
          <Paragraphs text={call.summary} />
          {open && (
            <p>
              <a className="govuk-button" href={`/app/assessments/new?call=${call.id}`}>
                {t('public.call.start')}
              </a>
            </p>
          )}
          {open && <p className="am-quiet">{t('public.call.start.hint')}</p>}
        </div>
        <div className="card">
          <h2>{t('public.call.glance')}</h2>
          <dl>
            <dt>{t('public.call.by')}</dt>
            <dd>{call.by}</dd>
            <dt>{t('public.call.closes')}</dt>
            <dd>
              <time dateTime={call.closesOn.toISOString().slice(0, 10)}>{date(call.closesOn)}</time>
              {open && <span className="s"> {t('public.call.wholeDay')}</span>}
            </dd>
            <dt>{t('public.call.asked')}</dt>
            <dd>
              {call.extent
                ? t('tier.extent', call.extent.questions)
                : t('content.framework.count', { count: call.count })}
            </dd>
            <dt>{t('decision.appealDays.title')}</dt>
            <dd>{t('decision.appealDays.shown', { days: call.appealDays })}</dd>
            <dt>{t('public.call.readers')}</dt>
            <dd>{t('public.call.readers.text', { organisation: call.by })}</dd>
          </dl>
        </div>
      </div>
      <WhatIsAsked {...call} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
