import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { HideForms } from '#app/components/cases/hide-forms.tsx'
import { PartTemplates } from '#app/components/cases/part-templates.tsx'
import { SealedForm, SealedPlace, SealedWords } from '#app/components/cases/sealed.tsx'
import { KeepingDone, Proposed, reasonSeal } from '#app/components/cases/two-people.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { takeKeepingForm } from '#app/server/http/two-people-forms.server.ts'
import { keepingPage } from '#app/server/queries/two-people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    const page = await keepingPage(actor, params.concernId!)
    if (page.hold === 'released' && !page.isDeleted) await requireStepUp(actor, request)
    return { ...page, done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeKeepingForm(actor, params.concernId!, request))
}

export const meta = titled('keeping.title')

export default function Keeping() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const {
    id,
    reference,
    script,
    fileKeyId,
    parts,
    redaction,
    deletion,
    hold,
    isDeleted,
    schedule,
    isSigned,
    done,
  } = page
  const confirm = (doing: string, proposalId: string, button: string) => (
    <form method="post">
      <input type="hidden" name="do" value={doing} />
      <input type="hidden" name="proposalId" value={proposalId} />
      <Button>{button}</Button>
    </form>
  )
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && <KeepingDone done={done} />}
      <PageTitle question>{t('keeping.title')}</PageTitle>
      <PartTemplates concernId={id} />
      {!isDeleted && <UnlockBox />}
      {redaction && (
        <Proposed proposal={redaction} fileKeyId={fileKeyId} title={t('keeping.redact.proposal')}>
          {redaction.copy && (
            <>
              <p>{t('keeping.redact.copy')}</p>
              <SealedPlace part={redaction.copy} />
            </>
          )}
          {!redaction.isMine && confirm('confirmRedaction', redaction.id, t('keeping.redact.confirm'))}
        </Proposed>
      )}
      {!isDeleted && (
        <section aria-labelledby="parts">
          <h2 className="govuk-heading-m" id="parts">
            {t('keeping.parts')}
          </h2>
          <p className="am-measure">{t('keeping.parts.lead')}</p>
          {parts.map((part) => (
            <div key={part.id}>
              <SealedPlace part={part} />
              <HideForms part={part} fileKeyId={fileKeyId} mayRedact={!redaction} />
            </div>
          ))}
        </section>
      )}
      <section className="am-measure" aria-labelledby="schedule">
        <h2 className="govuk-heading-m" id="schedule">
          {t('keeping.schedule')}
        </h2>
        {schedule.length === 0 && <p>{t('keeping.schedule.none')}</p>}
        <ul className="govuk-list govuk-list--bullet">
          {schedule.map(({ what, keepFor, reason, owner }) => (
            <li key={what}>{t('keeping.schedule.line', { what, keepFor, reason, owner })}</li>
          ))}
        </ul>
        {schedule.length > 0 && !isSigned && <p>{t('keeping.schedule.unsigned')}</p>}
      </section>
      <section className="am-measure" aria-labelledby="delete">
        <h2 className="govuk-heading-m" id="delete">
          {t('keeping.delete.title')}
        </h2>
        {isDeleted ? (
          <p>{t('keeping.delete.done')}</p>
        ) : (
          <>
            <p>{t('keeping.delete.what')}</p>
            <p>{t('keeping.delete.backups')}</p>
            {hold !== 'released' && <p>{t('keeping.delete.hold')}</p>}
          </>
        )}
        {deletion && !isDeleted && (
          <Proposed proposal={deletion} fileKeyId={fileKeyId} title={t('keeping.delete.proposal')}>
            {!deletion.isMine && confirm('confirmDeletion', deletion.id, t('keeping.delete.confirm'))}
          </Proposed>
        )}
        {!deletion && !isDeleted && hold === 'released' && (
          <SealedForm
            doing="delete"
            keyId={fileKeyId}
            seal={reasonSeal(t('keeping.delete.reason'))}
            button={t('keeping.delete.propose')}
            secondary
          >
            <SealedWords id="delete-why" field="words" label={t('keeping.delete.why')} rows={2} />
          </SealedForm>
        )}
      </section>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
