import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { HandlerCare } from '#app/components/cases/handler-care.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeWholeCareForm } from '#app/server/http/care-forms.server.ts'
import { wholeCarePage } from '#app/server/queries/handler-care.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({ ...(await wholeCarePage(actor)), done }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeWholeCareForm(actor, request))
}

export const meta = titled('caseSteps.care')

/** Whoever is named is cared for by somebody who sees this page and nothing of the case; those who handle cases, by each other. */
export default function Care() {
  const t = useWords()
  const { lines, bodies, done } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={rejected?.errors} />
      {done === 'supervised' && !rejected && <Notice>{t('cases.care.done')}</Notice>}
      <PageTitle>{t('caseSteps.care')}</PageTitle>
      {lines.length > 0 && <p className="am-measure">{t('caseSteps.care.lead')}</p>}
      {lines.length === 0 && <Empty title={t('caseSteps.care.none')}>{t('caseSteps.care.noneText')}</Empty>}
      {lines.map(({ id, reference, state }) => (
        <section key={id} className="am-card" aria-label={reference}>
          <p>
            <b>{reference}</b>: {t(`caseSteps.care.${state}`)}
          </p>
          {(state === 'offered' || state === 'in_hand') && (
            <form method="post">
              <input type="hidden" name="case" value={id} />
              <input type="hidden" name="do" value={state === 'offered' ? 'begin' : 'end'} />
              <Button>{t(state === 'offered' ? 'caseSteps.care.begin' : 'caseSteps.care.end')}</Button>
            </form>
          )}
        </section>
      ))}
      {bodies.length > 0 && <HandlerCare bodies={bodies} rejected={rejected} />}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
