import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ImportTemplate } from '#app/components/case-import/import-template.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { StepTemplates } from '#app/components/case-steps/step-templates.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { CaseShown } from '#app/components/cases/case-shown.tsx'
import { DeclareForm } from '#app/components/cases/declare-form.tsx'
import { Done } from '#app/components/cases/done.tsx'
import { PartTemplates } from '#app/components/cases/part-templates.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { StateLine } from '#app/components/state-line.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeCaseForm } from '#app/server/http/case-forms.server.ts'
import { casePage } from '#app/server/queries/case.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => ({ ...(await casePage(actor, params.concernId!)), done }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeCaseForm(actor, params.concernId!, request))
}

export const meta = titled('cases.one.page')

export default function Case() {
  const t = useWords()
  const { date } = useDates()
  const shown = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={shown.script} />
      <BackLink to="/app/cases">{t('cases.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && <Done done={shown.done} />}
      <PageTitle
        caption={t(shown.importedOn ? 'caseImport.one.told' : 'cases.one.arrived', {
          date: date(shown.arrivedOn),
        })}
        question
      >
        {t('cases.one.title', { reference: shown.reference })}
      </PageTitle>
      {shown.isTest && <p>{t('cases.test')}</p>}
      {shown.importedOn && <p>{t('caseImport.mark', { date: date(shown.importedOn) })}</p>}
      <StateLine
        label={t('cases.one.stages')}
        states={shown.steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))}
      />
      {shown.opened && (
        <p>
          <Link className="govuk-link" to={`/app/cases/${shown.id}/how-this-works`}>
            {t('line.process.how')}
          </Link>
        </p>
      )}
      <PartTemplates concernId={shown.id} />
      <StepTemplates />
      {shown.importedOn && <ImportTemplate />}
      {shown.opened ? (
        <CaseShown shown={shown} />
      ) : (
        <>
          {shown.first.length > 0 && <UnlockBox />}
          <DeclareForm first={shown.first} errors={rejected?.errors} />
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
