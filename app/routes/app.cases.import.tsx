import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { BroughtInList } from '#app/components/case-import/brought-in-list.tsx'
import { ImportForm } from '#app/components/case-import/import-form.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeImportForm } from '#app/server/http/case-import-forms.server.ts'
import { importPage } from '#app/server/queries/case-import.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  return withActor(request, (actor) => importPage(actor, searchParams.get('door'), searchParams.get('in')))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeImportForm(actor, request))
}

export const meta = titled('caseImport.title')

/** One case at a time; the next one on the same page, with the key still open. */
export default function ImportCase() {
  const t = useWords()
  const { now, doors, chosen, before, just } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <CaseScript />
      <BackLink to="/app/cases">{t('cases.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {just && !rejected && (
        <Notice>
          {t('caseImport.done', { reference: just.reference })}{' '}
          <Link className="govuk-link" to={`/app/cases/${just.id}`}>
            {t('caseImport.open')}
          </Link>{' '}
          {t('caseImport.another')}
        </Notice>
      )}
      <PageTitle>{t('caseImport.title')}</PageTitle>
      <p className="am-measure">{t('caseImport.lead')}</p>
      {doors.length === 0 && <p className="am-measure">{t('caseImport.none')}</p>}
      {doors.length > 1 && (
        <nav aria-label={t('caseImport.door')}>
          <p>{t('caseImport.door')}</p>
          <ul className="govuk-list">
            {doors.map(({ id, name }) => (
              <li key={id}>
                <Link
                  className="govuk-link"
                  to={`/app/cases/import?door=${id}`}
                  aria-current={chosen?.id === id ? 'page' : undefined}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chosen && !chosen.canRead && <p className="am-measure">{t('caseImport.notReader')}</p>}
      {chosen?.canRead && (
        <>
          <ScriptData of="case" value={chosen.script} />
          <UnlockBox />
          <ImportForm chosen={chosen} rejected={rejected} />
        </>
      )}
      <BroughtInList cases={before} now={now} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
