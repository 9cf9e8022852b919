import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeCareForm } from '#app/server/http/step-forms.server.ts'
import { carePage } from '#app/server/queries/case-steps.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({ lines: await carePage(actor) }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeCareForm(actor, request))
}

export const meta = titled('caseSteps.care')

/** Whoever is named is cared for by somebody who sees this page and nothing of the case. */
export default function Care() {
  const t = useWords()
  const { lines } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>{t('caseSteps.care')}</PageTitle>
      <p className="am-measure">{t('caseSteps.care.lead')}</p>
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
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
