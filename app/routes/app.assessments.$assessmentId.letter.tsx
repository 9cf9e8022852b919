import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { letterPage } from '#app/server/queries/appeal.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const past = new URL(request.url).searchParams.get('past')
  return withActor(request, (actor) => letterPage(actor, params.assessmentId!, past))
}

export const meta = titled('decision.letter.title')

/** The letter exactly as it was sent, in its own language; a printer gets the letter and nothing else. */
export default function Letter() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const here = `/app/assessments/${page.id}`
  return (
    <>
      <BackLink to={here}>{page.title}</BackLink>
      <PageTitle caption={t('decision.letter.from', { body: page.reviewedBy, on: date(page.decidedAt) })}>
        {t('decision.letter.title')}
      </PageTitle>
      {page.undoneAt && (
        <p className="am-measure">
          <b>{t('decision.letter.undone', { on: date(page.undoneAt) })}</b>
        </p>
      )}
      {page.text === '' ? (
        <p className="am-measure">{t('decision.letter.none')}</p>
      ) : (
        <Paragraphs text={page.text} lang={page.letterLocale} />
      )}
      {page.appealUntil && (
        <p className="am-measure">
          {t('decision.appeal.until', { date: date(page.appealUntil) })}{' '}
          <Link className="govuk-link" to={`${here}/appeal`}>
            {t('decision.letter.appeal')}
          </Link>
        </p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
