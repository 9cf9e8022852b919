import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { figuresPage } from '#app/server/queries/case-figures.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => figuresPage(actor))
}

export const meta = titled('caseSteps.figures')

type Figure = Awaited<ReturnType<typeof figuresPage>>['figures'][number]

export default function CaseFigures() {
  const t = useWords()
  const { date } = useDates()
  const { since, figures } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('caseSteps.figures')}</PageTitle>
      <p className="am-measure">{t('caseSteps.figures.lead', { date: date(since) })}</p>
      {figures.map((figure, index) => (
        <Card key={index} title={'body' in figure ? figure.body : t('caseSteps.figures.all')}>
          <p>{wordsOf(figure)}</p>
          {figure.kind === 'exact' && figure.own.broughtIn > 0 && (
            <p>{t('caseImport.figures', { count: figure.own.broughtIn })}</p>
          )}
          {isNone(figure) && (
            <p>
              <Tag tone="wait" icon="triangle">
                {t('caseSteps.figures.askWhy')}
              </Tag>{' '}
              {t('caseSteps.figures.askWhyText')}
            </p>
          )}
        </Card>
      ))}
    </>
  )

  function wordsOf(figure: Figure): string {
    switch (figure.kind) {
      case 'exact':
        return t('caseSteps.figures.exact', { ...figure.own })
      case 'tooFew':
        return t('caseSteps.figures.tooFew')
      default:
        return t(`caseSteps.figures.band.${figure.band}`)
    }
  }
}

/** Nobody wrote: that may mean that nobody dared to. */
function isNone(figure: Figure): boolean {
  if (figure.kind === 'exact') return figure.own.received === 0
  return 'band' in figure && figure.band === 'none'
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
