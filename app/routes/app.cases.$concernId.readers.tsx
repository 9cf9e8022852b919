import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { Done } from '#app/components/cases/done.tsx'
import {
  EndPartForms,
  HandOverForms,
  NewThreadForm,
  RenewalForm,
  TakenOut,
} from '#app/components/cases/readers-forms.tsx'
import { WhoTable } from '#app/components/cases/who-table.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeReadersForm } from '#app/server/http/case-forms.server.ts'
import { caseReadersPage } from '#app/server/queries/case.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { mustHaveOpened } from '#app/server/workflows/case-content.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const [done, end] = [asked.get('done'), asked.get('end')]
  const id = params.concernId!
  return withActor(request, async (actor) => {
    await mustHaveOpened(actor, id)
    if (end !== null) await requireStepUp(actor, request)
    return { ...(await caseReadersPage(actor, id)), done, end }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeReadersForm(actor, params.concernId!, request))
}

export const meta = titled('cases.readers.title')

export default function CaseReaders() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { id, reference, importedOn, script, readers, letIn, endable, takenOut, done, end } = page
  const { renewal, newThread } = page
  const rejected = useActionData<typeof action>()
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && <Done done={done} />}
      <PageTitle question>{t('cases.readers.title')}</PageTitle>
      <WhoTable readers={readers} />
      <UnlockBox />
      <div hidden data-unlocked="" className="am-measure">
        <h2 className="govuk-heading-m">{t('cases.readers.takenOutTitle')}</h2>
        <TakenOut parts={takenOut} />
        <h2 className="govuk-heading-m">{t('cases.readers.letInTitle')}</h2>
        <p>{t('cases.readers.letInText')}</p>
        <HandOverForms letIn={letIn} />
        <h2 className="govuk-heading-m">{t('cases.readers.endTitle')}</h2>
        <p>{t('cases.readers.endText')}</p>
        <EndPartForms endable={endable} end={end} />
        <h2 className="govuk-heading-m">{t('cases.readers.renewTitle')}</h2>
        <p>{t('cases.readers.renewText')}</p>
        <RenewalForm renewal={renewal} end={end} />
        <h2 className="govuk-heading-m">{t('cases.newThread.title')}</h2>
        <p>{t('cases.newThread.text')}</p>
        {newThread && <NewThreadForm newThread={newThread} beganElsewhere={importedOn !== null} />}
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
